// The two kinds of life in a synthetic year.
#pragma once

#include "witness/synthetic/country.hpp"

namespace skranke::witness::synthetic {

// Adds the statements of the attacks, in no order, and who takes part.
void plant(const YearPlan& plan, Country& country, Year& year);

// Adds `count` honest statements, by day.
void live_honestly(const YearPlan& plan, Country& country, std::uint32_t count, Year& year);

}  // namespace skranke::witness::synthetic
