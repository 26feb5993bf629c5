// A proof of a row as JSON, as tools/verify_log.py reads it. See docs/log.md.
#pragma once

#include <string>

#include "storage/log/prove.hpp"

namespace skranke::app {

[[nodiscard]] std::string proof_text(const storage::Proven& proven);

}  // namespace skranke::app
