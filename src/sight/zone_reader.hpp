// Reading the machine-readable zone in a picture.
//
// A shape alone is never trusted. A field that has a check digit is given only where that digit is right; and
// a character that the digit says is wrong is put right only where exactly one likely change makes every
// digit right. What has no check digit (names, codes, sex) is given only where each of its characters is far
// from the next likely one. SPEC: docs/zones.md, "From a picture".
#pragma once

#include "base/result.hpp"
#include "proofing/machine_readable_zone.hpp"
#include "sight/picture.hpp"

namespace skranke::sight {

// What can be trusted of a zone that was seen.
struct SeenZone {
  proofing::MachineReadableZone zone;
  bool number = false;
  bool born = false;
  bool expires = false;
  bool optional = false;
  bool names = false;
  bool codes = false;  // kind, issuer, nationality and sex

  [[nodiscard]] bool all() const {
    return number && born && expires && optional && names && codes && zone.valid();
  }
};

// Problem (invalid_value): there is no zone that can be read. `today` as in read_zone.
[[nodiscard]] base::Result<SeenZone> read_zone_in(const Picture& picture, base::Day today);

}  // namespace skranke::sight
