// The register's seal: whether a database has one, whether this is its key, and sealing rows from before
// there was one.
#pragma once

#include <cstdint>
#include <functional>

#include "desk/port/register_sealer.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

struct SealState {
  Bytes check;             // what the right key gives; empty: nothing is sealed
  bool has_clear = false;  // rows may lie in the clear
};

// Of a row that begins with seal_check and has_clear.
[[nodiscard]] SealState seal_state_of(const Row& row);
[[nodiscard]] Outcome<SealState> seal_state(Transaction& transaction);
[[nodiscard]] Outcome<SealState> seal_state(Database& database);

// A fault (invalid) with what would be right where something is sealed, and not by this key. `sealer` is null
// where there is no key.
[[nodiscard]] Outcome<void> check_key(const SealState& state, const desk::RegisterSealer* sealer);

// Makes this key the database's, where it has none, and checks it. Within a write.
[[nodiscard]] Outcome<void> take_key(Transaction& transaction, const desk::RegisterSealer& sealer);

[[nodiscard]] bool is_sealed(const Bytes& records);

// The records of a row, whether sealed or from before. Fault (corrupt): no key opens them.
[[nodiscard]] Outcome<Bytes> opened(const desk::RegisterSealer* sealer, std::int64_t version, Bytes records);

struct Sealed {
  std::int64_t persons = 0;
  std::int64_t numbers = 0;
};

// Seals every row that lies in the clear, a few thousand a transaction, while others read: each row is found
// at any moment. One that was interrupted goes on where it was. `progress` is told of what is done so far.
// The bytes from before may still be in the database's files (storage/sqlite/rewrite.hpp); end_sealing()
// comes after they are gone.
[[nodiscard]] Outcome<Sealed> seal_register(Database& database, const desk::RegisterSealer& sealer,
                                            const std::function<void(const Sealed&)>& progress);

// Says that no row lies in the clear any more.
[[nodiscard]] Outcome<void> end_sealing(Database& database);

}  // namespace skranke::storage
