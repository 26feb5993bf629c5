#include "synthetic/invented_zone.hpp"

#include <array>
#include <string>
#include <string_view>

#include "proofing/zone_layout.hpp"
#include "synthetic/chance.hpp"

namespace skranke::synthetic {
namespace {

using proofing::MachineReadableZone;
using proofing::ZoneDate;
using proofing::ZoneFormat;

constexpr std::uint64_t purpose = 0x7a6f6e65;  // "zone"

constexpr std::array<std::string_view, 8> states{"UTO", "DNK", "SWE", "NOR", "ISL", "FIN", "D", "XXA"};
constexpr std::array<std::string_view, 4> passport_kinds{"P", "PP", "PD", "PO"};
constexpr std::array<std::string_view, 5> card_kinds{"I", "ID", "IR", "AR", "C"};
constexpr std::string_view consonants = "BDFGHJKLMNPRSTV";
constexpr std::string_view vowels = "AEIOUY";
constexpr std::string_view characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

template <class Items>
auto pick(Chance& chance, const Items& items) {
  return items[chance.below(static_cast<std::uint32_t>(items.size()))];
}

// One word to four, of one to four syllables, at most `most` characters.
std::string words(Chance& chance, std::size_t most) {
  std::string text;
  const int count = chance.in_1000(600) ? 1 : chance.between(2, 4);
  for (int i = 0; i < count; ++i) {
    std::string word;
    for (int k = chance.between(1, 4); k > 0; --k) {
      word.push_back(pick(chance, consonants));
      word.push_back(pick(chance, vowels));
    }
    if (chance.in_1000(300)) word.push_back(pick(chance, consonants));
    if (text.size() + 1 + word.size() > most) break;
    if (!text.empty()) text.push_back(' ');
    text += word;
  }
  return text;
}

// The last character is no filler; others may be, but not the first.
std::string number_of(Chance& chance, int size, bool may_have_gaps) {
  std::string number;
  for (int i = 0; i < size; ++i) {
    const bool is_gap = may_have_gaps && i > 0 && i + 1 < size && chance.in_1000(40);
    number.push_back(is_gap ? proofing::filler : pick(chance, characters));
  }
  return number;
}

ZoneDate date_between(Chance& chance, base::Day first, base::Day last) {
  const base::YearMonthDay day = base::date_from(chance.between(first, last));
  return {.year = static_cast<std::int16_t>(day.year),
          .month = static_cast<std::int8_t>(day.month),
          .day = static_cast<std::int8_t>(day.day)};
}

// One in fifty lacks its day, of those every other its month as well, and so on.
void forget_parts(Chance& chance, ZoneDate& date) {
  if (!chance.in_1000(20)) return;
  date.day = 0;
  if (!chance.in_1000(500)) return;
  date.month = 0;
  if (chance.in_1000(500)) date.year = 0;
}

void number_and_optional(Chance& chance, MachineReadableZone& zone) {
  const proofing::ZoneLayout& layout = proofing::layout_of(zone.format);
  const bool is_long = zone.format != ZoneFormat::td3 && chance.in_1000(200);
  const int room = layout.optional[0].size;
  const int size = is_long ? chance.between(10, 9 + room - 1) : chance.between(5, 9);
  zone.number = base::Personal{proofing::ZoneNumber{number_of(chance, size, !is_long)}};
  int left = is_long ? room - (size - 9) - 2 : room;
  for (std::size_t i = 0; i < zone.optional_count; ++i) {
    if (left > 0 && chance.in_1000(400))
      zone.optional[i] =
          base::Personal{proofing::ZoneOptional{number_of(chance, chance.between(1, left), true)}};
    left = layout.optional[1].size;
  }
}

}  // namespace

MachineReadableZone invented_zone(std::uint64_t seed, std::uint64_t index, base::Day today) {
  Chance chance{seed, purpose, index};
  MachineReadableZone zone;
  zone.format = static_cast<ZoneFormat>(chance.below(3));
  zone.optional_count = zone.format == ZoneFormat::td1 ? 2 : 1;
  zone.kind = base::ShortText<2>{zone.format == ZoneFormat::td3 ? pick(chance, passport_kinds)
                                                                : pick(chance, card_kinds)};
  zone.issuer = proofing::ZoneState{pick(chance, states)};
  zone.nationality = base::Personal{proofing::ZoneState{pick(chance, states)}};
  zone.surname = base::Personal{proofing::ZoneName{words(chance, 39)}};
  if (!chance.in_1000(30)) zone.given_names = base::Personal{proofing::ZoneName{words(chance, 39)}};
  number_and_optional(chance, zone);
  ZoneDate born = date_between(chance, today - 36'000, today);
  forget_parts(chance, born);
  zone.born = base::Personal{born};
  zone.sex = base::Personal{static_cast<proofing::ZoneSex>(chance.below(3))};
  zone.expires = date_between(chance, today - 3'650, today + 3'650);
  return zone;
}

}  // namespace skranke::synthetic
