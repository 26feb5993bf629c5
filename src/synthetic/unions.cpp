// Who lived with whom: by years first, so that children know their parents; the days once everybody is born.
#include <algorithm>

#include "base/ensure.hpp"
#include "synthetic/block.hpp"

namespace skranke::synthetic {
namespace {

using proofing::Sex;

constexpr int this_year = last_year;
constexpr int adult = 18;
constexpr int years_around = 7;  // how far from the wished age a partner is looked for

bool can_be_with(const Block& block, const Inhabitant& person, int year) {
  if (person.status == cpr::Status::administrative || person.status == cpr::Status::disappeared) return false;
  if (!person.is_there_throughout(year) || year - person.birth_year < adult) return false;
  if (person.union_count == person.unions.size() || person.spouse_abroad) return false;
  if (person.union_count == 0) return true;
  const auto last = static_cast<std::size_t>(person.unions[person.union_count - 1U]);
  return block.unions[last].end_year < year;
}

bool would_match(const Inhabitant& one, const Inhabitant& other, bool mixed) {
  if (one.greenland != other.greenland) return false;
  return mixed || one.group() == other.group();
}

// Somebody of that sex, born about `wished`, free in `year`.
Index find_partner(Block& block, Index who, Sex sex, int wished, int year) {
  const Inhabitant& person = block.at(who);
  const bool mixed = block.chance.in_1000(person.group() == 0 ? 90 : 250);
  for (int away = 0; away <= 2 * years_around; ++away) {
    const int born = wished + (away % 2 == 0 ? away / 2 : -(away + 1) / 2);
    if (born < first_year || born > this_year - adult) continue;
    const auto begin = static_cast<std::uint32_t>(block.begin_of(born));
    const auto count = static_cast<std::uint32_t>(block.begin_of(born + 1)) - begin;
    if (count == 0) continue;
    const std::uint32_t first = block.chance.below(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto candidate = static_cast<Index>(begin + (first + i) % count);
      const Inhabitant& other = block.at(candidate);
      if (other.sex == sex && candidate != who && would_match(person, other, mixed) &&
          can_be_with(block, other, year)) {
        return candidate;
      }
    }
  }
  return none;
}

void draw_marriage(Union& one, bool same_sex, Chance& chance) {
  const std::uint32_t share = one.start_year < 1970 ? 975 : one.start_year < 1990 ? 880 : 790;
  if (!chance.in_1000(share)) return;
  const int wait = one.start_year < 1970 ? chance.between(0, 1) : chance.between(0, 6);
  const int year = one.start_year + wait;
  if (year >= this_year || (same_sex && year < 1990)) return;
  one.married_year = static_cast<std::int16_t>(year);
  one.registered_partnership = same_sex && year < 2012;
}

// When it ended: one died or left, or they parted before that.
void draw_end(Union& one, const Inhabitant& first, const Inhabitant& second, Chance& chance) {
  const Inhabitant& leaver = first.until_year <= second.until_year ? first : second;
  if (leaver.until_year != no_year) {
    one.end_year = leaver.until_year;
    one.end = leaver.status == cpr::Status::dead ? End::death : End::parted;
  }
  const bool married = one.married_year != 0;
  const std::uint32_t share = married ? (one.start_year < 1965 ? 130 : 370) : 560;
  if (!chance.in_1000(share)) return;
  const int years = married ? 2 + chance.between(0, 12) + chance.between(0, 12) : chance.between(1, 9);
  const int year = (married ? one.married_year : one.start_year) + years;
  if (year >= this_year || year >= one.end_year) return;
  one.end_year = static_cast<std::int16_t>(year);
  one.end = End::parted;
}

bool join(Block& block, Index who, Sex sex, int wished, int year) {
  const Index found = find_partner(block, who, sex, wished, year);
  if (found == none) return false;
  Inhabitant& person = block.at(who);
  Inhabitant& partner = block.at(found);
  Union one{.first = std::min(who, found),
            .second = std::max(who, found),
            .start_year = static_cast<std::int16_t>(year)};
  draw_marriage(one, person.sex == partner.sex, block.chance);
  draw_end(one, person, partner, block.chance);
  if (one.married_year > one.end_year || (one.married_year == one.end_year && one.end == End::parted)) {
    one.married_year = 0;
  }
  const auto index = static_cast<Index>(block.unions.size());
  person.unions[person.union_count++] = index;
  partner.unions[partner.union_count++] = index;
  block.unions.push_back(one);
  return true;
}

void first_unions(Block& block) {
  for (std::size_t i = 0; i < block.regular; ++i) {
    const auto who = static_cast<Index>(i);
    Inhabitant& person = block.at(who);
    Chance& chance = block.chance;
    const bool came_grown_up = person.immigrant && person.from_year - person.birth_year >= 22;
    if (came_grown_up && person.union_count == 0 && chance.in_1000(130)) {
      person.spouse_abroad = true;
      continue;
    }
    const bool same_sex = chance.in_1000(14);
    if (person.sex == Sex::male && !same_sex) continue;  // found by her
    if (!chance.in_1000(960)) continue;
    const bool late = chance.in_1000(110);
    const int age = late ? chance.between(30, 48) : adult + chance.between(0, 8) + chance.between(0, 8);
    // Who came later than at that age found somebody in the years after.
    const int year = std::max<int>(person.birth_year + age, person.from_year + 1 + chance.between(0, 3));
    if (year >= this_year || year < 1925 || (same_sex && year < 1985)) continue;
    if (!can_be_with(block, person, year)) continue;
    const int wished = person.birth_year - (chance.between(0, 5) + chance.between(0, 5) - 3);
    join(block, who, same_sex ? person.sex : Sex::male, wished, year);
  }
}

void later_unions(Block& block) {
  for (std::size_t i = 0; i < block.regular; ++i) {
    const auto who = static_cast<Index>(i);
    const Inhabitant& person = block.at(who);
    if (person.sex != Sex::female || person.union_count == 0) continue;
    const Union last = block.unions[static_cast<std::size_t>(person.unions[person.union_count - 1U])];
    if (last.end == End::lasting || last.end_year - person.birth_year > 68) continue;
    if (!block.chance.in_1000(last.end == End::death ? 150 : 720)) continue;
    const int year = last.end_year + block.chance.between(1, 6);
    if (year >= this_year || !can_be_with(block, person, year)) continue;
    join(block, who, Sex::male, person.birth_year - block.chance.between(-4, 8), year);
  }
}

void date(Block& block, Union& one) {
  Chance& chance = block.chance;
  const Inhabitant& first = block.at(one.first);
  const Inhabitant& second = block.at(one.second);
  one.start = day_in(one.start_year, chance);
  if (one.end != End::lasting) {
    const auto died = [](const Inhabitant& person) {
      return person.status == cpr::Status::dead ? person.present_until : always;
    };
    one.until = one.end == End::death
                    ? std::min(died(first), died(second))
                    : std::min({day_in(one.end_year, chance), first.present_until, second.present_until});
  }
  base::ensure(one.start < one.until, "a union begins before it ends");
  if (one.married_year == 0) return;
  one.married = std::clamp(day_in(one.married_year, chance), one.start, std::min(one.until - 1, as_of));
  const bool is_over = one.end == End::parted;
  if (!chance.in_1000(is_over ? 380 : one.end == End::lasting ? 9 : 0)) return;
  const base::Day day = std::min(one.until, as_of) - chance.between(190, 420);
  if (day > one.married) one.separated = day;
}

}  // namespace

void form_unions(Block& block) {
  block.unions.reserve(block.people.size());
  first_unions(block);
  later_unions(block);
}

void date_unions(Block& block) {
  for (Union& one : block.unions) date(block, one);
}

}  // namespace skranke::synthetic
