// Is the name in a machine-readable zone that of the register?
#pragma once

#include <optional>
#include <string_view>

#include "cpr/name_match.hpp"
#include "proofing/machine_readable_zone.hpp"

namespace skranke::cpr {

// Compares under the rules of match_name, which know what a zone does to a name: capitals, ICAO's spellings
// (Ø as OE), fillers, and its width. `surname` and `given_names` as a zone was read: words and single spaces.
// Empty, for unknown, where either has no name at all.
[[nodiscard]] std::optional<NameMatch> match_zone(proofing::ZoneFormat format, std::string_view surname,
                                                  std::string_view given_names, const Name& in_register);
[[nodiscard]] std::optional<NameMatch> match_zone(const proofing::MachineReadableZone& zone,
                                                  const Name& in_register);

}  // namespace skranke::cpr
