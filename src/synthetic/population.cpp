// The persons of a block: status, age, sex and origin, each by its share.
#include <algorithm>
#include <span>

#include "base/ensure.hpp"
#include "synthetic/block.hpp"
#include "synthetic/shares.hpp"

namespace skranke::synthetic {
namespace {

using cpr::Status;

constexpr int this_year = last_year;
constexpr std::uint32_t crowd = berths_a_block - 5;  // born in one year; leaves room for changed numbers

std::size_t draw_group(std::span<const std::uint16_t> weights, Chance& chance) {
  std::uint32_t sum = 0;
  for (const std::uint16_t weight : weights) sum += weight;
  std::uint32_t lot = chance.below(sum);
  for (std::size_t group = 0;; ++group) {
    if (lot < weights[group]) return group;
    lot -= weights[group];
  }
}

Status draw_status(Chance& chance) {
  std::uint32_t lot = chance.below(10'000);
  for (const auto& [status, share] : shares::statuses) {
    if (lot < share) return status;
    lot -= share;
  }
  return Status::resident;
}

void come_from(Inhabitant& person, std::uint32_t country, const Tables& tables) {
  person.country = static_cast<std::int16_t>(country);
  person.people = tables.countries[country].people;
}

// The year of coming, between the birth and `latest`.
std::int16_t draw_coming(const Inhabitant& person, int latest, Chance& chance) {
  const std::uint32_t lot = chance.below(100);
  int age = lot < 15 ? chance.between(0, 17) : lot < 82 ? chance.between(18, 34) : chance.between(35, 62);
  age = std::min(age, std::max(0, latest - person.birth_year));
  return static_cast<std::int16_t>(std::clamp(person.birth_year + age, 1968, std::max(1968, latest)));
}

void draw_resident(Inhabitant& person, const Tables& tables, Chance& chance) {
  const std::size_t group = draw_group(shares::residents, chance);
  const int age = static_cast<int>(group) * 5 + chance.between(0, 4);
  person.birth_year = static_cast<std::int16_t>(this_year - age);
  person.from_year = person.birth_year;
  if (chance.in_1000(shares::men_in_1000[group])) person.sex = proofing::Sex::male;
  if (chance.in_1000(shares::immigrants_in_1000[group])) {
    person.immigrant = true;
    come_from(person, tables.origins.draw(chance), tables);
    const bool is_new = chance.in_1000(90);
    person.from_year =
        is_new ? static_cast<std::int16_t>(std::max<int>(this_year - chance.between(0, 1), person.birth_year))
               : draw_coming(person, this_year - 1, chance);
    person.from_year = std::max(person.from_year, person.birth_year);
  } else if (chance.in_1000(shares::descendants_in_1000[group])) {
    come_from(person, tables.origins.draw(chance), tables);
  } else if (chance.in_1000(5)) {
    person.people = chance.in_1000(500) ? People::greenlandic : People::faroese;
  } else if (person.birth_year >= 1965 && person.birth_year < 2010 && chance.in_1000(6)) {
    person.adopted = true;
    person.adopted_from = static_cast<std::uint16_t>(tables.adopted.draw(chance));
  }
}

void draw_greenlander(Inhabitant& person, Chance& chance) {
  const std::size_t group = draw_group(shares::greenlanders, chance);
  person.birth_year =
      static_cast<std::int16_t>(this_year - static_cast<int>(group) * 5 - chance.between(0, 4));
  person.from_year = person.birth_year;
  person.greenland = true;
  person.people = chance.in_1000(880) ? People::greenlandic : People::danish;
  if (chance.in_1000(525)) person.sex = proofing::Sex::male;
}

// Somebody who left or disappeared; or who works here without living here.
void draw_absent(Inhabitant& person, const Tables& tables, Chance& chance) {
  const int age = 19 + chance.between(0, 32) + chance.between(0, 32);
  person.birth_year = static_cast<std::int16_t>(this_year - age);
  person.from_year = person.birth_year;
  if (chance.in_1000(520)) person.sex = proofing::Sex::male;
  if (person.status == Status::administrative) {
    person.immigrant = true;
    come_from(person, tables.temporary.draw(chance), tables);
    person.from_year = static_cast<std::int16_t>(
        std::clamp(person.birth_year + 18 + chance.between(0, 20), 2014, this_year - 1));
    return;
  }
  int earliest = std::max(person.birth_year + 18, 1970);
  if (chance.in_1000(480)) {
    person.immigrant = true;
    come_from(person, tables.origins.draw(chance), tables);
    person.from_year = std::max(person.birth_year, draw_coming(person, this_year - 3, chance));
    earliest = std::max(earliest, person.from_year + 1);
  }
  person.until_year = static_cast<std::int16_t>(std::min(
      this_year - 1, earliest + static_cast<int>(chance.below(
                                    static_cast<std::uint32_t>(std::max(1, this_year - earliest))))));
  person.until_year = std::max(person.until_year, static_cast<std::int16_t>(person.from_year + 1));
}

void draw_dead(Inhabitant& person, const Tables& tables, Chance& chance) {
  const int death = chance.between(1968, this_year - 1);
  const std::size_t group = draw_group(shares::deaths, chance);
  const int age = static_cast<int>(group) * 10 + chance.between(0, group == 10 ? 4 : 9);
  person.birth_year = static_cast<std::int16_t>(std::max(death - age, first_year));
  person.from_year = person.birth_year;
  person.until_year = static_cast<std::int16_t>(death);
  if (chance.in_1000(505)) person.sex = proofing::Sex::male;
  if (age > 25 && death > 1985 && chance.in_1000(35)) {
    person.immigrant = true;
    come_from(person, tables.origins.draw(chance), tables);
    person.from_year = std::max(person.birth_year, draw_coming(person, death - 2, chance));
  }
}

Inhabitant draw_person(Status status, const Tables& tables, Chance& chance) {
  Inhabitant person;
  person.status = status;
  switch (status) {
    case Status::resident:
    case Status::resident_special_road:
    case Status::annulled:
    case Status::deleted_duplicate:
    case Status::changed_number:
      draw_resident(person, tables, chance);
      break;
    case Status::resident_greenland:
    case Status::resident_greenland_special_road:
      draw_greenlander(person, chance);
      break;
    case Status::administrative:
    case Status::disappeared:
    case Status::emigrated:
      draw_absent(person, tables, chance);
      break;
    case Status::dead:
      draw_dead(person, tables, chance);
      break;
  }
  person.birth_place = static_cast<std::uint16_t>(person.greenland || person.people == People::greenlandic
                                                      ? tables.greenlandic_municipalities.draw(chance)
                                                      : tables.danish_municipalities.draw(chance));
  person.children_wanted = static_cast<std::uint8_t>(draw_group(shares::children_wanted, chance));
  return person;
}

bool is_dead_number(Status status) {
  return status == Status::annulled || status == Status::deleted_duplicate ||
         status == Status::changed_number;
}

}  // namespace

void draw_population(Block& block, std::uint32_t count) {
  std::array<std::uint16_t, static_cast<std::size_t>(last_year - first_year + 1)> born{};
  std::vector<Inhabitant> dead_numbers;
  block.people.reserve(count);
  while (block.people.size() + dead_numbers.size() < count) {
    Status status = draw_status(block.chance);
    // A dead number is somebody's: there have to be persons first.
    if (is_dead_number(status) && dead_numbers.size() * 4 >= block.people.size()) status = Status::resident;
    const Inhabitant person = draw_person(status, block.tables, block.chance);
    if (is_dead_number(status)) {
      dead_numbers.push_back(person);
      continue;
    }
    std::uint16_t& crowded = born[static_cast<std::size_t>(person.birth_year - first_year)];
    if (crowded >= crowd) continue;
    ++crowded;
    block.people.push_back(person);
  }
  std::ranges::stable_sort(block.people, {}, &Inhabitant::birth_year);
  block.regular = block.people.size();
  std::size_t at = 0;
  for (std::size_t year = 0; year < block.year_begin.size(); ++year) {
    while (at < block.regular && block.people[at].birth_year < first_year + static_cast<int>(year)) ++at;
    block.year_begin[year] = static_cast<std::uint16_t>(at);
  }
  block.people.insert(block.people.end(), dead_numbers.begin(), dead_numbers.end());
}

}  // namespace skranke::synthetic
