// A moment in words that programs read.
#pragma once

#include <cstdint>
#include <string>

#include "base/civil.hpp"

namespace skranke::base {

// Seconds since 1970-01-01T00:00:00Z as RFC 3339 in UTC: "2026-12-01T09:00:00Z".
[[nodiscard]] inline std::string utc_text(std::int64_t moment) {
  constexpr std::int64_t seconds_a_day = 86'400;
  const std::int64_t second = (moment % seconds_a_day + seconds_a_day) % seconds_a_day;
  std::string text = format_day(static_cast<Day>((moment - second) / seconds_a_day));
  char separator = 'T';
  for (const std::int64_t part : {second / 3600, second / 60 % 60, second % 60}) {
    text.push_back(separator);
    text.push_back(static_cast<char>('0' + part / 10));
    text.push_back(static_cast<char>('0' + part % 10));
    separator = ':';
  }
  return text.append("Z");
}

}  // namespace skranke::base
