// Looking up the rows of the imported register within a transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "desk/port/register_sealer.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// The deliveries that readers see; none where last < first.
struct Visible {
  std::int64_t first = 1;
  std::int64_t last = 0;
  [[nodiscard]] bool is_empty() const { return last < first; }
};

// The same, and how their rows are read.
struct Readable : Visible {
  const desk::RegisterSealer* sealer = nullptr;
  bool is_sealed = false;  // rows may be
  bool has_clear = false;  // rows may lie in the clear
};

// Which they are, for who reads no numbers and no records.
[[nodiscard]] Outcome<Visible> visible_deliveries(Transaction& transaction);

// The same, to read them. A fault where they are sealed by another key than the sealer's, which is null where
// there is no key: nobody is told that the register does not know a person because the key is the wrong one.
[[nodiscard]] Outcome<Readable> readable_deliveries(Transaction& transaction,
                                                    const desk::RegisterSealer* sealer);

// The newest version of a person.
struct StoredPerson {
  std::int64_t version = 0;
  Bytes person_id;
  std::int64_t status = 0;
  Bytes records;  // opened; cpr/packed_person.hpp
};

// Statuses of a number that another one took the place of.
[[nodiscard]] constexpr bool is_replaced(std::int64_t status) { return status == 50 || status == 60; }

// What the visible register holds under a number: the number's own records; where it has none and `is_own` is
// not asked for, the records that name it as a former number.
[[nodiscard]] Outcome<std::optional<StoredPerson>> find_number(Transaction& transaction,
                                                               const Readable& visible,
                                                               std::string_view number, bool is_own = false);

// The same, but where the records say that the number was replaced (status 50, 60), what there is under the
// number that replaced it, and so on.
[[nodiscard]] Outcome<std::optional<StoredPerson>> find_current(Transaction& transaction,
                                                                const Readable& visible,
                                                                std::string_view number);

}  // namespace skranke::storage
