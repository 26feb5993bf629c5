// Birth by birth, from the oldest: a number, a mother and a father, and the days of coming and going.
#include <algorithm>

#include "base/ensure.hpp"
#include "synthetic/block.hpp"

namespace skranke::synthetic {
namespace {

using proofing::Sex;

constexpr int mother_age_min = 17;
constexpr int mother_age_max = 44;

std::uint8_t bit_of(Sex sex, unsigned which) {
  return static_cast<std::uint8_t>(1U << (2U * (sex == Sex::male ? 1U : 0U) + which));
}

std::array<std::uint8_t, berths_a_block>& taken_in(Block& block, int year) {
  return block.taken[static_cast<std::size_t>(year - first_year)];
}

// A berth of the year that nobody has; the population leaves some free.
std::uint32_t free_place(Block& block, int year) {
  auto& taken = taken_in(block, year);
  std::uint32_t place = block.chance.below(berths_a_block);
  for (std::uint32_t tried = 0; taken[place] != 0; ++tried) {
    base::ensure(tried < berths_a_block, "a year has a free berth");
    place = (place + 1) % berths_a_block;
  }
  return place;
}

void take(Block& block, Inhabitant& person, int year, std::uint32_t place) {
  std::uint8_t& taken = taken_in(block, year)[place];
  const unsigned which = (taken & bit_of(person.sex, 0)) == 0 ? 0 : 1;
  base::ensure((taken & bit_of(person.sex, which)) == 0, "a number is given once");
  taken |= bit_of(person.sex, which);
  person.berth = block.numbers.berth(year, block.index, place);
  person.number = Numbers::number(person.berth, person.sex, which);
}

void date_presence(Block& block, Inhabitant& person) {
  Chance& chance = block.chance;
  const base::Day born = person.born();
  person.present_from = std::max(born, register_began);
  if (person.adopted) {
    person.present_from = std::min(as_of, born + chance.between(150, 900));
  } else if (person.immigrant) {
    person.present_from = std::max({day_in(person.from_year, chance), born + 1, register_began});
  }
  person.present_from = std::min(person.present_from, as_of);
  if (person.until_year == no_year) return;
  const base::Day until = day_in(person.until_year, chance);
  person.present_until = std::min(std::max(until, person.present_from + 1), as_of);
}

// ---- Parents ----

struct Wish {
  const Inhabitant& child;
  bool with_partner;
};

bool can_be_mother(const Block& block, const Inhabitant& woman, const Wish& wish) {
  const Inhabitant& child = wish.child;
  if (woman.sex != Sex::female || woman.children >= woman.children_wanted) return false;
  if (woman.status == cpr::Status::administrative || woman.greenland != child.greenland) return false;
  const int year = child.birth_year;
  if (year < woman.last_child_year + 2) return false;
  if (child.immigrant) {  // came with her, or after her
    if (woman.country != child.country || !woman.immigrant || woman.from_year >= child.from_year)
      return false;
    if (woman.from_year < year || child.from_year > woman.from_year + 4) return false;
    return woman.until_year > child.from_year;
  }
  if (!woman.is_there_throughout(year)) return false;
  // A descendant is the child of anybody who came.
  if (child.country >= 0 ? !woman.immigrant : woman.country >= 0 && woman.immigrant) return false;
  return !wish.with_partner || union_in(block, woman, year) != none;
}

Index find_mother(Block& block, const Wish& wish) {
  const int year = wish.child.birth_year;
  const int spread = year < 1975 ? 8 : 11;
  const int age = 18 + block.chance.between(0, spread) + block.chance.between(0, spread);
  for (int away = 0; away < 2 * mother_age_max; ++away) {
    const int tried = age + (away % 2 == 0 ? away / 2 : -(away + 1) / 2);
    const int born = year - tried;
    if (tried < mother_age_min || tried > mother_age_max || born < first_year) continue;
    const auto begin = static_cast<std::uint32_t>(block.begin_of(born));
    const auto count = static_cast<std::uint32_t>(block.begin_of(born + 1)) - begin;
    if (count == 0) continue;
    const std::uint32_t first = block.chance.below(count);
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto candidate = static_cast<Index>(begin + (first + i) % count);
      if (can_be_mother(block, block.at(candidate), wish)) return candidate;
    }
  }
  return none;
}

// A man who is not her partner.
Index find_other_father(Block& block, const Inhabitant& mother, const Inhabitant& child) {
  for (int tried = 0; tried < 60; ++tried) {
    const int born = mother.birth_year - block.chance.between(-4, 12);
    if (born < first_year || child.birth_year - born < 17) continue;
    const auto begin = static_cast<std::uint32_t>(block.begin_of(born));
    const auto count = static_cast<std::uint32_t>(block.begin_of(born + 1)) - begin;
    if (count == 0) continue;
    const auto candidate = static_cast<Index>(begin + block.chance.below(count));
    const Inhabitant& man = block.at(candidate);
    if (man.sex == Sex::male && man.status != cpr::Status::administrative &&
        man.greenland == mother.greenland && man.children < 12 &&
        man.is_there_throughout(child.birth_year - 1) && union_in(block, man, child.birth_year) == none) {
      return candidate;
    }
  }
  return none;
}

Index find_father(Block& block, const Inhabitant& mother, const Inhabitant& child) {
  const Index together = union_in(block, mother, child.birth_year);
  if (together == none) return block.chance.in_1000(930) ? find_other_father(block, mother, child) : none;
  const Union& one = block.unions[static_cast<std::size_t>(together)];
  const Index other = &block.at(one.first) == &mother ? one.second : one.first;
  // A child of two women has one father at most, and the register names him or nobody.
  return block.at(other).sex == Sex::male && !block.chance.in_1000(8) ? other : none;
}

void hang(Block& block, Index child_index, Index mother, Index father) {
  Inhabitant& child = block.at(child_index);
  child.mother = mother;
  Inhabitant& woman = block.at(mother);
  child.next_of_mother = woman.first_child;
  woman.first_child = child_index;
  woman.last_child_year = child.birth_year;
  ++woman.children;
  if (child.country >= 0 && !child.immigrant) {
    child.country = woman.country;
    child.people = woman.people;
  }
  if (father == none) return;
  child.father = father;
  Inhabitant& man = block.at(father);
  child.next_of_father = man.first_child;
  man.first_child = child_index;
  ++man.children;
}

// How many in 1,000 have a mother with a number: those before 1968 may have died without.
std::uint32_t registered_in_1000(const Inhabitant& child) {
  if (child.immigrant) return child.from_year - child.birth_year < 18 ? 800 : 0;
  const int year = child.birth_year;
  if (year >= 1968) return 990;
  return year >= 1950 ? 800 : year >= 1935 ? 450 : year >= 1915 ? 90 : 0;
}

bool become_twin(Block& block, Index who, Index& last_with_mother) {
  Inhabitant& person = block.at(who);
  if (last_with_mother == none || person.immigrant || person.adopted) return false;
  Inhabitant& other = block.at(last_with_mother);
  if (other.birth_year != person.birth_year || other.twin || other.immigrant || other.adopted) return false;
  if (person.greenland != other.greenland || (person.country < 0) != (other.country < 0)) return false;
  if (!block.chance.in_1000(16)) return false;
  auto& taken = taken_in(block, person.birth_year);
  std::uint32_t place = 0;
  while (block.numbers.berth(person.birth_year, block.index, place).born != other.born() ||
         (taken[place] & bit_of(other.sex, 0)) == 0) {
    if (++place == berths_a_block) return false;
  }
  take(block, person, person.birth_year, place);
  hang(block, who, other.mother, other.father);
  person.twin = other.twin = true;
  last_with_mother = none;
  return true;
}

// A dead number: another number of somebody, of the same day or with a birth date that was mended.
void give_dead_number(Block& block, Index who) {
  Inhabitant& dead = block.at(who);
  const cpr::Status status = dead.status;
  if (status == cpr::Status::annulled) {
    take(block, dead, dead.birth_year, free_place(block, dead.birth_year));
    dead.present_from = std::max(dead.born(), register_began);
    return;
  }
  Index target = none;
  do {
    target = static_cast<Index>(block.chance.below(static_cast<std::uint32_t>(block.regular)));
  } while (block.at(target).other_number != none);
  const Inhabitant& current = block.at(target);
  // All but what makes it a dead number is the person's.
  dead.sex = current.sex;
  dead.birth_year = current.birth_year;
  dead.birth_place = current.birth_place;
  dead.people = current.people;
  dead.country = current.country;
  dead.immigrant = current.immigrant;
  dead.adopted = current.adopted;
  dead.adopted_from = current.adopted_from;
  if (status == cpr::Status::changed_number && block.chance.in_1000(300)) {
    dead.sex = current.sex == Sex::male ? Sex::female : Sex::male;
  }
  take(block, dead, dead.birth_year, free_place(block, dead.birth_year));
  dead.other_number = target;
  dead.present_from = std::max(dead.born(), current.present_from);
  block.at(target).other_number = who;
}

}  // namespace

void give_birth(Block& block) {
  Index last_with_mother = none;
  for (std::size_t i = 0; i < block.regular; ++i) {
    const auto who = static_cast<Index>(i);
    Inhabitant& person = block.at(who);
    if (!become_twin(block, who, last_with_mother)) {
      take(block, person, person.birth_year, free_place(block, person.birth_year));
      Index mother = none;
      if (block.chance.in_1000(registered_in_1000(person))) {
        if (!block.chance.in_1000(110)) mother = find_mother(block, {.child = person, .with_partner = true});
        if (mother == none) mother = find_mother(block, {.child = person, .with_partner = false});
      }
      if (mother != none) {
        hang(block, who, mother, find_father(block, block.at(mother), person));
        last_with_mother = who;
      }
    }
    date_presence(block, person);
  }
  for (std::size_t i = block.regular; i < block.people.size(); ++i)
    give_dead_number(block, static_cast<Index>(i));
}

}  // namespace skranke::synthetic
