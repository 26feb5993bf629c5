// What a caller above the database is told of a fault.
#pragma once

#include <string>

#include "base/result.hpp"
#include "storage/fault.hpp"

namespace skranke::storage {

[[nodiscard]] inline std::unexpected<base::Problem> centre_unavailable(const Fault& fault) {
  std::string text{"what the centre keeps can't be read or kept: "};
  return base::fail(base::Fault::unavailable, text.append(fault.text));
}

}  // namespace skranke::storage
