#include "messages/calendar.hpp"

#include <cstdlib>
#include <memory>
#include <vector>

#include <libical/ical.h>

#include "base/memory.hpp"

namespace skranke::messages {
namespace {

using booking::Instant;
using booking::TimeZone;

constexpr Instant minutes_a_day = booking::minutes_a_day;
constexpr Instant seconds_a_minute = 60;
constexpr Instant zone_days = 366;  // before and after the visit

struct Free {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
  void operator()(char* text) const { std::free(text); }  // NOLINT(cppcoreguidelines-no-malloc)
};
using Component = std::unique_ptr<icalcomponent, Free>;
using Text = std::unique_ptr<char, Free>;

// A time as written, of no zone that the library knows: the library then reads no zone file.
icaltimetype civil_time(Instant local_minutes) {
  const Instant day = local_minutes >= 0 ? local_minutes / minutes_a_day
                                         : (local_minutes - minutes_a_day + 1) / minutes_a_day;
  const auto minute = static_cast<int>(local_minutes - day * minutes_a_day);
  const base::YearMonthDay date = base::date_from(static_cast<base::Day>(day));
  icaltimetype time = icaltime_null_time();
  time.year = date.year;
  time.month = date.month;
  time.day = date.day;
  time.hour = minute / 60;
  time.minute = minute % 60;
  return time;
}

icaltimetype local_time(Instant instant, const TimeZone& zone) {
  return civil_time(instant + zone.offset(instant));
}

icaltimetype utc_time(Moment moment) {
  icaltimetype time = civil_time(moment / seconds_a_minute);
  time.second = static_cast<int>(moment % seconds_a_minute);
  time.zone = icaltimezone_get_utc_timezone();
  return time;
}

void add(icalcomponent* to, icalproperty* property) { icalcomponent_add_property(to, property); }

// The moment of the one change of offset between two moments with different ones.
Instant change_between(Instant before, Instant after, const TimeZone& zone) {
  const std::int32_t offset = zone.offset(before);
  while (after - before > 1) {
    const Instant middle = before + (after - before) / 2;
    (zone.offset(middle) == offset ? before : after) = middle;
  }
  return after;
}

// From `instant` on the offset is another one; DTSTART is the local time before the change (RFC 5545, 3.6.5).
void add_observance(icalcomponent* zone_component, Instant instant, std::int32_t from, std::int32_t to) {
  icalcomponent* const observance = to > from ? icalcomponent_new_xdaylight() : icalcomponent_new_xstandard();
  add(observance, icalproperty_new_dtstart(civil_time(instant + from)));
  add(observance, icalproperty_new_tzoffsetfrom(from * static_cast<int>(seconds_a_minute)));
  add(observance, icalproperty_new_tzoffsetto(to * static_cast<int>(seconds_a_minute)));
  icalcomponent_add_component(zone_component, observance);
}

icalcomponent* new_zone(const Notice& notice) {
  const TimeZone& zone = *notice.zone;
  icalcomponent* const component = icalcomponent_new_vtimezone();
  add(component, icalproperty_new_tzid(notice.zone_name.c_str()));
  const Instant first = notice.booking.start - zone_days * minutes_a_day;
  const Instant last = notice.booking.start + zone_days * minutes_a_day;
  bool is_first = true;
  for (Instant day = first; day < last; day += minutes_a_day) {
    const std::int32_t from = zone.offset(day);
    const std::int32_t to = zone.offset(day + minutes_a_day);
    if (from == to) continue;
    const Instant change = change_between(day, day + minutes_a_day, zone);
    // What held before the first change that is told.
    if (is_first && change > notice.booking.start) add_observance(component, first, from, from);
    add_observance(component, change, from, to);
    is_first = false;
  }
  if (is_first) add_observance(component, first, zone.offset(first), zone.offset(first));
  return component;
}

icalproperty* in_zone(icalproperty* property, const std::string& zone_name) {
  icalproperty_add_parameter(property, icalparameter_new_tzid(zone_name.c_str()));
  return property;
}

// A parameter's value has no way to say a quotation mark or a line's end (RFC 5545, 3.2).
std::string parameter_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"')
      out.push_back('\'');
    else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F)
      out.push_back(c);
  }
  return out;
}

icalproperty* new_organizer(const Notice& notice, const std::string& mailbox) {
  icalproperty* const organizer = icalproperty_new_organizer(("mailto:" + mailbox).c_str());
  icalproperty_add_parameter(organizer, icalparameter_new_cn(parameter_text(notice.centre_name).c_str()));
  return organizer;
}

icalproperty* new_attendee(const Notice& notice) {
  icalproperty* const attendee = icalproperty_new_attendee(("mailto:" + notice.address).c_str());
  icalproperty_add_parameter(attendee, icalparameter_new_cn(parameter_text(notice.booking.name).c_str()));
  icalproperty_add_parameter(attendee, icalparameter_new_role(ICAL_ROLE_REQPARTICIPANT));
  // Who has booked will come: nobody is asked for an answer.
  icalproperty_add_parameter(attendee, icalparameter_new_partstat(ICAL_PARTSTAT_ACCEPTED));
  icalproperty_add_parameter(attendee, icalparameter_new_rsvp(ICAL_RSVP_FALSE));
  return attendee;
}

icalcomponent* new_event(const Notice& notice, const Wording& wording, Method method,
                         const std::string& organizer) {
  const booking::Booking& booking = notice.booking;
  const bool is_off =
      method == Method::cancel || (method == Method::publish && booking.state == booking::State::cancelled);
  icalcomponent* const event = icalcomponent_new_vevent();
  add(event, icalproperty_new_uid((booking.booking_id + "@skranke").c_str()));
  add(event, icalproperty_new_sequence(booking.sequence));
  add(event, icalproperty_new_dtstamp(utc_time(notice.written_at)));
  add(event, icalproperty_new_created(utc_time(booking.created_at)));
  add(event, in_zone(icalproperty_new_dtstart(local_time(booking.start, *notice.zone)), notice.zone_name));
  add(event, in_zone(icalproperty_new_dtend(local_time(booking.start + booking.minutes, *notice.zone)),
                     notice.zone_name));
  add(event, icalproperty_new_summary(wording
                                          .say("calendar", {{"service", wording.service(booking.service)},
                                                            {"centre", notice.centre_name}})
                                          .c_str()));
  add(event, icalproperty_new_location(notice.centre_name.c_str()));
  add(event, icalproperty_new_status(is_off ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
  add(event, icalproperty_new_class(ICAL_CLASS_PRIVATE));
  add(event, new_organizer(notice, organizer));
  if (method != Method::publish) add(event, new_attendee(notice));
  if (!is_off) {
    add(event,
        icalproperty_new_description(wording.say("manage").append("\n").append(notice.manage_url).c_str()));
    add(event, icalproperty_new_url(notice.manage_url.c_str()));
  }
  return event;
}

icalproperty_method method_of(Method method) {
  switch (method) {
    case Method::publish:
      return ICAL_METHOD_PUBLISH;
    case Method::request:
      return ICAL_METHOD_REQUEST;
    case Method::cancel:
      return ICAL_METHOD_CANCEL;
  }
  std::unreachable();
}

}  // namespace

std::string write_calendar(const Notice& notice, const Wording& wording, Method method,
                           const std::string& organizer) {
  const Component calendar{icalcomponent_new_vcalendar()};
  base::ensure_memory(calendar != nullptr, "a calendar");
  add(calendar.get(), icalproperty_new_prodid("-//Skranke//Skranke//EN"));
  add(calendar.get(), icalproperty_new_version("2.0"));
  add(calendar.get(), icalproperty_new_method(method_of(method)));
  icalcomponent_add_component(calendar.get(), new_zone(notice));
  icalcomponent_add_component(calendar.get(), new_event(notice, wording, method, organizer));
  const Text text{icalcomponent_as_ical_string_r(calendar.get())};
  base::ensure_memory(text != nullptr, "a calendar's text");
  return text.get();
}

}  // namespace skranke::messages
