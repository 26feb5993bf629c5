// The bytes of a mail: header fields, and a text beside a calendar object.
//
// SPEC: RFC 5322 (the form), RFC 2047 (other letters than ASCII's in header fields), RFC 2045 and 2046
// (parts), RFC 6047 (a calendar object in a mail). Whatever a person has typed is encoded so that it can't
// end its line.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace skranke::messages {

// A field's text as it stands in a header: as it is where it is short and plain, else in encoded words, one a
// line. Never holds a line's end that is not followed by a space.
[[nodiscard]] std::string header_text(std::string_view text);

// "=?utf-8?Q?…?= <name@example.org>"; the name may be empty.
[[nodiscard]] std::string header_mailbox(std::string_view name, std::string_view mailbox);

// Whether a text can stand between < and > and in an SMTP command: ASCII that is seen, one @, none of the
// signs that have a meaning there.
[[nodiscard]] bool is_plain_mailbox(std::string_view text);

// RFC 5322's date and time, in UTC.
[[nodiscard]] std::string header_date(std::int64_t seconds_since_1970);

// RFC 2045, 6.7: lines of at most 76 characters that end in CRLF. Takes lines that end in LF or CRLF.
[[nodiscard]] std::string quoted_printable(std::string_view text);

struct Part {
  std::string content_type;
  std::string text;
};

// Fields, an empty line, and the parts as alternatives of one another, the last one the best. One part stands
// by itself.
[[nodiscard]] std::string write_mime(const std::vector<std::pair<std::string, std::string>>& fields,
                                     const std::vector<Part>& parts, std::string_view boundary);

}  // namespace skranke::messages
