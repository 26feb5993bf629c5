#include "staff/sessions.hpp"

#include <algorithm>
#include <utility>

#include "base/hex.hpp"
#include "base/service_limits.hpp"

namespace skranke::staff {

using base::Result;

namespace {

// Between two writes that nothing but work goes on.
constexpr Moment touch_seconds = 15;

// What was done while the clock was ahead would hold until that time has really come.
bool is_from_the_future(Moment at, Moment now) { return at > now + base::limits::clock_slack_seconds; }

Standing standing_of(const Session& session, Moment now) {
  if (session.begun_at + limits::whole_seconds <= now || is_from_the_future(session.begun_at, now))
    return Standing::none;
  if (session.state == SessionState::half)
    return session.begun_at + limits::half_seconds <= now ? Standing::none : Standing::half;
  if (session.state == SessionState::locked || session.used_at + limits::idle_seconds <= now ||
      is_from_the_future(session.used_at, now))
    return Standing::locked;
  return Standing::open;
}

Result<bool> keep(const Tools& tools, const Seen& seen, Session now) {
  return tools.store.keep(seen.session, now);
}

Result<Outcome> outcome_of(Result<bool> kept) {
  if (!kept) return std::unexpected{std::move(kept.error())};
  return *kept ? Outcome::done : Outcome::refused;
}

}  // namespace

Result<Seen> look(const Tools& tools, const base::PersonalText& secret, Moment now) {
  if (secret.reveal().empty()) return Seen{};
  auto found = tools.store.find(tools.factors.digest(secret.reveal()));
  if (!found) return std::unexpected{std::move(found.error())};
  if (!*found) return Seen{};
  const Standing standing = standing_of((*found)->session, now);
  if (standing == Standing::none) return Seen{};
  return Seen{
      .standing = standing, .session = std::move((*found)->session), .account = std::move((*found)->account)};
}

std::string page_token(const Tools& tools, const base::PersonalText& secret) {
  return base::hex_of(tools.factors.keyed("staff-page", secret.reveal()));
}

Result<void> touch(const Tools& tools, const Seen& seen, Moment now) {
  if (seen.session.used_at + touch_seconds > now) return {};
  return tools.store.touch(seen.session.session, now);
}

Moment idle_left(const Seen& seen, Moment now) {
  return std::max<Moment>(0, seen.session.used_at + limits::idle_seconds - now);
}

Moment whole_left(const Seen& seen, Moment now) {
  return std::max<Moment>(0, seen.session.begun_at + limits::whole_seconds - now);
}

bool is_stepped_up(const Seen& seen, Moment now) {
  return seen.standing == Standing::open && seen.session.stepped_up_at &&
         *seen.session.stepped_up_at + limits::stepped_up_seconds > now &&
         !is_from_the_future(*seen.session.stepped_up_at, now);
}

Result<Opened> complete_session(const Tools& tools, const Seen& seen, const Proof& proof, Moment now) {
  if (seen.standing != Standing::half || proof.kind == ProofKind::password) return Opened{};
  auto outcome = prove(tools, seen.account, seen.session.session, proof, now);
  if (!outcome) return std::unexpected{std::move(outcome.error())};
  if (*outcome != Outcome::done) return Opened{.outcome = *outcome, .secret = {}, .seen = {}};
  const base::PersonalText secret{base::hex_of(tools.factors.random(limits::secret_bytes))};
  Session open = seen.session;
  open.session = tools.factors.digest(secret.reveal());
  open.state = SessionState::open;
  open.begun_at = open.used_at = now;
  open.stepped_up_at = now;
  open.challenge.clear();
  open.challenge_until = 0;
  auto kept = outcome_of(keep(tools, seen, open));
  if (!kept) return std::unexpected{std::move(kept.error())};
  return Opened{.outcome = *kept,
                .secret = secret,
                .seen = {.standing = Standing::open, .session = open, .account = seen.account}};
}

Result<Outcome> unlock(const Tools& tools, const Seen& seen, const Proof& proof, Moment now) {
  if (seen.standing != Standing::locked && seen.standing != Standing::open) return Outcome::refused;
  auto outcome = prove(tools, seen.account, seen.session.session, proof, now);
  if (!outcome || *outcome != Outcome::done) return outcome;
  Session open = seen.session;
  open.state = SessionState::open;
  open.used_at = now;
  open.challenge.clear();
  open.challenge_until = 0;
  return outcome_of(keep(tools, seen, open));
}

Result<Outcome> step_up(const Tools& tools, const Seen& seen, const Proof& proof, Moment now) {
  if (seen.standing != Standing::open || proof.kind == ProofKind::password) return Outcome::refused;
  auto outcome = prove(tools, seen.account, seen.session.session, proof, now);
  if (!outcome || *outcome != Outcome::done) return outcome;
  Session stepped_up = seen.session;
  stepped_up.stepped_up_at = now;
  stepped_up.used_at = now;
  stepped_up.challenge.clear();
  stepped_up.challenge_until = 0;
  return outcome_of(keep(tools, seen, stepped_up));
}

Result<void> lock(const Tools& tools, const Seen& seen, Moment /*now*/) {
  Session locked = seen.session;
  locked.state = SessionState::locked;
  locked.stepped_up_at.reset();
  const auto kept = keep(tools, seen, locked);
  if (!kept) return std::unexpected{kept.error()};
  return {};
}

Result<bool> move_to(const Tools& tools, const Seen& seen, const std::string& centre_id) {
  if (centre_id == every_centre || roles_at(seen.account.roles, centre_id).is_empty()) return false;
  Session moved = seen.session;
  moved.centre_id = centre_id;
  return keep(tools, seen, moved);
}

Result<std::string> new_challenge(const Tools& tools, const Seen& seen, Moment now) {
  Session asked = seen.session;
  asked.challenge = tools.factors.random(limits::secret_bytes);
  asked.challenge_until = now + limits::challenge_seconds;
  const auto kept = keep(tools, seen, asked);
  if (!kept) return std::unexpected{kept.error()};
  return asked.challenge;
}

}  // namespace skranke::staff
