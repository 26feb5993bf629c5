// The ledger's rows, and what a caller above the database is told of a fault.
#pragma once

#include <string>

#include "base/result.hpp"
#include "storage/fault.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {

[[nodiscard]] inline std::unexpected<base::Problem> ledger_unavailable(const Fault& fault) {
  std::string text{"the witnesses' ledger can't be read or kept: "};
  return base::fail(base::Fault::unavailable, text.append(fault.text));
}

}  // namespace skranke::storage
