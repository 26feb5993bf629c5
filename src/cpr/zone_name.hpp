// Is the name that a reader read, in a machine-readable zone or on a stripe, that of the register?
#pragma once

#include <optional>
#include <string_view>

#include "cpr/name_match.hpp"
#include "proofing/machine_readable_zone.hpp"

namespace skranke::cpr {

// Compares under the rules of match_name, which know what a zone does to a name: capitals, ICAO's spellings
// (Ø as OE), fillers, and its width. Empty, for unknown, where either has no name at all.
[[nodiscard]] std::optional<NameMatch> match_zone(const proofing::MachineReadableZone& zone,
                                                  const Name& in_register);

// The same of names that were read before: `surname` and `given_names` in words and single spaces. `format`:
// of the zone; empty: of a stripe, which has them as two fields.
[[nodiscard]] std::optional<NameMatch> match_read(std::optional<proofing::ZoneFormat> format,
                                                  std::string_view surname, std::string_view given_names,
                                                  const Name& in_register);

}  // namespace skranke::cpr
