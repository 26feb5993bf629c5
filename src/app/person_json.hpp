// A person of the register and its numbers, as JSON.
#pragma once

#include <boost/json/value.hpp>

#include "desk/port/person_register.hpp"
#include "storage/register/imported_register.hpp"

namespace skranke::app {

// PRIVACY: everything that the register says of a person but notes and other records that no use case reads.
// Only `register show` prints it. Dates are YYYY-MM-DD, parts that are not known 00, "?" behind an uncertain
// one.
[[nodiscard]] boost::json::object json_of(const desk::Found& found);

[[nodiscard]] boost::json::object json_of(const storage::RegisterStats& stats);

// The same as indented lines "key: value", without what is empty.
[[nodiscard]] std::string lines_of(const boost::json::value& value);

}  // namespace skranke::app
