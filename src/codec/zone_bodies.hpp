// What an officer's client sends of a document that was scanned, from JSON text, and what it is told, to JSON
// text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "proofing/health_card.hpp"
#include "proofing/zone_document.hpp"
#include "sight/zone_reader.hpp"

namespace skranke::codec {

// {"zone": "LINE\nLINE", "date"?}. Problems as of JSON; "/zone" for what is no zone.
[[nodiscard]] base::Result<proofing::MachineReadableZone> read_zone_body(std::string_view text,
                                                                         base::Day today);

// {"tracks": text}. Problems as of JSON; "/tracks" for what is no health card's.
[[nodiscard]] base::Result<proofing::HealthCard> read_stripe_body(std::string_view text, base::Day today);

// The name in a zone or on a stripe, as it was read.
struct ScannedName {
  std::optional<proofing::ZoneFormat> format;  // empty: of a stripe
  base::PersonalText surname;
  base::PersonalText given_names;
};
// {"format"?, "surname"?, "given_names"?}, of what /desk/v1/zones and /desk/v1/stripes answer; a name that is
// empty there is left out or null.
[[nodiscard]] base::Result<ScannedName> read_scanned_name(std::string_view text);

// The zone as `skranke mrz` answers it, with "document", the facts for the policy as far as it tells them
// (null: of no kind that it knows), and "notes".
[[nodiscard]] std::string zone_answer(const proofing::MachineReadableZone& zone);

// The same of a zone that was seen in a picture: "document" only where all that it comes from can be trusted.
[[nodiscard]] std::string seen_zone_answer(const sight::SeenZone& seen);

// {"surname", "given_names", "cpr_number", "valid_from", "document"}
[[nodiscard]] std::string stripe_answer(const proofing::HealthCard& card);

}  // namespace skranke::codec
