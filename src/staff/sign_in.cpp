// Name and password, or somebody whom the broker of MitID vouches for.
#include <utility>

#include "base/hex.hpp"
#include "staff/sessions.hpp"

namespace skranke::staff {

using base::Result;

namespace {

// Counts a try, before anything is looked at: of the address first, since one that has to wait must not count
// against names, and so keep everybody out whose name somebody there knows.
Result<bool> may_try(const Tools& tools, const std::string& of_name, const std::string& of_address,
                     Moment now) {
  const auto addressed = tools.store.count_try(of_address, now, limits::try_window);
  if (!addressed) return std::unexpected{addressed.error()};
  if (*addressed > limits::tries_of_address) return false;
  const auto named = tools.store.count_try(of_name, now, limits::try_window);
  if (!named) return std::unexpected{named.error()};
  return *named <= limits::tries_of_account;
}

Result<Opened> opened(const Tools& tools, const Account& account, SessionState state, Moment now) {
  const base::PersonalText secret{base::hex_of(tools.factors.random(limits::secret_bytes))};
  const Session session{.session = tools.factors.digest(secret.reveal()),
                        .account_id = account.account_id,
                        .centre_id = account.centre_id,
                        .state = state,
                        .begun_at = now,
                        .used_at = now,
                        .stepped_up_at = state == SessionState::open ? std::optional{now} : std::nullopt,
                        .challenge = {},
                        .challenge_until = 0};
  if (auto kept = tools.store.open(session, now - limits::whole_seconds); !kept)
    return std::unexpected{std::move(kept.error())};
  return Opened{.outcome = Outcome::done,
                .secret = secret,
                .seen = {.standing = state == SessionState::open ? Standing::open : Standing::half,
                         .session = session,
                         .account = account}};
}

}  // namespace

Result<Opened> begin_session(const Tools& tools, const std::string& sign_in_name,
                             const base::PersonalText& password, const std::string& address, Moment now) {
  const std::string of_name = try_subject(tools, "name", sign_in_name);
  const std::string of_address = try_subject(tools, "address", address);
  const auto allowed = may_try(tools, of_name, of_address, now);
  if (!allowed) return std::unexpected{allowed.error()};
  if (!*allowed) return Opened{.outcome = Outcome::throttled, .secret = {}, .seen = {}};
  const auto account = tools.store.by_name(sign_in_name);
  if (!account) return std::unexpected{account.error()};
  const bool is_right = tools.factors.is_password(password, *account ? (*account)->password : std::string{});
  if (!*account || !is_right || !(*account)->is_active || !(*account)->is_enrolled()) return Opened{};
  if (auto forgotten = tools.store.forget_tries(of_name); !forgotten)
    return std::unexpected{std::move(forgotten.error())};
  if (auto back = tools.store.take_back_try(of_address); !back)
    return std::unexpected{std::move(back.error())};
  return opened(tools, **account, SessionState::half, now);
}

Result<Opened> open_session(const Tools& tools, const Account& account, Moment now) {
  if (!account.is_active) return Opened{};
  return opened(tools, account, SessionState::open, now);
}

}  // namespace skranke::staff
