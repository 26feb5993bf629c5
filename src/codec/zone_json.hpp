// A machine-readable zone as JSON text (contract: `skranke mrz`).
#pragma once

#include <string>

#include "proofing/machine_readable_zone.hpp"
#include "sight/zone_reader.hpp"

namespace skranke::codec {

// Appends the members of the answer, `"format":…` to `"valid":…`, without braces.
void append_zone(std::string& out, const proofing::MachineReadableZone& zone);

// The same of a zone that was seen in a picture: null, as a value or in a list, where it can't be trusted.
void append_seen_zone(std::string& out, const sight::SeenZone& seen);

}  // namespace skranke::codec
