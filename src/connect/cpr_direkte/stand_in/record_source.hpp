// Where the stand-in gets the records that it answers with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "proofing/cpr_number.hpp"

namespace skranke::cpr_direkte::stand_in {

class RecordSource {
 public:
  virtual ~RecordSource() = default;

  // The records of this number in the layout P12170/P12180, of those types that a look-up answers with
  // (is_answered), each made whole (whole_record) and in the order of their types; none where the number is
  // unknown. From any thread.
  [[nodiscard]] virtual std::vector<std::string> records_of(const proofing::CprNumber& number) = 0;
};

// Whether look-ups answer with records of this type: what is in force, never what was.
[[nodiscard]] bool is_answered(std::string_view type);

// A line of an extract, of a type that is answered, as long as the layout says: extracts may leave out blanks
// at a line's end.
[[nodiscard]] std::string whole_record(std::string_view line);

}  // namespace skranke::cpr_direkte::stand_in
