// Which of a week's accepted cases a supervisor looks at again: drawn by chance, somebody of everybody.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/civil.hpp"
#include "cases/features.hpp"

namespace skranke::cases {

struct AcceptedCase {
  std::string case_id;
  std::string officer_id;  // who decided
};

// At least one case of every officer, and at least `percent` of all, rounded up; each case of an officer is
// as likely as each other one of theirs. `draw` gives a random number below its argument.
[[nodiscard]] std::vector<AcceptedCase> draw_sample(std::span<const AcceptedCase> accepted,
                                                    std::int32_t percent, const Draw& draw);

// The Monday of the week that a day is in.
[[nodiscard]] base::Day monday_of(base::Day day);

}  // namespace skranke::cases
