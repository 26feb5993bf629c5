// A visit in one text message (NemSMS takes 160 characters).
#pragma once

#include <string>

#include "base/result.hpp"
#include "messages/wording.hpp"

namespace skranke::messages {

// PRIVACY: `to` is a person's. The text names nobody.
struct TextMessage {
  std::string id;        // of the message, the same at each try
  std::string to;        // E.164: "+4512345678"
  std::string language;  // that it is in
  std::string text;      // of the GSM alphabet, at most 160 septets
};

// A telephone number as E.164 has it. One without a country's code is of the part of the realm that the
// centre is in, where it has as many digits as numbers there have; else it stays without. Empty: no digits.
[[nodiscard]] std::string phone_number(std::string_view typed, booking::Part part);

// The message of a notice: the whole link where it fits, else the short one, else none; never two messages,
// and the time of the visit always. Problem (invalid_value): no telephone number, or no words for the event.
[[nodiscard]] base::Result<TextMessage> write_text_message(const Notice& notice, const Language& own,
                                                           const Language& english);

}  // namespace skranke::messages
