#include "desk/citizen.hpp"

#include <utility>

#include "base/service_limits.hpp"
#include "desk/kept_login.hpp"
#include "desk/login_state.hpp"

namespace skranke::desk {
namespace {

using base::fail;
using base::Fault;
using base::PersonalText;
using base::Result;

std::string session_of(const WitnessTools& tools, const PersonalText& secret) {
  return digest_of(tools.pseudonyms, "session", secret);
}

// Whether register questions can work for whoever has logged in. Officers look at a passport or a driving
// licence most often, so what either of them gives away is left out. Who has no CPR number is in no register.
Result<bool> can_be_asked(QuestionVerifier& verifier, const ProvenLogin& login, const std::string& case_id) {
  if (!login.cpr_number) return false;
  return verifier.feasible(
      {.number = *login.cpr_number, .shown = {"passport", "driving-licence"}, .case_id = case_id});
}

}  // namespace

Result<BegunSignIn> begin_sign_in(const WitnessTools& tools, CitizenSessions& sessions,
                                  const SignInWish& wish, Moment now) {
  if (tools.broker == nullptr) return fail(Fault::unavailable, "no broker for MitID is configured");
  auto login = tools.broker->begin({.reference_text = PersonalText{wish.reference_text},
                                    .language = wish.language,
                                    .level = AssuranceLevel::substantial,
                                    .is_cpr_number_wanted = true},
                                   now);
  if (!login) return std::unexpected{std::move(login.error())};
  BegunSignIn begun{.address = login->address, .secret = PersonalText{tools.new_id() + tools.new_id()}};
  const auto opened = sessions.open({.session = session_of(tools, begun.secret),
                                     .state = digest_of(tools.pseudonyms, "login-state", login->state),
                                     .secrets = to_bytes(*login),
                                     .language = wish.language,
                                     .purpose = wish.purpose,
                                     .person_id = {},
                                     .feasible = {},
                                     .expires_at = now + sign_in_seconds},
                                    now);
  if (!opened) return std::unexpected{opened.error()};
  return begun;
}

Result<std::optional<FinishedSignIn>> finish_sign_in(const WitnessTools& tools, CitizenSessions& sessions,
                                                     QuestionVerifier* verifier, std::string_view query,
                                                     const PersonalText& secret, Moment now) {
  if (tools.broker == nullptr) return fail(Fault::unavailable, "no broker for MitID is configured");
  const auto found = sessions.by_state(digest_of(tools.pseudonyms, "login-state", state_in(query)));
  if (!found) return std::unexpected{found.error()};
  if (!*found) return std::nullopt;
  const CitizenSession& begun = **found;
  FinishedSignIn finished{.purpose = begun.purpose, .language = begun.language, .secret = {}, .refusal = {}};
  if (begun.session != session_of(tools, secret)) finished.refusal = "wrong-state";
  if (!begun.person_id.empty()) finished.refusal = "replayed";
  if (begun.expires_at <= now) finished.refusal = "expired";
  if (!finished.refusal.empty()) return finished;
  const auto login = login_from(begun.secrets);
  if (!login) return fail(Fault::unavailable, "what was kept of the login can't be read");
  const auto outcome = tools.broker->finish(*login, query, now);
  if (!outcome && outcome.error().fault == Fault::unavailable) {
    // Nothing was used up: whoever tries again may have more luck.
    finished.refusal = "broker-unavailable";
    return finished;
  }
  if (!outcome) return std::unexpected{outcome.error()};
  if (!*outcome) {
    if (auto closed = sessions.close(begun.session); !closed) return std::unexpected{closed.error()};
    finished.refusal = name(outcome->error());
    return finished;
  }
  std::optional<bool> feasible;
  if (begun.purpose == SignInPurpose::questions) {
    if (verifier != nullptr) {
      if (const auto asked = can_be_asked(*verifier, **outcome, "citizen-" + tools.new_id()); asked)
        feasible = *asked;
    }
    if (!feasible) {
      if (auto closed = sessions.close(begun.session); !closed) return std::unexpected{closed.error()};
      finished.refusal = "register-unavailable";
      return finished;
    }
  }
  const auto keys = keys_of_login(tools, **outcome);
  if (!keys) return std::unexpected{keys.error()};
  const auto person = tools.ledger.person_of(*keys);
  if (!person) return std::unexpected{person.error()};
  finished.secret = PersonalText{tools.new_id() + tools.new_id()};
  const auto is_first = sessions.sign_in(begun.session, {.session = session_of(tools, finished.secret),
                                                         .person_id = *person,
                                                         .feasible = feasible,
                                                         .expires_at = now + session_seconds});
  if (!is_first) return std::unexpected{is_first.error()};
  if (!*is_first) finished.refusal = "replayed";
  return finished;
}

Result<std::optional<CitizenSession>> signed_in(const WitnessTools& tools, CitizenSessions& sessions,
                                                const PersonalText& secret, Moment now) {
  if (secret.reveal().empty()) return std::nullopt;
  const auto found = sessions.by_session(session_of(tools, secret));
  if (!found) return std::unexpected{found.error()};
  if (!*found || (*found)->person_id.empty()) return std::nullopt;
  // From a time when the clock was ahead, it would last until that time has really come.
  const Moment left = (*found)->expires_at - now;
  if (left <= 0 || left > session_seconds + base::limits::clock_slack_seconds) return std::nullopt;
  return *found;
}

Result<void> sign_out(const WitnessTools& tools, CitizenSessions& sessions, const PersonalText& secret) {
  return sessions.close(session_of(tools, secret));
}

}  // namespace skranke::desk
