// Of the witness who is asked to come along: by who booked, and by themselves.
#include <utility>

#include "appointments/invitations.hpp"
#include "appointments/short_token.hpp"
#include "codec/json_writer.hpp"
#include "codec/waiting_bodies.hpp"
#include "http/api/problems.hpp"
#include "http/booking/second_routes.hpp"

namespace skranke::http::booking {
namespace {

namespace rules = skranke::booking;
using appointments::Answer;
using appointments::InvitedVisit;
using codec::append_member;
using codec::append_number;
using rules::InvitationState;

std::string_view name(InvitationState state) {
  switch (state) {
    case InvitationState::invited:
      return "invited";
    case InvitationState::confirmed:
      return "confirmed";
    case InvitationState::declined:
      return "declined";
    case InvitationState::withdrawn:
      return "withdrawn";
  }
  std::unreachable();
}

// For who booked: whether the witness will come, and nothing more of them.
void answer_inviter(const BookingCall& call, const base::Result<Answer<InvitedVisit>>& answer,
                    unsigned status, Response& response) {
  if (!answer) return api::write_body_problem(response, answer.error());
  if (answer->refusal) return write_refusal(response, *answer->refusal);
  answer_json(response, status);
  std::string& out = response.body;
  const rules::Invitation& invitation = answer->value.invitation;
  if (invitation.invitation_id.empty() || invitation.state == InvitationState::withdrawn) {
    out.append("{\"witness\":null}\n");
    return;
  }
  out.append("{\"witness\":{");
  append_member(out, "state", name(invitation.state));
  append_link(out, call, "url", invitation.language, "invited", answer->value.token);
  out.back() = '}';
  out.append("}\n");
}

// For the witness. PRIVACY: names nobody, and no service; of what is over not even the time.
void answer_witness(const base::Result<Answer<InvitedVisit>>& answer, Response& response) {
  if (!answer) return api::write_body_problem(response, answer.error());
  if (answer->refusal) return write_refusal(response, *answer->refusal);
  answer_json(response, 200);
  std::string& out = response.body;
  const InvitedVisit& visit = answer->value;
  out.push_back('{');
  if (visit.is_over || visit.place == nullptr) {
    append_member(out, "state", "over");
  } else {
    append_member(out, "state", name(visit.invitation.state));
    append_member(out, "centre", visit.booking.centre);
    append_member(out, "start", format_instant(visit.booking.start, *visit.place->zone));
    append_member(out, "end",
                  format_instant(visit.booking.start + visit.booking.minutes, *visit.place->zone));
    out.append("\"sequence\":");
    append_number(out, visit.booking.sequence);
    out.push_back(',');
  }
  out.back() = '}';
  out.push_back('\n');
}

}  // namespace

void invite_witness(const BookingCall& call, Response& response) {
  auto body = codec::read_witness_contact(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  const BookingContext& context = call.context;
  const auto answer = appointments::invite(context.tools, context.invitations, call.id,
                                           {.email = std::move(body->email),
                                            .phone = std::move(body->phone),
                                            .language = std::move(body->language)},
                                           context.now());
  answer_inviter(call, answer, 201, response);
}

void show_witness(const BookingCall& call, Response& response) {
  const BookingContext& context = call.context;
  answer_inviter(call,
                 appointments::invitation_for(context.tools, context.invitations, call.id, context.now()),
                 200, response);
}

void withdraw_witness(const BookingCall& call, Response& response) {
  const BookingContext& context = call.context;
  answer_inviter(call, appointments::withdraw(context.tools, context.invitations, call.id, context.now()),
                 200, response);
}

void show_invitation(const BookingCall& call, Response& response) {
  const BookingContext& context = call.context;
  answer_witness(appointments::see_invitation(context.tools, context.invitations, call.id, context.now()),
                 response);
}

void answer_invitation(const BookingCall& call, Response& response) {
  const auto body = codec::read_witness_answer(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  const BookingContext& context = call.context;
  answer_witness(appointments::answer_invitation(context.tools, context.invitations, call.id, body->comes,
                                                 body->seen, context.now()),
                 response);
}

void open_short_invitation(const BookingCall& call, Response& response) {
  const std::string token = appointments::whole_token(call.id);
  const auto invited =
      appointments::see_invitation(call.context.tools, call.context.invitations, token, call.context.now());
  if (!invited) return api::write_body_problem(response, invited.error());
  lead_to_page(response, invited->refusal ? "" : invited->value.invitation.language, "invited", token);
}

}  // namespace skranke::http::booking
