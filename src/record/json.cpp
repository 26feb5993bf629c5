#include "record/json.hpp"

#include <array>
#include <cstdint>
#include <cstdio>

#include "base/civil.hpp"

namespace skranke::record {

std::string format_moment(desk::Moment moment) {
  constexpr desk::Moment seconds_a_day = 86'400;
  desk::Moment day = moment / seconds_a_day;
  desk::Moment second = moment % seconds_a_day;
  if (second < 0) {
    second += seconds_a_day;
    --day;
  }
  std::array<char, 16> time{};
  std::snprintf(time.data(), time.size(), "T%02d:%02d:%02dZ", static_cast<int>(second / 3600),
                static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
  return base::format_day(static_cast<base::Day>(day)) + time.data();
}

// In parentheses: braces would make an array of it.
json::value text_or_null(std::string_view text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

}  // namespace skranke::record
