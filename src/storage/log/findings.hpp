// What an audit has found: counted, and told up to a number.
#pragma once

#include <string>
#include <utility>

#include "base/limits.hpp"
#include "storage/log/log_audit.hpp"

namespace skranke::storage {

inline void find(Audit& audit, std::string what) {
  ++audit.findings_count;
  if (audit.findings.size() < base::limits::audit_findings_max) audit.findings.push_back(std::move(what));
}

}  // namespace skranke::storage
