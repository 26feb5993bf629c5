// A date of a machine-readable zone: two digits a part, any part perhaps unknown, and no century.
//
// SPEC: ICAO Doc 9303-3, 4.8 "Representation of dates" (parts that are unknown are fillers); docs/zones.md,
// "Dates", for the century, about which the standard says nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil.hpp"

namespace skranke::proofing {

// With its century; 0 where a part is unknown.
struct ZoneDate {
  std::int16_t year = 0;
  std::int8_t month = 0;
  std::int8_t day = 0;

  friend bool operator==(const ZoneDate&, const ZoneDate&) = default;
};

// The day, where no part is unknown.
[[nodiscard]] std::optional<base::Day> day_of(ZoneDate date);

// "1974-08-12", "1974-08", "1974": as much of it, from the year on, as is known (ISO 8601, reduced
// precision); empty without a year.
[[nodiscard]] std::string date_text(ZoneDate date);

// The six characters of a zone: "740812", "7408<<".
[[nodiscard]] std::string zone_text(ZoneDate date);

enum class ZoneDateUse : std::uint8_t {
  born,     // the latest year in which it is not after today: at most 100 years ago
  expires,  // the year that is at most 50 before, and at most 49 after, today's
};

// How six digits and fillers read.
struct ZoneDateReading {
  bool is_shaped = false;        // three pairs, each two digits or two fillers
  std::uint8_t odd_at = 0;       // the first character that breaks a pair, where it isn't
  std::optional<ZoneDate> date;  // empty for one that doesn't exist
};
[[nodiscard]] ZoneDateReading read_zone_date(std::string_view six, ZoneDateUse use, base::YearMonthDay today);

}  // namespace skranke::proofing
