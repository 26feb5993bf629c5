// Writing a zone: its fields with their fillers and check digits, for tests, for training and for benchmarks.
//
// SPEC: as machine_readable_zone.hpp.
#pragma once

#include <string>

#include "base/result.hpp"
#include "proofing/machine_readable_zone.hpp"

namespace skranke::proofing {

// The lines of a zone with right check digits, each with LF; `checks` are not looked at. Names longer than
// their field are cut as the standard has it. Problem (invalid_value) for a field that its format has no room
// or no characters for.
[[nodiscard]] base::Result<std::string> compose_zone(const MachineReadableZone& zone);

}  // namespace skranke::proofing
