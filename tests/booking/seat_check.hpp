// What must be true of the tables of booking at any moment, looked at without the code that wrote them.
#pragma once

#include "store.hpp"

namespace skranke::test {

// Fails the test where a counter has two visits at a time, a visit has not exactly its seats, a seat has no
// visit, no hold and no closure that it is in, a person is in two places, or more visits run at a time than
// there are counters. Gives how many are booked.
std::int64_t check_seats(Database& database, std::int32_t counters);

}  // namespace skranke::test
