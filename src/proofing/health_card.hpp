// The magnetic stripe of the Danish health card, as a reader types it.
//
// Two tracks of fixed width in the 7-bit alphabet of ISO 646-DK: "%", name 34, address 34, municipality 3,
// postcode 4, "?"; then ";", card type 1, country 3, application 1, issuer 3, CPR number 10, group 1, doctor
// 6, region 3, municipality 3, valid from 6, "?". No authority has published that; it is how cards are read
// (docs/zones.md, "The health card"). The stripe has no check of its own that reaches us, so everything that
// can be held against a rule is.
#pragma once

#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "proofing/cpr_number.hpp"

namespace skranke::proofing {

// PRIVACY: address, doctor and group are on the stripe too, and are not read: nothing here needs them.
struct HealthCard {
  base::PersonalText surname;
  base::PersonalText given_names;
  CprNumber number;
  base::Day valid_from = 0;
};

// Reads both tracks, with or without line ends between and behind them. Problem (invalid_value) with track,
// column and what would be right, and without anything of the stripe.
[[nodiscard]] base::Result<HealthCard> read_health_card(std::string_view tracks, base::Day today);

}  // namespace skranke::proofing
