#include "letters/speech.hpp"

#include <array>
#include <cstdio>

#include "base/fill_text.hpp"

namespace skranke::letters {
namespace {

constexpr std::int32_t days_a_week = 7;
constexpr std::int32_t weekday_of_day_zero = 3;  // 1970-01-01 was a Thursday; Monday is 0

}  // namespace

std::string Speech::text(std::string_view key, const std::map<std::string, std::string>& values) const {
  const std::string found = words_.text(key);
  return found.empty() ? std::string{key} : base::fill_text(found, values);
}

std::string Speech::say(std::string_view key, Values values) const {
  std::map<std::string, std::string> all;
  for (const auto& [name, value] : values) all.emplace(name, value);
  return text(std::string{"letter."}.append(key), all);
}

std::string Speech::day(base::Day day) const {
  const base::YearMonthDay date = base::date_from(day);
  const std::int32_t weekday = ((day + weekday_of_day_zero) % days_a_week + days_a_week) % days_a_week;
  return text(
      "message.day",
      {{"weekday", base::list_element(text("message.weekdays"), static_cast<std::size_t>(weekday))},
       {"day", std::to_string(date.day)},
       {"month", base::list_element(text("message.months"), static_cast<std::size_t>(date.month - 1))},
       {"year", std::to_string(date.year)}});
}

std::string Speech::time(std::int32_t minute) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d", minute / 60, minute % 60);
  return text.data();
}

}  // namespace skranke::letters
