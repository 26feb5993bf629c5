// By which hash a version of a policy is known: in records, and where two people activate it.
#pragma once

#include <map>
#include <string>

#include "policy/catalogue.hpp"

namespace skranke::app {

// SHA-256 of the compiled form, 64 hexadecimal digits: of what the rules say, whatever their files look like.
using PolicyHashes = std::map<const policy::Edition*, std::string>;
[[nodiscard]] PolicyHashes hashes_of(const policy::Catalogue& catalogue);

}  // namespace skranke::app
