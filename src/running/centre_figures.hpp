// The figures of a centre's days, from what is kept of them.
#pragma once

#include <string_view>

#include "running/figures.hpp"
#include "running/tools.hpp"

namespace skranke::running {

struct CentreFigures {
  const appointments::Place* place = nullptr;
  Figures figures;
};

// Days from `from` to `to`, both included. What is open is what the centre's hours were, by their versions,
// less what was closed.
[[nodiscard]] base::Result<Answer<CentreFigures>> figures_of(const Tools& tools, std::string_view centre,
                                                             base::Day from, base::Day to, Moment now);

}  // namespace skranke::running
