#include "app/plan_judge.hpp"

#include <algorithm>
#include <utility>

#include "codec/check_text.hpp"
#include "codec/plan_text.hpp"

namespace skranke::app {
namespace {

base::Result<policy::Outcome> decide(const policy::Catalogue& catalogue, const codec::Plan& plan,
                                     base::Day day, std::string_view place) {
  codec::CheckText checker{catalogue};
  std::string verdict;
  return checker.check(codec::case_of(plan, day, place), {.today = day, .advice = false}, verdict);
}

std::string word_of(policy::Outcome outcome) {
  switch (outcome) {
    case policy::Outcome::accepted:
      return "enough";
    case policy::Outcome::rejected:
      return "not-enough";
    case policy::Outcome::undetermined:
      return "unknown";
  }
  std::unreachable();
}

}  // namespace

base::Result<void> PlanJudge::check(std::string_view plan) const {
  const auto read = codec::read_plan(plan);
  if (!read) return std::unexpected{read.error()};
  auto decided = decide(catalogue_, *read, read->day, read->place);
  if (decided) return {};
  return base::fail(decided.error().fault, "plan: " + decided.error().text, "/plan");
}

std::string PlanJudge::judge(std::string_view plan, base::Day day, std::string_view centre) const {
  const auto read = codec::read_plan(plan);
  if (!read) return "unknown";
  const auto edition = catalogue_.in_force(read->policy, day);
  if (!edition) return "unknown";
  // Some places take more than others; a centre that the rules don't name is one as any.
  const auto& places = (*edition)->tree.places;
  const bool is_named =
      std::ranges::any_of(places, [&](const auto& place) { return place.id.text == centre; });
  const auto decided = decide(catalogue_, *read, day, is_named ? centre : std::string_view{});
  return decided ? word_of(*decided) : "unknown";
}

}  // namespace skranke::app
