#include "verifier/relations.hpp"

#include <algorithm>
#include <optional>

namespace skranke::verifier {
namespace {

using questions::Mark;
using questions::Relative;

// The first day that a date can stand for; empty where the year is unknown.
std::optional<base::Day> first_day(const cpr::Date& date) {
  if (!date.known()) return std::nullopt;
  const std::int32_t month = std::max<std::int32_t>(date.month, 1);
  return base::day_from({.year = date.year, .month = month, .day = std::max<std::int32_t>(date.day, 1)});
}

bool is_protected(const cpr::Person& person, base::Day today) {
  return std::ranges::any_of(person.protections, [today](const cpr::ProtectionEntry& entry) {
    if (entry.kind != cpr::Protection::name_and_address) return false;
    const auto end = first_day(entry.to);
    return !end || *end >= today;
  });
}

base::Result<Relative> look_up(const std::optional<cpr::CprNumber>& number, desk::PersonRegister& people,
                               base::Day today) {
  if (!number) return Relative{.mark = Mark::not_in_register, .given = {}};
  auto found = people.find(*number);
  if (!found) return std::unexpected{std::move(found.error())};
  if (!*found) return Relative{.mark = Mark::not_in_register, .given = {}};
  const cpr::Person& relative = (*found)->person;
  if (is_protected(relative, today)) return Relative{.mark = Mark::is_protected, .given = {}};
  return Relative{.mark = Mark::free, .given = relative.name ? relative.name->given : base::PersonalText{}};
}

}  // namespace

base::Result<questions::Relations> relations_of(const cpr::Person& person, desk::PersonRegister& people,
                                                base::Day today) {
  auto mother = look_up(person.mother.number, people, today);
  if (!mother) return std::unexpected{std::move(mother.error())};
  auto father = look_up(person.father.number, people, today);
  if (!father) return std::unexpected{std::move(father.error())};
  auto spouse = look_up(person.civil_status ? person.civil_status->spouse : std::nullopt, people, today);
  if (!spouse) return std::unexpected{std::move(spouse.error())};
  auto child = look_up(questions::eldest_child(person), people, today);
  if (!child) return std::unexpected{std::move(child.error())};
  return questions::Relations{.mother = std::move(*mother),
                              .father = std::move(*father),
                              .spouse = std::move(*spouse),
                              .eldest_child = std::move(*child)};
}

}  // namespace skranke::verifier
