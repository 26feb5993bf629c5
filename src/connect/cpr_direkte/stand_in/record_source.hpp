// Where the stand-in gets the records that it answers with.
#pragma once

#include <string>
#include <vector>

#include "proofing/cpr_number.hpp"

namespace skranke::cpr_direkte::stand_in {

class RecordSource {
 public:
  virtual ~RecordSource() = default;

  // The records of this number in the layout P12170/P12180, whole and in the order of their types, of those
  // types that a look-up answers with (is_answered); none where the number is unknown. From any thread.
  [[nodiscard]] virtual std::vector<std::string> records_of(const proofing::CprNumber& number) = 0;
};

// Whether look-ups answer with records of this type: what is in force, never what was.
[[nodiscard]] bool is_answered(std::string_view type);

}  // namespace skranke::cpr_direkte::stand_in
