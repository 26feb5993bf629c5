// A centre's own hours, as statements that can go along with others, and what they gave.
#pragma once

#include <array>
#include <string>

#include "booking/hours.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

[[nodiscard]] std::array<Statement, 3> calendar_asked(const std::string& centre);
[[nodiscard]] booking::Calendar calendar_read(const Rows& hours, const Rows& exceptions,
                                              const Rows& closures);

}  // namespace skranke::storage
