// A machine-readable zone as JSON text (contract: `skranke mrz`).
#pragma once

#include <string>

#include "proofing/machine_readable_zone.hpp"

namespace skranke::codec {

// Appends the members of the answer, `"format":…` to `"valid":…`, without braces.
void append_zone(std::string& out, const proofing::MachineReadableZone& zone);

}  // namespace skranke::codec
