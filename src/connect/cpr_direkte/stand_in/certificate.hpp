// A certificate for the stand-in, made at its start: nobody has to keep a key for a demonstration.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"

namespace skranke::cpr_direkte::stand_in {

struct Identity {
  std::string certificate;  // PEM
  std::string key;          // PEM
};

// Signs itself, names these host names and IP addresses, and is good for 30 days. Problem: unavailable.
[[nodiscard]] base::Result<Identity> make_identity(const std::vector<std::string>& names);

}  // namespace skranke::cpr_direkte::stand_in
