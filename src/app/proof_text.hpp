// A proof of a row, as tools/verify_log.py reads it. See docs/log.md.
#pragma once

#include <string>

#include "storage/log/prove.hpp"

namespace skranke::app {

// As JSON, with the row and its salt.
[[nodiscard]] std::string proof_text(const storage::Proven& proven);

// Of the entry alone, as C2SP tlog-proof; its extra data is the entry.
[[nodiscard]] std::string tlog_proof(const storage::Proven& proven);

}  // namespace skranke::app
