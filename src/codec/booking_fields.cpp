#include "codec/booking_fields.hpp"

#include <algorithm>
#include <array>

#include "codec/booking_bodies.hpp"

namespace skranke::codec {
namespace {

using base::Fault;

constexpr std::array<std::string_view, 4> languages{"da", "en", "kl", "fo"};
constexpr std::size_t name_max = 200;
constexpr std::size_t mailbox_max = 254;
constexpr std::size_t local_max = 64;
constexpr std::size_t label_max = 63;
constexpr std::size_t phone_max = 32;
constexpr std::size_t phone_digits_min = 5;
constexpr std::size_t phone_digits_max = 15;  // ITU-T E.164
constexpr std::int32_t party_max = 20;

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_domain(std::string_view text) {
  if (!text.contains('.')) return false;
  while (true) {
    const std::size_t end = std::min(text.find('.'), text.size());
    const std::string_view label = text.substr(0, end);
    const bool is_label =
        !label.empty() && label.size() <= label_max && label.front() != '-' && label.back() != '-' &&
        std::ranges::all_of(label, [](char c) { return is_letter_or_digit(c) || c == '-'; });
    if (!is_label) return false;
    if (end == text.size()) return true;
    text.remove_prefix(end + 1);
  }
}

bool is_phone(std::string_view text) {
  const auto digits =
      static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; }));
  const bool is_written_so = std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || c == ' ' || c == '-' || c == '(' || c == ')' || c == '+';
  });
  return is_written_so && (text.rfind('+') == 0 || text.rfind('+') == std::string_view::npos) &&
         digits >= phone_digits_min && digits <= phone_digits_max;
}

}  // namespace

// A line of text: what ends a line, or hides what follows, is no part of a name. U+0085, U+2028 and U+2029
// end lines too; U+202A to U+202E and U+2066 to U+2069 turn what follows around.
bool is_one_line(std::string_view text) {
  if (std::ranges::any_of(text, is_control)) return false;
  constexpr std::array<std::string_view, 12> unseen{
      "\xC2\x85",     "\xE2\x80\xA8", "\xE2\x80\xA9", "\xE2\x80\xAA", "\xE2\x80\xAB", "\xE2\x80\xAC",
      "\xE2\x80\xAD", "\xE2\x80\xAE", "\xE2\x81\xA6", "\xE2\x81\xA7", "\xE2\x81\xA8", "\xE2\x81\xA9"};
  return std::ranges::none_of(unseen, [text](std::string_view each) { return text.contains(each); });
}

bool is_mailbox(std::string_view text) {
  const std::size_t at = text.rfind('@');
  if (at == std::string_view::npos || text.size() > mailbox_max) return false;
  const std::string_view local = text.substr(0, at);
  constexpr std::string_view others = "!#$%&'*+/=?^_`{|}~-.";
  const bool is_local = !local.empty() && local.size() <= local_max && local.front() != '.' &&
                        local.back() != '.' && !local.contains("..") &&
                        std::ranges::all_of(local, [others](char c) {
                          return is_letter_or_digit(c) || others.find(c) != std::string_view::npos;
                        });
  return is_local && is_domain(text.substr(at + 1));
}

std::string read_name(ObjectReader& reader) {
  std::string name = reader.text("name", name_max);
  if (!is_one_line(name))
    reader.keep(Fault::invalid_value, "name: expected one line, without control characters", "name");
  const bool is_blank = !name.empty() && std::ranges::all_of(name, [](char c) { return c == ' '; });
  if (is_blank) reader.keep(Fault::invalid_value, "name: expected more than spaces", "name");
  return name;
}

std::string read_email(ObjectReader& reader) {
  std::string email = reader.optional_text("email", mailbox_max);
  if (!email.empty() && !is_mailbox(email))
    reader.keep(Fault::invalid_value, "email: expected an address, as in name@example.org", "email");
  return email;
}

std::string read_phone(ObjectReader& reader) {
  std::string phone = reader.optional_text("phone", phone_max);
  if (!phone.empty() && !is_phone(phone))
    reader.keep(Fault::invalid_value, "phone: expected a number of 5 to 15 digits, as in +45 12 34 56 78",
                "phone");
  return phone;
}

std::string read_language(ObjectReader& reader) {
  std::string language = reader.optional_text("lang", 2);
  if (language.empty()) language = "da";
  if (std::ranges::find(languages, language) == languages.end())
    reader.keep(Fault::invalid_value, "lang: expected da, en, fo or kl", "lang");
  return language;
}

std::int32_t read_party(ObjectReader& reader) {
  const auto party = reader.take("party", false);
  if (!party) return 1;
  std::int64_t number = 0;
  if (party->get(number) != simdjson::SUCCESS || number < 1 || number > party_max)
    reader.keep(Fault::invalid_value, "party: expected a whole number from 1 to 20", "party");
  return static_cast<std::int32_t>(number);
}

}  // namespace skranke::codec
