#include "messages/wording.hpp"

#include <vector>

#include "booking/hours.hpp"

namespace skranke::messages {
namespace {

std::string key_of(std::string_view key) { return std::string{"message."}.append(key); }

// One pass: a value that looks like a placeholder stays as it is.
std::string filled(std::string_view text, Wording::Values values) {
  std::string out;
  while (true) {
    const std::size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) return out;
    const std::size_t close = text.find('}', open);
    const std::string_view name =
        close == std::string_view::npos ? std::string_view{} : text.substr(open + 1, close - open - 1);
    const auto* const found =
        std::ranges::find(values, name, &std::pair<std::string_view, std::string_view>::first);
    if (found == values.end()) {
      out.push_back('{');
      text.remove_prefix(open + 1);
    } else {
      out += found->second;
      text.remove_prefix(close + 1);
    }
  }
}

// The part of a list "a, b, c" at an index; empty beyond it.
std::string item(std::string_view list, std::size_t index) {
  for (; index > 0; --index) {
    const std::size_t comma = list.find(", ");
    if (comma == std::string_view::npos) return {};
    list.remove_prefix(comma + 2);
  }
  return std::string{list.substr(0, list.find(", "))};
}

// So many characters of UTF-8 from the beginning.
std::string first_characters(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  while (end < text.size() && count > 0) {
    do {
      ++end;
    } while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U);
    --count;
  }
  return std::string{text.substr(0, end)};
}

constexpr std::size_t short_name_characters = 3;

}  // namespace

base::Result<Wording> Wording::of(Event event, const Language& own, const Language& english) {
  const std::string subject = key_of(std::string{name(event)}.append(".subject"));
  if (!own.text(subject).empty()) return Wording{event, own};
  if (english.text(subject).empty())
    return base::fail(base::Fault::invalid_value,
                      "locales/en.json: there is no " + subject + ", so nothing can be said");
  Wording wording{event, english};
  wording.excuse_ = wording.say("untranslated", {{"language", own.name}});
  return wording;
}

std::string Wording::say(std::string_view key, Values values) const {
  const std::string whole = key_of(key);
  const std::string text = spoken_->text(whole);
  return filled(text.empty() ? whole : text, values);
}

std::string Wording::say_event(std::string_view key, Values values) const {
  return say(std::string{name(event_)}.append(".").append(key), values);
}

std::string Wording::service(const std::string& id) const {
  const std::string text = spoken_->text("service." + id);
  return text.empty() ? id : text;
}

std::string Wording::text(const std::string& key) const {
  std::string text = spoken_->text(key);
  return text.empty() ? key : text;
}

std::string Wording::day(booking::Instant instant, const booking::TimeZone& zone) const {
  const base::Day day = booking::day_of(instant, zone);
  const base::YearMonthDay date = base::date_from(day);
  return say("day", {{"weekday", item(say("weekdays"), booking::weekday_of(day))},
                     {"day", std::to_string(date.day)},
                     {"month", item(say("months"), static_cast<std::size_t>(date.month - 1))},
                     {"year", std::to_string(date.year)}});
}

std::string Wording::short_day(booking::Instant instant, const booking::TimeZone& zone) const {
  const base::Day day = booking::day_of(instant, zone);
  const base::YearMonthDay date = base::date_from(day);
  return say(
      "short_day",
      {{"weekday", first_characters(item(say("weekdays"), booking::weekday_of(day)), short_name_characters)},
       {"day", std::to_string(date.day)},
       {"month", first_characters(item(say("months"), static_cast<std::size_t>(date.month - 1)),
                                  short_name_characters)}});
}

std::string Wording::time(booking::Instant instant, const booking::TimeZone& zone) {
  // RFC 3339 has it at a fixed place.
  constexpr std::size_t at = 11;
  constexpr std::size_t size = 5;
  return booking::format_instant(instant, zone).substr(at, size);
}

}  // namespace skranke::messages
