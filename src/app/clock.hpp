// The only place that reads the clock.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "base/result.hpp"

namespace skranke::app {

// The zone of a case that names no date (contract: `date`).
inline constexpr std::string_view default_time_zone = "Europe/Copenhagen";

// Today's date in an IANA time zone. Problem (unavailable) if the zone is not in the system's database.
[[nodiscard]] base::Result<base::Day> today_in(std::string_view time_zone);

// The day in default_time_zone that a moment, in seconds since 1970, is in. The zone has to be there:
// today_in was asked before.
[[nodiscard]] base::Day day_of(std::int64_t seconds);
// The minute of that day, on a clock there.
[[nodiscard]] std::int32_t minute_of(std::int64_t seconds);

// This moment, in seconds since 1970.
[[nodiscard]] std::int64_t now_seconds();

// What is done by the clock and can't be undone (names are forgotten, what is past its time is destroyed,
// offers and messages are late, delayed decisions are handed over) waits while the clock is not what it was
// at the start and the time since. Problem (unavailable): it was set by more than ten minutes; says so, and
// what helps. Ask for the moment first, and for this then: a clock that is set in between is seen.
[[nodiscard]] base::Result<void> check_clock();

// This moment as RFC 3339 in UTC, to the second.
[[nodiscard]] std::string now_utc();

// Any moment, in seconds since 1970, so.
[[nodiscard]] std::string in_utc(std::int64_t seconds);

}  // namespace skranke::app
