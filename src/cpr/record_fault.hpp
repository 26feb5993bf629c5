// What can be wrong with one record of an extract, and the rule that says so.
//
// find_fault is the specification of what a field may hold, written field by field. Reading millions of
// records uses record_check.hpp instead, which says yes to no record that find_fault refuses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "cpr/layout.hpp"

namespace skranke::cpr {

enum class Reason : std::uint8_t {
  unknown_type,      // the first three bytes name no record of the layout
  length,            // longer than the record, and the rest is not blank
  character,         // a control character
  number,            // not ten digits
  digits,            // not digits
  date,              // not a date, or one that the calendar doesn't have
  code,              // not one of the field's codes or marks
  no_person_record,  // no record 001 of the same number beside it
  second_person,     // a second record 001, or the number's records stand in two places of the delivery
  too_many,          // more records of one number than a stored person can hold
};

// The stable kebab-case name, as it stands in output ("unknown-type").
[[nodiscard]] std::string_view name(Reason reason);

// A sentence. PRIVACY: never a value.
[[nodiscard]] std::string_view describe(Reason reason);

struct RecordFault {
  Reason reason = Reason::length;
  std::string_view type;   // of the record; empty where unknown
  std::string_view field;  // the CPR office's name; empty where the whole record is meant
};

// "record 012, field CIVST: not one of the field's codes". PRIVACY: never a value.
[[nodiscard]] std::string describe(const RecordFault& fault);

// The first fault of a record (ISO-8859-1, without the line's end; blanks at its end may be missing), or
// none.
[[nodiscard]] std::optional<RecordFault> find_fault(std::string_view record);

}  // namespace skranke::cpr
