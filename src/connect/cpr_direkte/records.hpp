// The data of an answer, cut into the records that stand back to back in it.
//
// A look-up of an authority answers with a start record (000), records of the one person in the layout
// P12170/P12180, and an end record (999). No record is marked by its end: each type has its length, and 002
// has two. SPEC: docs/cpr-direkte.md.
#pragma once

#include <expected>
#include <string_view>
#include <vector>

#include "proofing/cpr_number.hpp"

namespace skranke::cpr_direkte {

enum class DataFault : std::uint8_t {
  unknown_record,  // a type that the layout doesn't have, or an answer cut within a record
  no_end,          // the end record is missing: the answer was cut
  other_person,    // a record of another number than was asked for
  control_byte,    // a byte that is no character of the register
};

// The records of `asked`, without 000 and 999. The views look into `data`.
[[nodiscard]] std::expected<std::vector<std::string_view>, DataFault> split_records(
    std::string_view data, const proofing::CprNumber& asked);

}  // namespace skranke::cpr_direkte
