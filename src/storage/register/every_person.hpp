// Every person of the visible register, one after another.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "storage/database.hpp"
#include "storage/register/lookup.hpp"

namespace skranke::storage {

// Calls `with` for the newest visible records (cpr/packed_person.hpp) of every number that has some, replaced
// and dead ones too, and gives the newest delivery that they are of. One snapshot, flat memory. What is
// passed lives for the call. `sealer`: null where there is no key; a fault where it is not the register's.
[[nodiscard]] Outcome<std::int64_t> every_person(Database& database, const desk::RegisterSealer* sealer,
                                                 const std::function<void(std::span<const std::byte>)>& with);

}  // namespace skranke::storage
