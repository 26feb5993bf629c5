// What a centre's officers send about its hours and closures, from JSON text.
//
// As strict as everywhere: an unknown key, hours that overlap, a day that doesn't exist is a Problem that
// names the place. Whether a day is past is not known here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/result.hpp"

namespace skranke::codec {

// {"opens": "10:00", "closes": "14:00", "counters": 2}; minutes of the day, both on the grid
struct OpeningBody {
  std::int32_t opens = 0;
  std::int32_t closes = 0;
  std::int32_t counters = 1;
};
// By time, none in another.
using OpeningsBody = std::vector<OpeningBody>;

// {"valid_from", "weekdays": {"monday": [...], ...}, "preview"?, "seen"?}; a weekday that is left out is
// closed
struct HoursBody {
  base::Day valid_from = 0;
  std::array<OpeningsBody, 7> weekdays;  // Monday first
  bool is_preview = false;
  std::optional<std::int64_t> seen;
};

// {"day", "open": [...], "reason", "preview"?, "seen"?}; with nothing open the day is closed
struct ExceptionBody {
  base::Day day = 0;
  OpeningsBody open;
  std::string reason;
  bool is_preview = false;
  std::optional<std::int64_t> seen;
};

// {"preview"?, "seen"?}, or nothing at all
struct RemovalBody {
  bool is_preview = false;
  std::optional<std::int64_t> seen;
};

// {"from", "to", "counter"?, "reason", "preview"?}; moments in seconds since 1970-01-01T00:00:00Z
struct ClosureBody {
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::optional<std::int32_t> counter;  // 1 to 64
  std::string reason;
  bool is_preview = false;
};

// `grid`: minutes of a cell, on which hours begin and end.
[[nodiscard]] base::Result<HoursBody> read_hours(std::string_view text, std::int32_t grid);
[[nodiscard]] base::Result<ExceptionBody> read_exception(std::string_view text, std::int32_t grid);
[[nodiscard]] base::Result<RemovalBody> read_removal(std::string_view text);
[[nodiscard]] base::Result<ClosureBody> read_closure(std::string_view text);

// RFC 3339 with an offset, as in 2026-12-01T10:00:00+01:00; parts of a second are left out. Empty for
// anything else.
[[nodiscard]] std::optional<std::int64_t> parse_moment(std::string_view text);

}  // namespace skranke::codec
