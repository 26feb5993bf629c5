// `skranke register seal`: seals what an earlier version of the program left in the clear (docs/register.md).
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/register_command.hpp"
#include "base/result.hpp"
#include "storage/database.hpp"
#include "storage/register/seal.hpp"

namespace skranke::app {

// Seals the register of an opened database, makes its files forget what was in the clear, and opens it again.
// `database` is null after a Problem (unavailable).
[[nodiscard]] base::Result<storage::Sealed> seal_and_rewrite(const std::string& url,
                                                             const desk::RegisterSealer& sealer,
                                                             bool is_progress_shown,
                                                             std::unique_ptr<storage::Database>& database);

}  // namespace skranke::app
