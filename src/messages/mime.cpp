#include "messages/mime.hpp"

#include <algorithm>
#include <array>

#include "base/civil.hpp"
#include "booking/hours.hpp"

namespace skranke::messages {
namespace {

constexpr std::string_view hexadecimal = "0123456789ABCDEF";
constexpr std::size_t plain_max = 60;       // a text longer than this is folded
constexpr std::size_t word_bytes_max = 48;  // of the encoded text in one word: a line stays under 76
constexpr std::size_t line_max = 76;

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_seen(char c) { return c >= 0x20 && c < 0x7F; }

void append_escaped(std::string& out, char c) {
  const auto byte = static_cast<unsigned char>(c);
  out.push_back('=');
  out.push_back(hexadecimal[byte >> 4U]);
  out.push_back(hexadecimal[byte & 0xFU]);
}

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// RFC 2047's Q encoding, with the few signs that may stand in any place of a header.
std::string encoded_words(std::string_view text) {
  std::string out;
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    out.append(out.empty() ? "" : "\r\n ").append("=?utf-8?Q?").append(word).append("?=");
    word.clear();
  };
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (end < text.size() && continues_character(text[end])) ++end;
    std::string character;
    for (; i < end; ++i) {
      if (is_letter_or_digit(text[i]))
        character.push_back(text[i]);
      else if (text[i] == ' ')
        character.push_back('_');
      else
        append_escaped(character, text[i]);
    }
    if (word.size() + character.size() > word_bytes_max) end_word();
    word += character;
  }
  end_word();
  return out;
}

void append_two_digits(std::string& out, std::int64_t number) {
  out.push_back(static_cast<char>('0' + number / 10));
  out.push_back(static_cast<char>('0' + number % 10));
}

// One line without its end.
void append_quoted_line(std::string& out, std::string_view line) {
  std::size_t used = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool is_last = i + 1 == line.size();
    const bool stays = is_seen(c) && c != '=' && (c != ' ' || !is_last);
    const std::size_t width = stays ? 1 : 3;
    // A soft end takes one character more.
    if (used + width > line_max - (is_last ? 0U : 1U)) {
      out.append("=\r\n");
      used = 0;
    }
    if (stays)
      out.push_back(c);
    else
      append_escaped(out, c);
    used += width;
  }
}

void append_part(std::string& out, const Part& part) {
  out.append("Content-Type: ").append(part.content_type).append("\r\n");
  out.append("Content-Transfer-Encoding: quoted-printable\r\n\r\n").append(quoted_printable(part.text));
}

}  // namespace

std::string header_text(std::string_view text) {
  // What looks like an encoded word would be read as one.
  const bool is_plain = text.size() <= plain_max && std::ranges::all_of(text, is_seen) &&
                        !text.contains("=?") && !text.starts_with(' ') && !text.ends_with(' ');
  return is_plain ? std::string{text} : encoded_words(text);
}

std::string header_mailbox(std::string_view name, std::string_view mailbox) {
  std::string out;
  const bool is_plain = name.size() <= plain_max && !name.starts_with(' ') && !name.ends_with(' ') &&
                        std::ranges::all_of(name, [](char c) { return is_letter_or_digit(c) || c == ' '; });
  if (!name.empty())
    out.append(is_plain ? std::string{name} : encoded_words(name)).append(is_plain ? " " : "\r\n ");
  return out.append("<").append(mailbox).append(">");
}

bool is_plain_mailbox(std::string_view text) {
  constexpr std::string_view with_a_meaning = "<>()[]\\,;:\" ";
  return text.size() <= 254 && std::ranges::count(text, '@') == 1 && !text.starts_with('@') &&
         !text.ends_with('@') && std::ranges::all_of(text, [with_a_meaning](char c) {
           return is_seen(c) && with_a_meaning.find(c) == std::string_view::npos;
         });
}

std::string header_date(std::int64_t seconds_since_1970) {
  constexpr std::array<std::string_view, 7> weekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::int64_t seconds_a_day = 86'400;
  const auto day = static_cast<base::Day>(seconds_since_1970 / seconds_a_day);
  const std::int64_t second = seconds_since_1970 % seconds_a_day;
  const base::YearMonthDay date = base::date_from(day);
  std::string out{weekdays.at(booking::weekday_of(day))};
  out.append(", ").append(std::to_string(date.day)).append(" ");
  out.append(months.at(static_cast<std::size_t>(date.month - 1)))
      .append(" ")
      .append(std::to_string(date.year));
  char separator = ' ';
  for (const std::int64_t part : {second / 3600, second / 60 % 60, second % 60}) {
    out.push_back(separator);
    append_two_digits(out, part);
    separator = ':';
  }
  return out.append(" +0000");
}

std::string quoted_printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    append_quoted_line(out, line);
    out.append("\r\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string write_mime(const std::vector<std::pair<std::string, std::string>>& fields,
                       const std::vector<Part>& parts, std::string_view boundary) {
  std::string out;
  for (const auto& [name, value] : fields) out.append(name).append(": ").append(value).append("\r\n");
  out.append("MIME-Version: 1.0\r\n");
  if (parts.size() == 1) {
    append_part(out, parts.front());
    return out;
  }
  out.append("Content-Type: multipart/alternative;\r\n boundary=\"").append(boundary).append("\"\r\n");
  for (const Part& part : parts) {
    out.append("\r\n--").append(boundary).append("\r\n");
    append_part(out, part);
  }
  return out.append("\r\n--").append(boundary).append("--\r\n");
}

}  // namespace skranke::messages
