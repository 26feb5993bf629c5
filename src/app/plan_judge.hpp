// What the rules say of a plan that came with a booking.
#pragma once

#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "base/result.hpp"
#include "policy/catalogue.hpp"

namespace skranke::app {

// Any number of threads may ask; the catalogue is borrowed.
class PlanJudge {
 public:
  explicit PlanJudge(const policy::Catalogue& catalogue) : catalogue_{catalogue} {}

  // Whether the rules know everything that the plan names. Problems, at "/plan", say what is wrong.
  [[nodiscard]] base::Result<void> check(std::string_view plan) const;

  // For a visit on this day at this centre: "enough", "not-enough", or "unknown" where facts are open or the
  // rules of that day are not known.
  [[nodiscard]] std::string judge(std::string_view plan, base::Day day, std::string_view centre) const;

 private:
  const policy::Catalogue& catalogue_;
};

}  // namespace skranke::app
