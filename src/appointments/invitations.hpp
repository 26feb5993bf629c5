// A witness as the second party of a visit: asked to come along by who booked, answers, and is told of
// changes.
//
// PRIVACY: a message can go to a wrong address. So what a witness sees names nobody: a time, a place, and
// that somebody asks; and who booked sees no more than whether they will come.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "appointments/appointments.hpp"
#include "booking/port/invitation_store.hpp"

namespace skranke::appointments {

// Both empty: who booked passes the link on.
struct WitnessContact {
  std::string email;
  std::string phone;
  std::string language;
};

struct InvitedVisit {
  booking::Invitation invitation;
  booking::Booking booking;  // PRIVACY: who asks is not shown to the witness
  const Place* place = nullptr;
  std::string token;     // the secret of the witness's link
  bool is_over = false;  // withdrawn, or the visit is cancelled or has begun
  bool is_replay = false;
};

// By the token of the booking. Takes the place of an earlier invitation.
[[nodiscard]] base::Result<Answer<InvitedVisit>> invite(const Tools& tools,
                                                        booking::InvitationStore& invitations,
                                                        std::string_view token, const WitnessContact& contact,
                                                        Moment now);
// A value without an id where nobody is invited.
[[nodiscard]] base::Result<Answer<InvitedVisit>> invitation_for(const Tools& tools,
                                                                booking::InvitationStore& invitations,
                                                                std::string_view token, Moment now);
[[nodiscard]] base::Result<Answer<InvitedVisit>> withdraw(const Tools& tools,
                                                          booking::InvitationStore& invitations,
                                                          std::string_view token, Moment now);

// By the token of the invitation. `seen`: the sequence of the booking that the answer is to.
[[nodiscard]] base::Result<Answer<InvitedVisit>> see_invitation(const Tools& tools,
                                                                booking::InvitationStore& invitations,
                                                                std::string_view token, Moment now);
[[nodiscard]] base::Result<Answer<InvitedVisit>> answer_invitation(const Tools& tools,
                                                                   booking::InvitationStore& invitations,
                                                                   std::string_view token, bool comes,
                                                                   std::optional<std::int32_t> seen,
                                                                   Moment now);

}  // namespace skranke::appointments
