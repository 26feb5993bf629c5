#include "proofing/health_card.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace skranke::proofing {
namespace {

using base::Result;

struct StripeField {
  std::size_t at;
  std::size_t size;
};

constexpr std::array<std::size_t, 2> track_sizes{77, 39};
constexpr std::array<std::string_view, 2> sentinels{"%", ";"};
constexpr StripeField name_field{1, 34};
constexpr StripeField digits_of_first{69, 7};  // municipality and postcode
constexpr StripeField country{2, 3};
constexpr StripeField number_field{9, 10};
constexpr StripeField valid_from{32, 6};
constexpr std::string_view denmark = "208";  // ISO 3166-1, the number

std::unexpected<base::Problem> wrong(std::size_t track, std::size_t column, std::string_view expected) {
  return base::fail(base::Fault::invalid_value, "track " + std::to_string(track) + ", column " +
                                                    std::to_string(column) + ": " + std::string{expected});
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// One character a place: what a reader types as Æ, Ø or Å is taken back to the place's own character.
std::string in_seven_bits(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 6> letters{
      {{"Æ", '['}, {"Ø", '\\'}, {"Å", ']'}, {"æ", '{'}, {"ø", '|'}, {"å", '}'}}};
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    bool is_letter = false;
    for (const auto& [letter, place] : letters) {
      if (!text.substr(at).starts_with(letter)) continue;
      out.push_back(place);
      at += letter.size();
      is_letter = true;
      break;
    }
    if (!is_letter) out.push_back(text[at++]);
  }
  return out;
}

std::string letters_of(std::string_view field) {
  constexpr std::string_view places = "[\\]{|}";
  constexpr std::array<std::string_view, 6> letters{"Æ", "Ø", "Å", "æ", "ø", "å"};
  std::string out;
  for (const char c : field) {
    const std::size_t at = places.find(c);
    if (at == std::string_view::npos) {
      out.push_back(c);
    } else {
      out.append(letters[at]);
    }
  }
  return out;
}

std::string_view without_spaces(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// Each from its sentinel to its end; what is between them is line ends and spaces only.
Result<std::array<std::string_view, 2>> split(std::string_view text) {
  std::array<std::string_view, 2> tracks;
  for (std::size_t i = 0; i < tracks.size(); ++i) {
    text.remove_prefix(std::min(text.find_first_not_of("\r\n "), text.size()));
    if (!text.starts_with(sentinels[i]))
      return wrong(i + 1, 1,
                   i == 0 ? "expected %, the beginning of the first track"
                          : "expected ;, the beginning of the second track");
    const std::size_t end = text.find('?');
    if (end != track_sizes[i] - 1)
      return wrong(i + 1, std::min({end, text.size(), track_sizes[i]}) + 1,
                   "expected the track's end, ?, at column " + std::to_string(track_sizes[i]));
    tracks[i] = text.substr(0, end + 1);
    text.remove_prefix(end + 1);
  }
  if (text.find_first_not_of("\r\n ") != std::string_view::npos)
    return wrong(2, track_sizes[1] + 1, "expected nothing behind the second track");
  return tracks;
}

Result<void> expect_digits(std::string_view track, std::size_t ordinal, StripeField field) {
  for (std::size_t i = 0; i < field.size; ++i) {
    if (!is_digit(track[field.at + i])) return wrong(ordinal, field.at + i + 1, "expected a digit");
  }
  return {};
}

// "SURNAME^GIVEN NAMES", in letters, spaces, hyphens, apostrophes and dots.
Result<void> read_names(std::string_view track, HealthCard& card) {
  const std::string_view field = track.substr(name_field.at, name_field.size);
  for (std::size_t i = 0; i < field.size(); ++i) {
    const char c = field[i];
    const bool is_letter = (c >= 'A' && c <= ']') || (c >= 'a' && c <= '}');
    if (!is_letter && std::string_view{" ^-'."}.find(c) == std::string_view::npos)
      return wrong(1, name_field.at + i + 1, "expected a letter of a name, or ^ before the given names");
  }
  const std::size_t border = field.find('^');
  if (border == std::string_view::npos || field.find('^', border + 1) != std::string_view::npos)
    return wrong(1, name_field.at + 1, "expected the surname, one ^, and the given names");
  card.surname = base::PersonalText{letters_of(without_spaces(field.substr(0, border)))};
  card.given_names = base::PersonalText{letters_of(without_spaces(field.substr(border + 1)))};
  if (card.surname.reveal().empty()) return wrong(1, name_field.at + 1, "expected a surname");
  return {};
}

// DDMMYY, the latest such day that is at most a year ahead: cards are made a little before they count.
Result<base::Day> read_valid_from(std::string_view track, base::Day today) {
  const std::string_view digits = track.substr(valid_from.at, valid_from.size);
  const auto two = [digits](std::size_t at) { return (digits[at] - '0') * 10 + (digits[at + 1] - '0'); };
  base::YearMonthDay date{
      .year = base::date_from(today).year / 100 * 100 + two(4), .month = two(2), .day = two(0)};
  for (int tries = 0; tries < 2; ++tries, date.year -= 100) {
    if (date.month < 1 || date.month > 12 || date.day < 1) break;
    if (date.day > base::days_in_month(date.year, date.month)) continue;
    if (const base::Day day = base::day_from(date); day <= today + 366) return day;
  }
  return wrong(2, valid_from.at + 1, "expected a date that exists, as DDMMYY");
}

}  // namespace

Result<HealthCard> read_health_card(std::string_view text, base::Day today) {
  const std::string typed = in_seven_bits(text);
  const auto tracks = split(typed);
  if (!tracks) return std::unexpected{tracks.error()};
  const std::string_view first = (*tracks)[0];
  const std::string_view second = (*tracks)[1];
  HealthCard card;
  if (auto done = read_names(first, card); !done) return std::unexpected{std::move(done.error())};
  if (auto done = expect_digits(first, 1, digits_of_first); !done)
    return std::unexpected{std::move(done.error())};
  if (auto done = expect_digits(second, 2, {1, track_sizes[1] - 2}); !done)
    return std::unexpected{std::move(done.error())};
  if (second.substr(country.at, country.size) != denmark)
    return wrong(2, country.at + 1, "expected 208, Denmark");
  const NumberReading number = read_cpr_number(second.substr(number_field.at, number_field.size), today);
  if (!number.number)
    return wrong(
        2, number_field.at + 1,
        "expected a CPR number; this one is refused for its " + std::string{name(number.refused.front())});
  card.number = *number.number;
  const auto day = read_valid_from(second, today);
  if (!day) return std::unexpected{day.error()};
  card.valid_from = *day;
  return card;
}

}  // namespace skranke::proofing
