// The country that a code of a machine-readable zone means, as rules speak of it.
//
// A zone has ISO 3166-1's codes of three letters, and some that are ICAO's own: one letter for Germany, kinds
// of British nationals, organisations, persons without a nationality. SPEC: ICAO Doc 9303-3, section 5.
#pragma once

#include <string_view>

#include "base/country.hpp"

namespace skranke::proofing {

// Unknown for what is no country's: UNO, EUE, XXA, UTO …
[[nodiscard]] base::Country country_of_zone(std::string_view code);

}  // namespace skranke::proofing
