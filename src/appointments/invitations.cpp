#include "appointments/invitations.hpp"

#include <utility>

#include "appointments/shared_steps.hpp"

namespace skranke::appointments {
namespace {

using base::Result;
using booking::InvitationState;
using booking::InvitationStore;
using booking::Invited;
using booking::InviteRefusal;

Result<Answer<InvitedVisit>> answer_of(const Tools& tools, Result<Invited> invited, Refusal unknown,
                                       Moment now) {
  if (!invited) return std::unexpected{std::move(invited.error())};
  if (invited->refusal) {
    switch (*invited->refusal) {
      case InviteRefusal::unknown:
        return refuse<InvitedVisit>(unknown);
      case InviteRefusal::booking_over:
        return refuse<InvitedVisit>(Refusal::booking_over);
      case InviteRefusal::invitation_over:
        return refuse<InvitedVisit>(Refusal::invitation_over);
      case InviteRefusal::visit_moved:
        return refuse<InvitedVisit>(Refusal::visit_moved);
    }
    std::unreachable();
  }
  InvitedVisit visit;
  visit.place = tools.place(invited->booking.centre);
  if (!invited->invitation.invitation_id.empty())
    visit.token = sealed(tools, invitation_link, invited->invitation.invitation_id);
  visit.is_over = invited->invitation.state == InvitationState::withdrawn ||
                  invited->booking.state == booking::State::cancelled ||
                  invited->booking.start * seconds_a_minute <= now;
  visit.is_replay = invited->is_replay;
  visit.invitation = std::move(invited->invitation);
  visit.booking = std::move(invited->booking);
  return Answer<InvitedVisit>{.refusal = {}, .value = std::move(visit)};
}

}  // namespace

Result<Answer<InvitedVisit>> invite(const Tools& tools, InvitationStore& invitations, std::string_view token,
                                    const WitnessContact& contact, Moment now) {
  const std::string booking_id = opened(tools, booking_link, token);
  if (booking_id.empty()) return refuse<InvitedVisit>(Refusal::booking_unknown);
  return answer_of(tools,
                   invitations.invite({.invitation_id = tools.new_id(),
                                       .booking_id = booking_id,
                                       .email = contact.email,
                                       .phone = contact.phone,
                                       .language = contact.language},
                                      now),
                   Refusal::booking_unknown, now);
}

Result<Answer<InvitedVisit>> invitation_for(const Tools& tools, InvitationStore& invitations,
                                            std::string_view token, Moment now) {
  const std::string booking_id = opened(tools, booking_link, token);
  if (booking_id.empty()) return refuse<InvitedVisit>(Refusal::booking_unknown);
  auto found = invitations.invitation_for(booking_id);
  if (found && found->refusal == InviteRefusal::unknown) return Answer<InvitedVisit>{};
  return answer_of(tools, std::move(found), Refusal::booking_unknown, now);
}

Result<Answer<InvitedVisit>> withdraw(const Tools& tools, InvitationStore& invitations,
                                      std::string_view token, Moment now) {
  const std::string booking_id = opened(tools, booking_link, token);
  if (booking_id.empty()) return refuse<InvitedVisit>(Refusal::booking_unknown);
  return answer_of(tools, invitations.withdraw(booking_id, now), Refusal::booking_unknown, now);
}

Result<Answer<InvitedVisit>> see_invitation(const Tools& tools, InvitationStore& invitations,
                                            std::string_view token, Moment now) {
  const std::string invitation_id = opened(tools, invitation_link, token);
  if (invitation_id.empty()) return refuse<InvitedVisit>(Refusal::invitation_unknown);
  return answer_of(tools, invitations.find_invitation(invitation_id), Refusal::invitation_unknown, now);
}

Result<Answer<InvitedVisit>> answer_invitation(const Tools& tools, InvitationStore& invitations,
                                               std::string_view token, bool comes,
                                               std::optional<std::int32_t> seen, Moment now) {
  const std::string invitation_id = opened(tools, invitation_link, token);
  if (invitation_id.empty()) return refuse<InvitedVisit>(Refusal::invitation_unknown);
  return answer_of(tools, invitations.answer(invitation_id, comes, seen, now), Refusal::invitation_unknown,
                   now);
}

}  // namespace skranke::appointments
