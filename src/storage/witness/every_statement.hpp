// Every statement that was not withdrawn, or is disputed, for whoever looks for patterns.
#pragma once

#include <functional>
#include <string_view>

#include "base/civil.hpp"
#include "base/result.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

// People by the ids that they have now: two who turned out to be one are one.
struct LedgerStatement {
  base::Day day = 0;
  std::string_view witness;
  std::string_view applicant;
  std::string_view officer;
  std::string_view centre;
  bool face_bound = false;
  bool professional = false;
  bool disputed = false;  // "that was not me", and nobody has settled it yet
};

// Gives each to `take`, by day; a page of some thousands is in memory at a time.
[[nodiscard]] base::Result<void> every_statement(Database& database,
                                                 const std::function<void(const LedgerStatement&)>& take);

}  // namespace skranke::storage
