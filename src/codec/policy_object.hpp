// A policy's tree as a JSON value, in the shape of its TOML file.
//
// Only the .cpp files of this folder include this: it brings boost/json.
#pragma once

#include <boost/json.hpp>

#include "policy/tree.hpp"

namespace skranke::codec {

// Every key that the file has, under its name; in the file's order.
[[nodiscard]] boost::json::object policy_object(const policy::Tree& tree);

}  // namespace skranke::codec
