// Signing in, and one's own session.
//
// PRIVACY: a refused sign-in says the same, and takes as long, whether or not there is such an account.
#include <utility>

#include "http/api/problems.hpp"
#include "http/staff/answers.hpp"

namespace skranke::http::staff {
namespace {

namespace rules = skranke::staff;

constexpr Refusal sign_in_refused{
    403, "sign-in-refused", "Name or password is wrong",
    "Check both. Who has forgotten them asks an administrator for an invitation."};
constexpr Refusal factor_refused{403, "second-factor-refused", "That was not right",
                                 "A one-time code serves once; wait for the next one, or use another way."};
constexpr Refusal unlock_refused{403, "unlock-refused", "That was not right",
                                 "Unlock with your password, or with your second factor."};
constexpr Refusal no_half{409, "no-half-session", "There is no sign-in that waits for a second factor",
                          "Begin again with name and password: POST /desk/v1/session."};
constexpr Refusal no_session{409, "no-session", "An access token has no session",
                             "What is about a session is asked by the cookie of one."};
constexpr Refusal no_role_there{403, "another-centre", "This is another centre",
                                "Nobody works at a centre at which they have no role."};

using rules::Standing;

// One's own session in any state, asked by a page of ours; else the answer is written.
std::optional<rules::Seen> own_session(const StaffCall& call, Response& response) {
  if (!call.credentials.authorization.empty()) return write_problem(response, no_session), std::nullopt;
  auto seen = rules::look(call.context.tools, call.credentials.secret, call.context.now());
  if (!seen) return api::write_body_problem(response, seen.error()), std::nullopt;
  if (seen->standing == Standing::none) return gate::write_nobody(response), std::nullopt;
  if (!call.context.gate.is_from_page(call.credentials, response)) return std::nullopt;
  return std::move(*seen);
}

// The same, open.
std::optional<rules::Seen> open_session(const StaffCall& call, Response& response) {
  auto seen = own_session(call, response);
  if (!seen || seen->standing == Standing::open) return seen;
  if (seen->standing == Standing::locked)
    gate::write_locked(response);
  else
    gate::write_nobody(response);
  return std::nullopt;
}

// As it is after a change.
void write_own(const StaffCall& call, Response& response) {
  const auto seen = rules::look(call.context.tools, call.credentials.secret, call.context.now());
  if (!seen) return api::write_body_problem(response, seen.error());
  if (seen->standing == Standing::none) return write_no_session(call, response);
  write_session(call, *seen, call.credentials.secret, response);
}

using Prove = base::Result<rules::Outcome> (*)(const rules::Tools&, const rules::Seen&, const rules::Proof&,
                                               rules::Moment);

void prove_again(const StaffCall& call, const rules::Seen& seen, Prove prove, const Refusal& refusal,
                 Response& response) {
  auto body = codec::read_proof(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  const auto outcome = prove(call.context.tools, seen, proof_of(std::move(*body)), call.context.now());
  if (!outcome) return api::write_body_problem(response, outcome.error());
  if (*outcome != rules::Outcome::done) return write_refused(*outcome, refusal, response);
  write_own(call, response);
}

}  // namespace

void sign_in(const StaffCall& call, Response& response) {
  const auto body = codec::read_sign_in(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  const auto opened =
      rules::begin_session(call.context.tools, body->name, body->password, call.address, call.context.now());
  if (!opened) return api::write_body_problem(response, opened.error());
  if (opened->outcome != rules::Outcome::done)
    return write_refused(opened->outcome, sign_in_refused, response);
  response.fields = call.context.gate.cookie(opened->secret);
  write_session(call, opened->seen, opened->secret, response);
}

void show_session(const StaffCall& call, Response& response) {
  if (!call.credentials.authorization.empty()) {
    const auto* member = call.context.gate.parts().tokens.by_authorization(call.credentials.authorization);
    if (member == nullptr) return gate::write_nobody(response);
    answer_json(response, 200);
    response.body = member->is_device ? "{\"state\":\"device\"," : "{\"state\":\"token\",";
    append_roles(response.body, member->roles);
    response.body.append("}\n");
    return;
  }
  write_own(call, response);
}

void give_second_factor(const StaffCall& call, Response& response) {
  const auto seen = own_session(call, response);
  if (!seen) return;
  auto body = codec::read_proof(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  if (seen->standing != Standing::half) return write_problem(response, no_half);
  const auto opened =
      rules::complete_session(call.context.tools, *seen, proof_of(std::move(*body)), call.context.now());
  if (!opened) return api::write_body_problem(response, opened.error());
  if (opened->outcome != rules::Outcome::done)
    return write_refused(opened->outcome, factor_refused, response);
  response.fields = call.context.gate.cookie(opened->secret);
  write_session(call, opened->seen, opened->secret, response);
}

void give_challenge(const StaffCall& call, Response& response) {
  const auto seen = own_session(call, response);
  if (!seen) return;
  const auto challenge = rules::new_challenge(call.context.tools, *seen, call.context.now());
  if (!challenge) return api::write_body_problem(response, challenge.error());
  answer_json(response, 200);
  append_challenge(response.body, *challenge, call.context.tools.relying_party, seen->account);
}

void lock_session(const StaffCall& call, Response& response) {
  const auto seen = own_session(call, response);
  if (!seen) return;
  if (seen->standing == Standing::half) return gate::write_nobody(response);
  if (auto locked = rules::lock(call.context.tools, *seen, call.context.now()); !locked)
    return api::write_body_problem(response, locked.error());
  write_own(call, response);
}

void unlock_session(const StaffCall& call, Response& response) {
  const auto seen = own_session(call, response);
  if (!seen) return;
  if (seen->standing == Standing::half) return gate::write_nobody(response);
  prove_again(call, *seen, rules::unlock, unlock_refused, response);
}

void step_up_session(const StaffCall& call, Response& response) {
  const auto seen = open_session(call, response);
  if (seen) prove_again(call, *seen, rules::step_up, factor_refused, response);
}

void note_activity(const StaffCall& call, Response& response) {
  const auto seen = open_session(call, response);
  if (!seen) return;
  if (auto touched = rules::touch(call.context.tools, *seen, call.context.now()); !touched)
    return api::write_body_problem(response, touched.error());
  write_own(call, response);
}

void choose_centre(const StaffCall& call, Response& response) {
  const auto seen = open_session(call, response);
  if (!seen) return;
  const auto centre = codec::read_centre_choice(call.body);
  if (!centre) return api::write_body_problem(response, centre.error());
  const auto moved = call.context.is_centre(*centre) ? rules::move_to(call.context.tools, *seen, *centre)
                                                     : base::Result<bool>{false};
  if (!moved) return api::write_body_problem(response, moved.error());
  if (!*moved) return write_problem(response, no_role_there);
  write_own(call, response);
}

void end_session(const StaffCall& call, Response& response) {
  const auto seen = own_session(call, response);
  if (!seen) return;
  const auto everywhere = codec::read_session_end(call.body);
  if (!everywhere) return api::write_body_problem(response, everywhere.error());
  auto& store = call.context.tools.store;
  // Whoever has only the password, or a locked screen, ends this one alone.
  const bool all = *everywhere && seen->standing == Standing::open;
  if (auto ended = all ? store.end_all(seen->account.account_id) : store.end(seen->session.session); !ended)
    return api::write_body_problem(response, ended.error());
  response.fields = call.context.gate.cookie({});
  write_no_session(call, response);
}

}  // namespace skranke::http::staff
