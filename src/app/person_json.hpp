// A person of the register and its numbers, as JSON.
#pragma once

#include <cstdint>

#include <boost/json/value.hpp>

#include "desk/port/person_register.hpp"
#include "storage/register/imported_register.hpp"

namespace skranke::app {

// Whether it is told where somebody lives or lived. Withheld, each such member is null or empty, and its name
// is in the list "withheld".
enum class Addresses : std::uint8_t { told, withheld };

// PRIVACY: everything that the register says of a person but notes and other records that no use case reads.
// Only `register show` prints it. Dates are YYYY-MM-DD, parts that are not known 00, "?" behind an uncertain
// one.
[[nodiscard]] boost::json::object json_of(const desk::Found& found, Addresses addresses);

[[nodiscard]] boost::json::object json_of(const storage::RegisterStats& stats);

// The same as indented lines "key: value", without what is empty.
[[nodiscard]] std::string lines_of(const boost::json::value& value);

}  // namespace skranke::app
