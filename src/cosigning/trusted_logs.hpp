// The logs that a witness looks after, and the keys that their checkpoints have to be signed with.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.hpp"
#include "ledger/note.hpp"

namespace skranke::cosigning {

// By the log's name. Several keys while one takes the place of another.
using TrustedLogs = std::map<std::string, std::vector<ledger::PublicKey>, std::less<>>;

// From TOML: [[log]] with `origin`, the log's name, and `keys`, as `skranke audit key` prints them. Empty
// where something is wrong with it, with what in `findings`.
[[nodiscard]] std::optional<TrustedLogs> read_trusted_logs(std::string_view file, std::string_view text,
                                                           std::vector<base::Finding>& findings);

}  // namespace skranke::cosigning
