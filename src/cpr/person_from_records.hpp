// The records of one number, as they stand in an extract, made into a Person.
#pragma once

#include <span>
#include <string_view>

#include "base/result.hpp"
#include "cpr/person.hpp"

namespace skranke::cpr {

// Reads the records of one number, each as it stands on its line (ISO-8859-1, blanks at the end may be
// missing), in any order. Record 001 has to be among them, all have to be of its number and good
// (find_fault); a Problem names the record and the field that are not, never a value. Types that a Person
// doesn't hold (018 to 021, 025, 028, 030, 052, 099) are read past.
[[nodiscard]] base::Result<Person> person_from_records(std::span<const std::string_view> records);

}  // namespace skranke::cpr
