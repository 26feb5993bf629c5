#include "connect/cpr_direkte/session.hpp"

#include <utility>

namespace skranke::cpr_direkte {
namespace {

const Failure waited_too_long{
    .kind = FailureKind::late,
    .text = "CPR Direkte: the log-on took longer than the call may; try again later"};

bool is_about_password(const Failure& failure) {
  return failure.kind == FailureKind::answered &&
         (failure.code == ErrorCode::password_refused || failure.code == ErrorCode::password_expired);
}

}  // namespace

Session::Session(base::PersonalText password, LogOn log_on)
    : password_{std::move(password)}, log_on_{std::move(log_on)} {}

std::expected<Ticket, Failure> Session::ticket(Time until) {
  std::unique_lock lock{mutex_};
  for (;;) {
    if (refused_) return std::unexpected{*refused_};
    if (ticket_) return *ticket_;
    if (!is_running_) return run(lock, {}, until);
    const std::uint64_t before = log_ons_;
    if (!done_.wait_until(lock, until, [&] { return log_ons_ != before; })) {
      return std::unexpected{waited_too_long};
    }
    if (last_) return std::unexpected{*last_};
  }
}

void Session::expire(std::uint64_t log_on) {
  const std::lock_guard lock{mutex_};
  if (ticket_ && ticket_->log_on == log_on) ticket_.reset();
}

void Session::refuse(const Failure& failure) {
  const std::lock_guard lock{mutex_};
  ticket_.reset();
  refused_ = failure;
}

std::expected<void, Failure> Session::change_password(const base::PersonalText& new_password, Time until) {
  std::unique_lock lock{mutex_};
  if (!done_.wait_until(lock, until, [this] { return !is_running_; }))
    return std::unexpected{waited_too_long};
  if (refused_ && refused_->code != ErrorCode::password_expired) return std::unexpected{*refused_};
  const auto ticket = run(lock, new_password, until);
  if (!ticket) return std::unexpected{ticket.error()};
  return {};
}

// Logs on without holding the lock, and tells everybody who waits.
std::expected<Ticket, Failure> Session::run(std::unique_lock<std::mutex>& lock,
                                            const base::PersonalText& new_password, Time until) {
  is_running_ = true;
  const base::PersonalText password = password_;
  lock.unlock();
  auto token = log_on_(password, new_password, until);
  lock.lock();
  is_running_ = false;
  ++log_ons_;
  last_.reset();
  if (!token) {
    // That a new password was refused says nothing to those who wait for a log-on with the old one.
    if (new_password.reveal().empty()) last_ = token.error();
    if (is_about_password(token.error())) refused_ = token.error();
    done_.notify_all();
    return std::unexpected{std::move(token.error())};
  }
  if (!new_password.reveal().empty()) password_ = new_password;
  refused_.reset();
  ticket_ = Ticket{.token = std::move(*token), .log_on = log_ons_};
  done_.notify_all();
  return *ticket_;
}

}  // namespace skranke::cpr_direkte
