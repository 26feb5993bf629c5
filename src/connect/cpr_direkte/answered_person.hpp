// The person that the data of a look-up's answer tell of.
#pragma once

#include <expected>

#include "base/personal.hpp"
#include "connect/cpr_direkte/error_code.hpp"
#include "cpr/person.hpp"

namespace skranke::cpr_direkte {

// Failures: malformed (no such records, or a field that can't be right), wrong_person.
[[nodiscard]] std::expected<cpr::Person, Failure> person_of(const base::PersonalText& data,
                                                            const proofing::CprNumber& asked);

}  // namespace skranke::cpr_direkte
