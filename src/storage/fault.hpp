// What can go wrong with a database, as kinds that a caller can act on.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace skranke::storage {

enum class FaultKind : std::uint8_t {
  busy,         // tried as often as allowed: try again later
  unique,       // a row with this key is there already
  foreign_key,  // a row that this one points to is not there
  check,        // a check of the schema refused the value
  lost,         // the connection or the disk broke; whether a commit took effect is not known
  full,         // no space left; nothing was changed
  corrupt,      // not a database, or a damaged one
  newer,        // the schema is newer than this program
  invalid,      // a statement or value that the engine refuses: a bug of the caller
  unavailable,  // can't be opened or reached
  held,         // another program has it open for writing, and there can be one only
};

struct Fault {
  FaultKind kind = FaultKind::unavailable;
  std::string text;  // in English. PRIVACY: never a value
};

template <class T>
using Outcome = std::expected<T, Fault>;

[[nodiscard]] inline std::unexpected<Fault> fail(FaultKind kind, std::string text) {
  return std::unexpected<Fault>{Fault{kind, std::move(text)}};
}

}  // namespace skranke::storage
