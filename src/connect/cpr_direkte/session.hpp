// Who is logged on: the token that all look-ups share, and the one log-on that is under way.
//
// INVARIANT: at most one log-on at a time, and whoever comes meanwhile takes its outcome, good or bad. A
// password that was refused or has expired is never sent again: the service locks an account after a few
// wrong ones.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <expected>
#include <functional>
#include <mutex>
#include <optional>

#include "base/personal.hpp"
#include "connect/cpr_direkte/error_code.hpp"
#include "connect/cpr_direkte/stream.hpp"

namespace skranke::cpr_direkte {

struct Ticket {
  base::PersonalText token;
  std::uint64_t log_on = 0;  // the log-on that gave it, counted from 1
};

class Session {
 public:
  // Logs on with a password and, unless that is empty, changes it to a new one. Answers the token.
  using LogOn = std::function<std::expected<base::PersonalText, Failure>(
      const base::PersonalText& password, const base::PersonalText& new_password, Time until)>;

  Session(base::PersonalText password, LogOn log_on);

  // The token, after a log-on if there is none. Waits for a log-on that is under way at most until `until`.
  [[nodiscard]] std::expected<Ticket, Failure> ticket(Time until);

  // The token of this log-on has expired. If there has been another log-on since, nothing changes.
  void expire(std::uint64_t log_on);

  // The service refused the password, outside a log-on.
  void refuse(const Failure& failure);

  // A log-on that changes the password. An expired password can be changed, a refused one can't.
  [[nodiscard]] std::expected<void, Failure> change_password(const base::PersonalText& new_password,
                                                             Time until);

 private:
  std::expected<Ticket, Failure> run(std::unique_lock<std::mutex>& lock,
                                     const base::PersonalText& new_password, Time until);

  std::mutex mutex_;
  std::condition_variable done_;
  base::PersonalText password_;
  LogOn log_on_;
  std::optional<Ticket> ticket_;
  std::optional<Failure> refused_;  // of the password: for good
  bool is_running_ = false;         // a log-on
  std::uint64_t log_ons_ = 0;       // that ended, whatever their outcome
  std::optional<Failure> last_;     // why the last one failed, unless it was a change of password
};

}  // namespace skranke::cpr_direkte
