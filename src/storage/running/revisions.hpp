// A centre's changes as numbered rows, of which none is ever written again.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "running/port/running_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

struct Revision {
  std::string_view kind;
  base::Day day = 0;
  std::string reason;
};

// The number of the new revision; empty where the author has seen another one than the latest. Of two who
// change a centre at the same moment one is tried again, and then sees the other's.
[[nodiscard]] Outcome<std::optional<std::int64_t>> add_revision(Transaction& transaction,
                                                                const std::string& centre,
                                                                const Revision& revision,
                                                                const running::Author& author);

}  // namespace skranke::storage
