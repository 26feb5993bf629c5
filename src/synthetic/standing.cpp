#include "synthetic/standing.hpp"

#include <algorithm>

namespace skranke::synthetic {
namespace {

constexpr std::string_view denmark = "5100";
constexpr std::string_view stateless = "5103";
constexpr base::Day year_days = 365;

bool is_dead_number(const Inhabitant& person) {
  return person.status == cpr::Status::annulled || person.status == cpr::Status::deleted_duplicate ||
         person.status == cpr::Status::changed_number;
}

void add_citizenships(Standing& standing, const Block& block, const Inhabitant& person, Chance& chance) {
  const base::Day born = person.born();
  if (person.adopted) {
    standing.citizenship.add({.country = block.tables.countries[person.adopted_from].code, .from = born});
    standing.citizenship.add({.country = denmark, .from = person.present_from});
    return;
  }
  if (person.country < 0 || (!person.immigrant && chance.in_1000(600))) {
    standing.citizenship.add({.country = denmark, .from = born});
    return;
  }
  const bool is_stateless = person.people == People::arabic && chance.in_1000(45);
  const std::string_view foreign =
      is_stateless ? stateless : block.tables.countries[static_cast<std::size_t>(person.country)].code;
  standing.citizenship.add({.country = foreign, .from = born});
  const base::Day naturalised = person.present_from + chance.between(9 * year_days, 22 * year_days);
  if (naturalised >= std::min(as_of, person.present_until) || !chance.in_1000(430)) return;
  standing.citizenship.add({.country = denmark, .from = naturalised});
}

void add_churches(Standing& standing, const Inhabitant& person, Chance& chance) {
  const base::Day born = person.born();
  const int year = person.birth_year;
  const std::uint32_t baptised = person.country >= 0 ? 60 : year < 1980 ? 930 : year < 2005 ? 790 : 580;
  const base::Day until = std::min(as_of, person.present_until);
  const bool is_member = chance.in_1000(baptised);
  if (!is_member || person.immigrant) {
    standing.church.add({.code = is_member ? 'F' : 'U', .from = std::max(born, person.present_from)});
    return;
  }
  const base::Day baptism = born + chance.between(45, 240);
  if (year >= 1985) {  // awaited its baptism
    standing.church.add({.code = 'A', .from = born});
    if (baptism >= until) return;
  }
  standing.church.add({.code = 'F', .from = year >= 1985 ? baptism : born});
  const base::Day adult = born + 18 * year_days;
  if (adult + 30 >= until || !chance.in_1000(150)) return;
  standing.church.add({.code = 'U', .from = chance.between(std::max(adult, register_began) + 1, until)});
}

void add_union(Standing& standing, const Block& block, const Inhabitant& person, const Union& one) {
  if (one.married == 0) return;
  const bool is_first = &block.at(one.first) == &person;
  const bool partners = one.registered_partnership;
  standing.civil.add({.code = partners ? 'P' : 'G',
                      .from = one.married,
                      .spouse = is_first ? one.second : one.first,
                      .separated = one.separated});
  if (one.end == End::parted) standing.civil.add({.code = partners ? 'O' : 'F', .from = one.until});
  if (one.end != End::death) return;
  const bool is_survivor = person.status != cpr::Status::dead || person.present_until > one.until;
  if (is_survivor) standing.civil.add({.code = partners ? 'L' : 'E', .from = one.until});
}

void add_civil(Standing& standing, const Block& block, const Inhabitant& person, Chance& chance) {
  standing.civil.add({.code = 'U', .from = person.born()});
  if (is_dead_number(person)) return;
  if (person.spouse_abroad) {
    const base::Day adult = person.born() + 19 * year_days;
    const base::Day wedding = std::max(adult, person.present_from - chance.between(20, 4'000));
    standing.civil.add({.code = 'G', .from = wedding, .spouse_without_number = true});
  }
  for (std::uint8_t i = 0; i < person.union_count; ++i) {
    add_union(standing, block, person, block.unions[static_cast<std::size_t>(person.unions[i])]);
  }
  if (person.status == cpr::Status::dead) standing.civil.add({.code = 'D', .from = person.present_until});
}

}  // namespace

Standing standing_of(const Block& block, const Inhabitant& person, Chance& chance) {
  Standing standing;
  add_citizenships(standing, block, person, chance);
  add_churches(standing, person, chance);
  add_civil(standing, block, person, chance);
  return standing;
}

}  // namespace skranke::synthetic
