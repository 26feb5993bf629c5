// Zones of documents that nobody has: for tests, for benchmarks, and for training at the desk.
//
// Issued by states that ICAO keeps for specimens (UTO) and by those of the Nordic countries; names are made
// of syllables, and so mostly nobody's. Any of the three formats, with everything that a zone can have: long
// numbers, names that are cut, dates of which parts are unknown.
#pragma once

#include <cstdint>

#include "base/civil.hpp"
#include "proofing/machine_readable_zone.hpp"

namespace skranke::synthetic {

// The same for the same arguments, on every machine. What compose_zone() writes of it reads back as itself on
// the day `today`, but that a long name may be cut.
[[nodiscard]] proofing::MachineReadableZone invented_zone(std::uint64_t seed, std::uint64_t index,
                                                          base::Day today);

}  // namespace skranke::synthetic
