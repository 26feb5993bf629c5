#include "letters/speech.hpp"

#include <array>
#include <cstdio>

namespace skranke::letters {
namespace {

// Values are put in once each: what they hold is not looked at again.
std::string filled(std::string_view text, const std::map<std::string, std::string>& values) {
  std::string out;
  while (true) {
    const std::size_t open = text.find('{');
    const std::size_t close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) return out.append(text);
    const auto value = values.find(std::string{text.substr(open + 1, close - open - 1)});
    out.append(text.substr(0, open));
    out.append(value == values.end() ? text.substr(open, close + 1 - open) : std::string_view{value->second});
    text.remove_prefix(close + 1);
  }
}

// The element of a list with commas.
std::string element(std::string_view list, std::size_t index) {
  for (; index > 0; --index) list.remove_prefix(std::min(list.size(), list.find(", ")) + 2);
  return std::string{list.substr(0, list.find(", "))};
}

constexpr std::int32_t days_a_week = 7;
constexpr std::int32_t weekday_of_day_zero = 3;  // 1970-01-01 was a Thursday; Monday is 0

}  // namespace

std::string Speech::text(std::string_view key, const std::map<std::string, std::string>& values) const {
  const std::string found = words_.text(key);
  return found.empty() ? std::string{key} : filled(found, values);
}

std::string Speech::say(std::string_view key, Values values) const {
  std::map<std::string, std::string> all;
  for (const auto& [name, value] : values) all.emplace(name, value);
  return text(std::string{"letter."}.append(key), all);
}

std::string Speech::day(base::Day day) const {
  const base::YearMonthDay date = base::date_from(day);
  const std::int32_t weekday = ((day + weekday_of_day_zero) % days_a_week + days_a_week) % days_a_week;
  return text("message.day",
              {{"weekday", element(text("message.weekdays"), static_cast<std::size_t>(weekday))},
               {"day", std::to_string(date.day)},
               {"month", element(text("message.months"), static_cast<std::size_t>(date.month - 1))},
               {"year", std::to_string(date.year)}});
}

std::string Speech::time(std::int32_t minute) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%02d:%02d", minute / 60, minute % 60);
  return text.data();
}

}  // namespace skranke::letters
