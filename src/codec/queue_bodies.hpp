// What is sent about a centre's queue, from JSON text.
//
// Strict, as everywhere: an unknown key, a wrong type or a number out of bounds is a Problem that names the
// place. No problem repeats a value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace skranke::codec {

// {"centre", "code"}
struct ArrivalBody {
  std::string centre;
  std::string code;  // an arrival code, a manage link or its token
};
[[nodiscard]] base::Result<ArrivalBody> read_arrival(std::string_view text);

// {"centre", "service", "language"?, "party"?}
struct WalkInBody {
  std::string centre;
  std::string service;
  std::string language;  // "da" if none is said
  std::int32_t party = 1;
};
[[nodiscard]] base::Result<WalkInBody> read_walk_in(std::string_view text);

// {"centre", "counter", "services"?}
struct NextBody {
  std::string centre;
  std::int32_t counter = 1;
  std::vector<std::string> services;  // empty: all
};
[[nodiscard]] base::Result<NextBody> read_next_call(std::string_view text);

// What is done to a ticket; only the keys of its kind are taken.
enum class DeedKind : std::uint8_t {
  plain,     // {"seen"?}, or nothing
  transfer,  // {"counter"?, "service"?, "seen"?}, one of the first two at least
  done,      // {"outcome", "seen"?}
};
struct DeedBody {
  std::optional<std::int32_t> counter;
  std::string service;
  std::string outcome;
  std::optional<std::int64_t> seen;  // the ticket's sequence as the sender knows it
};
[[nodiscard]] base::Result<DeedBody> read_deed(std::string_view text, DeedKind kind);

}  // namespace skranke::codec
