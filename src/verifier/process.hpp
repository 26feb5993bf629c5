// What the verifier's process gives up before it holds anybody's answers.
#pragma once

#include <string>

#include "base/result.hpp"

namespace skranke::verifier {

struct Confinement {
  std::string user;      // to become, by name; empty: stay who started it. Needs root
  bool network = false;  // whether it has to reach a database over the network
};

// Becomes the user; no core dumps, no debugger, no reading of its memory by others of the same user, no new
// privileges, no new programs; without `network` no sockets but Unix ones. From here on it can't be undone.
// Problems: not_found (no such user), unavailable (the system refuses). SPEC: prctl(2), seccomp(2).
[[nodiscard]] base::Result<void> confine(const Confinement& confinement);

}  // namespace skranke::verifier
