// What a log says of itself at one time: its name, its size and its root. SPEC: C2SP tlog-checkpoint.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ledger/hash.hpp"

namespace skranke::ledger {

struct Checkpoint {
  std::string origin;  // the log's name for good
  std::uint64_t size = 0;
  Hash root{};

  [[nodiscard]] friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

// Three lines; the text of a note.
[[nodiscard]] std::string checkpoint_text(const Checkpoint& checkpoint);
// Lines after the third are passed over. Problem (invalid_value): it is none.
[[nodiscard]] base::Result<Checkpoint> read_checkpoint(std::string_view text);

// A whole number without sign or leading zero. Empty for another text.
[[nodiscard]] std::optional<std::uint64_t> read_whole(std::string_view text);

}  // namespace skranke::ledger
