// Every wrong character that the check digits can find is found, and no other.
//
// What they can find is worked out a second time here, from the standard's tables alone: a character is
// covered by its field's digit or by the composite one, and a wrong one is seen exactly where its value is
// another modulo 10, since 7, 3 and 1 have no factor in common with 10.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "proofing/compose_zone.hpp"
#include "synthetic/invented_zone.hpp"

namespace {

using namespace skranke;
using proofing::ZoneFormat;

const base::Day today = base::parse_day("2026-11-24").value();
constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";

int value(char c) { return c == '<' ? 0 : static_cast<int>(alphabet.find(c)); }

// What each column holds, a letter a column: k kind, i issuer, n name, # number, N its check digit, s state,
// b born, B its check digit, x sex, e expires, E its check digit, o and p optional fields, O its check digit,
// C composite. With line ends.
std::string map_of(ZoneFormat format) {
  const auto times = [](char c, std::size_t count) { return std::string(count, c); };
  const std::string dates_of_two = times('b', 6) + "Bx" + times('e', 6) + "E";
  switch (format) {
    case ZoneFormat::td1:
      return "kkiii" + times('#', 9) + "N" + times('o', 15) + "\n" + dates_of_two + "sss" + times('p', 11) +
             "C\n" + times('n', 30) + "\n";
    case ZoneFormat::td2:
      return "kkiii" + times('n', 31) + "\n" + times('#', 9) + "Nsss" + dates_of_two + times('o', 7) + "C\n";
    case ZoneFormat::td3:
      break;
  }
  return "kkiii" + times('n', 39) + "\n" + times('#', 9) + "Nsss" + dates_of_two + times('o', 14) + "OC\n";
}

bool is_covered(char part) { return std::string_view{"#NbBeEopOC"}.find(part) != std::string_view::npos; }

// The optional field of a passport that has a filler for its check digit.
bool is_unused(const std::string& text, const std::string& map) {
  const std::size_t digit = map.find('O');
  return digit != std::string::npos && text[digit] == '<';
}

struct Counts {
  std::size_t tried = 0;
  std::size_t found_by_digits = 0;
  std::size_t found_by_shape = 0;  // what the digits can't see, refused because no zone is written so
  std::size_t unseen = 0;
};

// Of one zone: each place, each other character.
void try_all(const std::string& text, const std::string& map, bool is_long, Counts& counts) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\n') continue;
    for (const char c : alphabet) {
      if (c == text[at]) continue;
      std::string wrong = text;
      wrong[at] = c;
      const auto read = proofing::read_zone(wrong, today);
      const bool is_found = !read || !read->valid();
      const bool can_be_found = is_covered(map[at]) && value(c) % 10 != value(text[at]) % 10;
      ++counts.tried;
      ASSERT_TRUE(is_found || !can_be_found) << "position " << at << " of " << map[at];
      if (can_be_found) {
        ++counts.found_by_digits;
      } else if (is_found) {
        // The check digits can't have found it, so nothing was read; but for two rules about fillers. In a
        // long number one more or less makes another number, and its digit is elsewhere. And a passport's
        // optional field may have a filler for its digit only where it is unused.
        const bool is_about_fillers = (map[at] == 'o' && (is_long || is_unused(text, map))) ||
                                      (map[at] == 'O' && c == '<') || (map[at] == 'N' && is_long);
        ASSERT_TRUE(!read || is_about_fillers) << "position " << at << " of " << map[at];
        ++counts.found_by_shape;
      } else {
        ++counts.unseen;
      }
    }
  }
}

TEST(WrongCharacters, EveryOneThatTheCheckDigitsCanFindIsFoundAndOthersOnlyByTheirShape) {
  std::array<Counts, 3> counts{};
  std::array<std::size_t, 3> zones{};
  for (std::uint64_t index = 0; index < 300; ++index) {
    const proofing::MachineReadableZone zone = synthetic::invented_zone(1, index, today);
    const auto text = proofing::compose_zone(zone);
    ASSERT_TRUE(text.has_value());
    const auto format = static_cast<std::size_t>(zone.format);
    ++zones[format];
    ASSERT_NO_FATAL_FAILURE(
        try_all(*text, map_of(zone.format), zone.number.reveal().size() > 9, counts[format]))
        << *text;
  }
  for (std::size_t format = 0; format < counts.size(); ++format) {
    EXPECT_GT(zones[format], 50U);
    EXPECT_GT(counts[format].found_by_digits, counts[format].tried / 3);
    EXPECT_GT(counts[format].unseen, 0U) << "names have no check digit";
    RecordProperty(std::string{proofing::name(static_cast<ZoneFormat>(format))} + "_seen_of_1000",
                   static_cast<int>((counts[format].found_by_digits + counts[format].found_by_shape) * 1000 /
                                    counts[format].tried));
  }
}

}  // namespace
