#include "questions/relations.hpp"

#include <algorithm>
#include <utility>

#include "base/ensure.hpp"

namespace skranke::questions {
namespace {

Relative relative_of(const std::optional<proofing::CprNumber>& number, const FindPerson& find,
                     base::Day today) {
  if (!number) return {.mark = Mark::not_in_register, .given = {}};
  const cpr::Person* found = find(*number);
  if (found == nullptr) return {};
  return {.mark = is_protected(*found, today) ? Mark::is_protected : Mark::free,
          .given = found->name ? found->name->given : base::PersonalText{}};
}

bool has_ended(const cpr::ProtectionEntry& entry, base::Day today) {
  if (!entry.to.known() || entry.to.month == 0 || entry.to.day == 0) return false;
  return base::day_from({.year = entry.to.year, .month = entry.to.month, .day = entry.to.day}) < today;
}

}  // namespace

const Relative& Relations::of(Role role) const {
  switch (role) {
    case Role::mother:
      return mother;
    case Role::father:
      return father;
    case Role::spouse:
      return spouse;
    case Role::eldest_child:
      return eldest_child;
    case Role::nobody:
      break;
  }
  base::ensure(false, "a relation is to somebody");
  std::unreachable();
}

bool is_protected(const cpr::Person& person, base::Day today) {
  // A protection that was delivered broken is a protection.
  if (std::ranges::find(person.refused_records, "004") != person.refused_records.end()) return true;
  return std::ranges::any_of(person.protections, [&](const cpr::ProtectionEntry& entry) {
    return entry.kind == cpr::Protection::name_and_address && !has_ended(entry, today);
  });
}

std::optional<proofing::CprNumber> eldest_child(const cpr::Person& person) {
  std::optional<proofing::CprNumber> eldest;
  std::optional<base::Day> first;
  for (const proofing::CprNumber& number : person.children) {
    const auto day = proofing::born(number);
    if (day && (!first || *day < *first)) {
      first = day;
      eldest = number;
    }
  }
  return eldest;
}

Relations relations_of(const cpr::Person& person, const FindPerson& find, base::Day today) {
  Relations relations;
  relations.mother = relative_of(person.mother.number, find, today);
  relations.father = relative_of(person.father.number, find, today);
  if (person.civil_status) relations.spouse = relative_of(person.civil_status->spouse, find, today);
  relations.eldest_child = relative_of(eldest_child(person), find, today);
  return relations;
}

}  // namespace skranke::questions
