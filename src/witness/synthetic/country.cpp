#include "witness/synthetic/country.hpp"

#include <algorithm>
#include <cmath>

#include "base/ensure.hpp"

namespace skranke::witness::synthetic {
namespace {

// The largest municipality has 660,000, the smallest about 12,000; 4.8 million in all.
std::uint32_t inhabitants_of(std::uint32_t centre) {
  return static_cast<std::uint32_t>(660'000.0 / std::pow(1.0 + centre, 0.87));
}

constexpr std::uint32_t inhabitants_an_officer = 6'500;

}  // namespace

Country::Country(const YearPlan& plan)
    : seed_{plan.seed},
      people_{plan.people - plan.people % family_size},
      persons_(plan.people),
      is_reserved_(plan.people) {
  base::ensure(plan.statements >= 5'000 && plan.people / 3 >= plan.statements, "a year has people enough");
  base::ensure(plan.attacks_of_a_kind <= plan.statements / 2'000, "attacks leave room for honest life");
  for (std::uint32_t centre = 0; centre < centre_count; ++centre) {
    const std::uint32_t inhabitants = inhabitants_of(centre);
    inhabitants_[centre + 1] = inhabitants_[centre] + inhabitants;
    officers_[centre + 1] = officers_[centre] + std::max(2U, inhabitants / inhabitants_an_officer);
  }
}

std::uint32_t Country::any_centre(Chance& chance) const {
  const std::uint32_t at = chance.below(inhabitants_.back());
  return static_cast<std::uint32_t>(std::ranges::upper_bound(inhabitants_, at) - inhabitants_.begin() - 1);
}

std::uint32_t Country::home(std::uint32_t person) const {
  Chance own{seed_, for_homes, person};
  if (own.below(100) < 15) return any_centre(own);
  Chance street{seed_, for_homes, std::uint64_t{1} << 40U | person / (family_size * families_a_street)};
  return any_centre(street);
}

std::uint32_t Country::officer(std::uint32_t centre, std::int32_t day, Chance& chance) const {
  const std::uint32_t first = officers_[centre];
  const std::uint32_t count = officers_[centre + 1] - first;
  // Four of five work on a day; where nobody does, the first of them has to.
  for (int tries = 0; tries < 20; ++tries) {
    const std::uint32_t one = first + chance.below(count);
    Chance roster{seed_, for_rosters, std::uint64_t{one} << 20U | static_cast<std::uint32_t>(day)};
    if (roster.below(5) < 4) return one;
  }
  return first;
}

bool Country::is_working_day(std::int32_t day) {
  return (first_day + day + 3) % 7 < 5;  // 1970-01-01 was a Thursday
}

bool Country::is_holder(std::uint32_t person) const {
  if (persons_[person].vouched_on != never) return true;
  const std::uint32_t place = person % family_size;
  return place < 2 || (place == 2 && Chance{seed_, for_holders, person}.below(2) == 0);
}

bool Country::may_vouch(std::uint32_t person, std::int32_t day) const {
  const Person& one = persons_[person];
  return is_holder(person) && day - one.vouched_on > 30 && day - one.gave_on.front() >= 120;
}

void Country::vouch(std::uint32_t witness, std::uint32_t applicant, std::int32_t day, bool counts) {
  const auto on = static_cast<std::int16_t>(day);
  persons_[applicant].vouched_on = on;
  if (!counts) return;
  std::array<std::int16_t, 3>& gave_on = persons_[witness].gave_on;
  base::ensure(on >= gave_on.back(), "a witness's days never go back");
  gave_on = {gave_on[1], gave_on[2], on};
}

}  // namespace skranke::witness::synthetic
