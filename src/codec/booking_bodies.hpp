// What a citizen sends to book a visit, from JSON text.
//
// Strict, as everywhere: an unknown key, a wrong type, a text that could break a header or a mail is a
// Problem that names the place. No problem repeats a value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace skranke::codec {

// {"slot_id" or "hold_id", "name", "email"?, "phone"?, "lang"?, "party"?, "plan"?}
struct BookingBody {
  std::string slot_id;  // one of these two is empty
  std::string hold_id;
  std::string name;
  std::string email;
  std::string phone;
  std::string language;  // "da" if none is said
  std::int32_t party = 1;
  std::string plan;  // as text (codec/plan_text.hpp), unread
};

[[nodiscard]] base::Result<BookingBody> read_booking(std::string_view text);

// {"slot_id"}: of a hold, or of a move.
[[nodiscard]] base::Result<std::string> read_slot_id(std::string_view text);

// Whether a text can be the address of a mailbox (RFC 5321, without quotes, address literals and comments:
// nobody has those), so that nothing in it can be taken for another header or recipient.
[[nodiscard]] bool is_mailbox(std::string_view text);

// A line of text: what ends a line, or hides what follows, is no part of a name. U+0085, U+2028 and U+2029
// end lines too; U+202A to U+202E and U+2066 to U+2069 turn what follows around.
[[nodiscard]] bool is_one_line(std::string_view text);

}  // namespace skranke::codec
