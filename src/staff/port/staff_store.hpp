// What is kept of who works here: accounts, invitations, sessions, and how often somebody tried.
//
// INVARIANT: a code, a recovery code, a challenge and an invitation serve once, on any number of servers; a
// try counts before it is looked at.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "staff/port/account.hpp"

namespace skranke::staff {

enum class Kept : std::uint8_t {
  done,
  unknown,             // no such account
  taken,               // another account has this sign-in name, MitID or employee
  changed_meanwhile,   // not the revision that was seen
  last_administrator,  // nobody would be left who can sign in and administrate every centre
};

// Two rows that were read at one moment.
struct Found {
  Session session;
  Account account;
};

class StaffStore {
 public:
  virtual ~StaffStore() = default;
  template <class T>
  using Result = base::Result<T>;  // Problem: unavailable

  [[nodiscard]] virtual Result<std::optional<Account>> by_name(const std::string& sign_in_name) = 0;
  [[nodiscard]] virtual Result<std::optional<Account>> by_id(const std::string& account_id) = 0;
  [[nodiscard]] virtual Result<std::optional<Account>> by_employee(const std::string& employee) = 0;
  [[nodiscard]] virtual Result<std::vector<Account>> all() = 0;
  // Active accounts whose session is open, at this centre, and used since: who is there. Each once, by id.
  [[nodiscard]] virtual Result<std::vector<Account>> present_at(const std::string& centre_id,
                                                                Moment since) = 0;
  [[nodiscard]] virtual Result<Kept> create(const Account& account, const Event& event) = 0;
  // What an administrator may change, if `account.revision` is still the one; ends invitations to the account
  // as it was, and the sessions of who is not active any more, or another employee at the broker.
  [[nodiscard]] virtual Result<Kept> change(const Account& account, const Event& event) = 0;
  // Of accounts at these centres (every_centre: all), the newest first.
  [[nodiscard]] virtual Result<std::vector<Event>> events(const std::vector<std::string>& centres,
                                                          std::int64_t most) = 0;

  // In place of earlier ones of the account; false: it has changed since it was seen.
  [[nodiscard]] virtual Result<bool> invite(const Invitation& invitation, const Event& event) = 0;
  // While it lives and has not been used.
  [[nodiscard]] virtual Result<std::optional<Account>> invited(const std::string& digest, Moment now) = 0;
  // False: the invitation has been used or is over. Replaces every factor and ends every session.
  // `event` is of the account, and of now.
  [[nodiscard]] virtual Result<bool> enrol(const std::string& digest, const Enrolment& enrolment,
                                           const Event& event) = 0;
  [[nodiscard]] virtual Result<bool> add_passkey(const std::string& account_id, const Passkey& passkey,
                                                 Moment now) = 0;

  // Each false where it has been used already.
  [[nodiscard]] virtual Result<bool> use_totp(const std::string& account_id, std::int64_t step) = 0;
  [[nodiscard]] virtual Result<bool> use_recovery(const std::string& digest, const Event& event) = 0;
  [[nodiscard]] virtual Result<bool> use_passkey(const std::string& credential_id, std::int64_t sign_count,
                                                 Moment now) = 0;

  [[nodiscard]] virtual Result<void> begin_login(const KeptLogin& login, Moment now) = 0;
  // Once, and while it lives.
  [[nodiscard]] virtual Result<std::optional<KeptLogin>> take_login(const std::string& state, Moment now) = 0;

  // How many tries there have been of `subject` in its window, this one among them; a window begins with its
  // first try.
  [[nodiscard]] virtual Result<std::int64_t> count_try(const std::string& subject, Moment now,
                                                       std::int64_t window) = 0;
  [[nodiscard]] virtual Result<void> take_back_try(const std::string& subject) = 0;
  [[nodiscard]] virtual Result<void> forget_tries(const std::string& subject) = 0;

  // Forgets sessions that began before `over`.
  [[nodiscard]] virtual Result<void> open(const Session& session, Moment over) = 0;
  [[nodiscard]] virtual Result<std::optional<Found>> find(const std::string& session) = 0;
  // What `now` says otherwise than `before` is so, under a new digest too, and the rest as another request
  // may have written it meanwhile; false: the session is not there any more, or in another state than
  // `before`.
  [[nodiscard]] virtual Result<bool> keep(const Session& before, const Session& now) = 0;
  [[nodiscard]] virtual Result<void> touch(const std::string& session, Moment now) = 0;
  // The challenge, once.
  [[nodiscard]] virtual Result<std::string> take_challenge(const std::string& session, Moment now) = 0;
  [[nodiscard]] virtual Result<void> end(const std::string& session) = 0;
  [[nodiscard]] virtual Result<void> end_all(const std::string& account_id) = 0;
};

}  // namespace skranke::staff
