// A visit as an iCalendar object, which calendars take in, change and cancel.
//
// SPEC: RFC 5545 (the format), RFC 5546 (what an update and a cancellation need): the same UID for the life
// of a booking, SEQUENCE one higher with each change, the same ORGANIZER, and a DTSTAMP that does not go
// back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "messages/wording.hpp"

namespace skranke::messages {

// What the object asks of a calendar.
enum class Method : std::uint8_t {
  publish,  // take this in: from a page, for whoever has the link
  request,  // take this in, or change what is there: to who booked
  cancel,   // strike it out
};

[[nodiscard]] constexpr std::string_view name(Method method) {
  switch (method) {
    case Method::publish:
      return "PUBLISH";
    case Method::request:
      return "REQUEST";
    case Method::cancel:
      return "CANCEL";
  }
  std::unreachable();
}

// One VEVENT with its VTIMEZONE, in lines of at most 75 octets that end in CRLF. `organizer` is a mailbox;
// the attendee, but for publish, is the notice's address. The zone's changes are those of its offsets in the
// year before and after the visit, so a calendar needs no zone of that name.
[[nodiscard]] std::string write_calendar(const Notice& notice, const Wording& wording, Method method,
                                         const std::string& organizer);

}  // namespace skranke::messages
