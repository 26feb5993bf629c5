// A policy as canonical JSON text: what `policy compile` prints, and what a version's hash is of.
#pragma once

#include <string>

#include "policy/tree.hpp"

namespace skranke::codec {

// The same bytes for every file that says the same: members sorted by name, no space between tokens (as
// RFC 8785 has it), everything sorted whose order says nothing, and one line end. The order of lines, of
// lists, of guidance and of the countries that a kind offers first means something and stays; so does the
// first place, which is the default. Comments and places in the file leave no trace.
[[nodiscard]] std::string compiled_policy(const policy::Tree& tree);

}  // namespace skranke::codec
