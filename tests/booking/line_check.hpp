// What must be true of the tables of the waiting list and of invitations, looked at without the code that
// wrote them.
#pragma once

#include "booking/port/booking_store.hpp"
#include "store.hpp"

namespace skranke::test {

// Fails the test where an offer stands without an entry that has it or without its seats at `now`, an entry
// that is offered something has not exactly one offer, one that is out of line has claims, one that was taken
// has no visit, or a visit has two invitations that stand.
void check_line(Database& database, booking::Moment now);

}  // namespace skranke::test
