// What a failing database means to who works on a case.
#pragma once

#include <string>
#include <utility>

#include "base/result.hpp"
#include "storage/fault.hpp"

namespace skranke::storage {

[[nodiscard]] inline std::unexpected<base::Problem> cases_unavailable(const Fault& fault) {
  std::string text{"the case can't be read or kept: "};
  return base::fail(base::Fault::unavailable, text.append(fault.text));
}

}  // namespace skranke::storage
