// What one message is about, with all that its text needs; and the words that it is said in.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "booking/port/outbox.hpp"
#include "booking/slots.hpp"

namespace skranke::messages {

using booking::Channel;
using booking::Event;
using booking::Moment;

// The texts of one language, by key ("message.greeting"); empty where it has none.
struct Language {
  std::string code;  // ISO 639-1
  std::string name;  // in itself
  std::function<std::string(std::string_view key)> text;
};

// PRIVACY: name and address of a citizen, and the secret of their visit's link. Lives for one sending.
struct Notice {
  booking::MessageKey key;
  std::string address;       // a mailbox, or a telephone number as it was typed
  booking::Booking booking;  // with the time, place and sequence that the message is about
  Moment written_at = 0;

  std::string centre_name;
  booking::Part part = booking::Part::denmark;
  const booking::TimeZone* zone = nullptr;
  std::string zone_name;  // of the IANA database

  std::string manage_url;  // the secret link
  std::string short_url;   // the same for a text message; may be as long
  std::string check_url;
  // What the citizen means to bring, as keys of texts ("policy.mitid.kind.passport"), and what the guide says
  // of it for the day of the visit when the message is written: "enough", "not-enough", "unknown". Empty:
  // they did not say.
  std::vector<std::string> bring;
  std::string advised;
  std::string book_url;
};

}  // namespace skranke::messages
