#include "verifier/relations.hpp"

#include <deque>
#include <optional>
#include <utility>

namespace skranke::verifier {

base::Result<questions::Relations> relations_of(const cpr::Person& person, desk::PersonRegister& people,
                                                base::Day today) {
  std::optional<base::Problem> problem;
  std::deque<cpr::Person> kept;  // stays where it is while it grows
  const auto find = [&](const proofing::CprNumber& number) -> const cpr::Person* {
    auto found = people.find(number);
    if (!found) problem = std::move(found.error());
    if (!found || !*found) return nullptr;
    return &kept.emplace_back(std::move((*found)->person));
  };
  questions::Relations relations = questions::relations_of(person, find, today);
  if (problem) return std::unexpected{std::move(*problem)};
  return relations;
}

}  // namespace skranke::verifier
