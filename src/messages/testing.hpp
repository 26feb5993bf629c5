// A visit to be told of, in words of a language made for tests, and a zone with the clock changes of 2026 and
// 2027.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "messages/notice.hpp"

namespace skranke::messages::testing {

// Central European time: the last Sundays of March and October, at 01:00 UTC.
class DanishZone final : public booking::TimeZone {
 public:
  [[nodiscard]] booking::Instant at(base::Day day, booking::Minute minute) const override {
    const booking::Instant local = booking::Instant{day} * booking::minutes_a_day + minute;
    return local - offset(local - 60);
  }
  [[nodiscard]] std::int32_t offset(booking::Instant instant) const override {
    const auto change = [](std::int32_t year, std::int32_t month, std::int32_t day) {
      return booking::Instant{base::day_from({year, month, day})} * booking::minutes_a_day + 60;
    };
    const bool is_summer = (instant >= change(2025, 3, 30) && instant < change(2025, 10, 26)) ||
                           (instant >= change(2026, 3, 29) && instant < change(2026, 10, 25)) ||
                           (instant >= change(2027, 3, 28) && instant < change(2027, 10, 31)) ||
                           (instant >= change(2028, 3, 26) && instant < change(2028, 10, 29));
    return is_summer ? 120 : 60;
  }
};

inline Language language(std::string code, std::string name, std::map<std::string, std::string> texts) {
  return {.code = std::move(code),
          .name = std::move(name),
          .text = [texts = std::move(texts)](std::string_view key) {
            const auto found = texts.find(std::string{key});
            return found == texts.end() ? std::string{} : found->second;
          }};
}

inline Language english() {
  std::map<std::string, std::string> texts{
      {"service.mitid-first", "First MitID"},
      {"message.weekdays", "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday"},
      {"message.months",
       "January, February, March, April, May, June, July, August, September, October, November, December"},
      {"message.day", "{weekday} {day} {month} {year}"},
      {"message.short_day", "{weekday} {day} {month}"},
      {"message.greeting", "Hello {name}"},
      {"message.when", "When: {day}, {time} to {end}"},
      {"message.where", "Where: {centre}"},
      {"message.what", "What: {service}"},
      {"message.party", "How many: {party}"},
      {"message.manage", "See, move or cancel it here:"},
      {"message.check", "Check your documents:"},
      {"message.bring", "Bring:"},
      {"message.bring_enough", "Enough. See:"},
      {"message.bring_not_enough", "Not enough. See:"},
      {"message.bring_unknown", "Not known. See:"},
      {"policy.mitid.kind.passport", "Passport"},
      {"message.again", "Book a new time here:"},
      {"message.safety", "Nobody asks for your MitID by mail."},
      {"message.untranslated", "Not available in {language}."},
      {"message.calendar", "{service}, {centre}"}};
  for (const Event event :
       {Event::confirmed, Event::moved, Event::cancelled, Event::reminder, Event::closed}) {
    const std::string key = "message." + std::string{name(event)};
    texts[key + ".subject"] = std::string{name(event)} + ": {day} at {time}";
    texts[key + ".text"] = "It is " + std::string{name(event)} + ".";
    texts[key + ".sms"] = std::string{name(event)} + ": {day} {time}, {centre}.";
  }
  return language("en", "English", std::move(texts));
}

// Tuesday 1 December 2026, 10:00 to 10:30 in Denmark.
inline Notice notice(const booking::TimeZone& zone, Event event = Event::confirmed) {
  constexpr std::int64_t seconds_a_minute = 60;
  Notice notice;
  notice.booking = {
      .booking_id = "0123456789abcdef0123456789abcdef",
      .centre = "aarhus",
      .service = "mitid-first",
      .start = booking::Instant{base::day_from({2026, 12, 1})} * booking::minutes_a_day + 9 * 60,
      .minutes = 30,
      .counter = 0,
      .name = "Ida Prøve",
      .email = "ida@example.org",
      .phone = "12 34 56 78",
      .language = "en",
      .party = 2,
      .plan = {},
      .advised = {},
      .state = booking::State::booked,
      .sequence = 0,
      .created_at = 0,
      .changed_at = 0};
  notice.written_at = (notice.booking.start - 7 * booking::minutes_a_day) * seconds_a_minute;
  notice.booking.created_at = notice.written_at;
  notice.key = {
      .booking_id = notice.booking.booking_id, .event = event, .sequence = 0, .channel = Channel::mail};
  notice.address = "ida@example.org";
  notice.centre_name = "Aarhus Kommune";
  notice.zone = &zone;
  notice.zone_name = "Europe/Copenhagen";
  notice.manage_url = "https://booking.example.dk/en/booking/" + std::string(64, '7');
  notice.short_url = "https://booking.example.dk/b/" + std::string(43, '7');
  notice.check_url = "https://booking.example.dk/en/check/";
  notice.book_url = "https://booking.example.dk/en/book/#centre=aarhus";
  return notice;
}

}  // namespace skranke::messages::testing
