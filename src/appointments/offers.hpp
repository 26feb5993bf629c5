// Offering what has become free to who waits for it, the longest first.
#pragma once

#include <cstdint>
#include <string_view>

#include "appointments/appointments.hpp"
#include "booking/port/invitation_store.hpp"
#include "booking/port/waiting_store.hpp"

namespace skranke::appointments {

// The first start that can be offered: far enough ahead for somebody to read of it and to come.
[[nodiscard]] booking::Instant first_start(Moment now);

// At one centre: each who waits, in order, is offered the earliest free slot of their days, which is held for
// them. Bounded: at most limits::offers_a_round_max. Gives how many were made. Any number of servers may do
// so at once.
[[nodiscard]] base::Result<std::int64_t> offer_at(const Tools& tools, booking::WaitingStore& list,
                                                  std::string_view centre, Moment now);

// At every centre, after what was not answered in time has ended. Reads only, where nobody waits.
[[nodiscard]] base::Result<std::int64_t> offer_freed(const Tools& tools, booking::WaitingStore& list,
                                                     Moment now);

// Makes nameless who waited, and forgets how witnesses are reached, some days after their days are over.
// Gives how many; where that is limits::forgotten_at_once_max or more there may be others.
[[nodiscard]] base::Result<std::int64_t> forget(booking::WaitingStore& list,
                                                booking::InvitationStore& invitations, Moment now);

}  // namespace skranke::appointments
