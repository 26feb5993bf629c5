#include "questions/relations.hpp"

#include <algorithm>
#include <utility>

#include "base/ensure.hpp"
#include "cpr/protection.hpp"

namespace skranke::questions {
namespace {

// Whether the person's own records say so of somebody, and since when, but not until when.
bool is_told_protected(const cpr::Person& person, const proofing::CprNumber& number) {
  return std::ranges::any_of(person.relatives, [&](const cpr::Relative& relative) {
    return relative.number == number && relative.protected_from.known();
  });
}

Relative relative_of(const cpr::Person& person, const std::optional<proofing::CprNumber>& number,
                     const FindPerson& find, base::Day today) {
  if (!number) return {.mark = Mark::not_in_register, .given = {}};
  const cpr::Person* found = find(*number);
  if (found == nullptr) return {};
  const bool is_hidden = cpr::is_protected(*found, today) || is_told_protected(person, *number);
  return {.mark = is_hidden ? Mark::is_protected : Mark::free,
          .given = found->name ? found->name->given : base::PersonalText{}};
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
  relations.mother = relative_of(person, person.mother.number, find, today);
  relations.father = relative_of(person, person.father.number, find, today);
  if (person.civil_status) relations.spouse = relative_of(person, person.civil_status->spouse, find, today);
  relations.eldest_child = relative_of(person, eldest_child(person), find, today);
  return relations;
}

}  // namespace skranke::questions
