// Sessions, invitations, tries, and what serves once.
#include <array>
#include <utility>

#include "base/ensure.hpp"
#include "storage/staff/account_rows.hpp"
#include "storage/staff/stored_staff.hpp"

namespace skranke::storage {

using base::Result;
using staff::Moment;
using staff::Session;
using staff::SessionState;

namespace {

constexpr std::array<std::string_view, 3> state_names{"half", "open", "locked"};

SessionState state_of(std::string_view named) {
  for (std::size_t i = 0; i < state_names.size(); ++i) {
    if (state_names[i] == named) return static_cast<SessionState>(i);
  }
  base::ensure(false, "a session's state in the database is one of those that there are");
  std::unreachable();
}

std::string name(SessionState state) { return std::string{state_names[static_cast<std::size_t>(state)]}; }

Value moment_value(std::optional<Moment> moment) { return moment ? Value{*moment} : Value{}; }

}  // namespace

Result<bool> StoredStaff::invite(const staff::Invitation& invitation, const staff::Event& event) {
  bool is_done = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    is_done = false;
    // Holds the row, so that a change of the account comes before this or after it.
    const auto rows = transaction.run(
        "update staff_account set revision = revision where account_id = $1 and revision = $2 "
        "returning account_id",
        std::vector<Value>{invitation.account_id, invitation.seen});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    is_done = true;
    if (auto gone =
            done(transaction, "delete from staff_invitation where account_id = $1", {invitation.account_id});
        !gone)
      return gone;
    if (auto made =
            done(transaction,
                 "insert into staff_invitation (digest, account_id, made_by, made_at, until, used_at) "
                 "values ($1, $2, $3, $4, $5, null)",
                 {invitation.digest, invitation.account_id, invitation.made_by, invitation.made_at,
                  invitation.until});
        !made)
      return made;
    return write_event(transaction, event);
  });
  if (!written) return staff_unavailable(written.error());
  return is_done;
}

Result<std::optional<staff::Account>> StoredStaff::invited(const std::string& digest, Moment now) {
  std::optional<staff::Account> found;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    found.reset();
    const auto rows = transaction.run(
        "select account_id from staff_invitation where digest = $1 and used_at is null and until > $2",
        std::vector<Value>{digest, now});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    auto account = find_account(transaction, "a.account_id = $1 and a.is_active = 1", rows->front()[0]);
    if (!account) return std::unexpected{account.error()};
    found = std::move(*account);
    return {};
  });
  if (!read) return staff_unavailable(read.error());
  return found;
}

Result<bool> StoredStaff::enrol(const std::string& digest, const staff::Enrolment& enrolment,
                                const staff::Event& event) {
  bool is_done = false;
  const Moment now = event.at;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    is_done = false;
    const auto rows = transaction.run(
        "update staff_invitation set used_at = $2 where digest = $1 and account_id = $3 and used_at is null "
        "and until > $2 returning account_id",
        std::vector<Value>{digest, now, event.account_id});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    const std::string& account_id = event.account_id;
    const std::array<Statement, 4> statements{
        Statement{
            .sql =
                "update staff_account set password = $2, totp_key = $3, totp_step = $4 where account_id = $1",
            .values = {account_id, enrolment.password, bytes_value(enrolment.totp_key), enrolment.totp_step}},
        Statement{.sql = "delete from staff_passkey where account_id = $1", .values = {account_id}},
        Statement{.sql = "delete from staff_recovery where account_id = $1", .values = {account_id}},
        Statement{.sql = "delete from staff_session where account_id = $1", .values = {account_id}}};
    if (const auto run = transaction.run_all(statements); !run) return std::unexpected{run.error()};
    if (enrolment.passkey) {
      if (auto kept = write_passkey(transaction, account_id, *enrolment.passkey, now); !kept) return kept;
    }
    for (const std::string& code : enrolment.recovery) {
      if (auto kept = done(transaction,
                           "insert into staff_recovery (account_id, code, used_at) values ($1, $2, null)",
                           {account_id, code});
          !kept)
        return kept;
    }
    is_done = true;
    return write_event(transaction, event);
  });
  if (!written) return staff_unavailable(written.error());
  return is_done;
}

Result<bool> StoredStaff::use_totp(const std::string& account_id, std::int64_t step) {
  return changed(
      "update staff_account set totp_step = $2 where account_id = $1 and totp_step < $2 returning account_id",
      {account_id, step});
}

Result<bool> StoredStaff::use_recovery(const std::string& digest, const staff::Event& event) {
  bool is_done = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    const auto rows = transaction.run(
        "update staff_recovery set used_at = $3 where account_id = $1 and code = $2 and used_at is null "
        "returning account_id",
        std::vector<Value>{event.account_id, digest, event.at});
    if (!rows) return std::unexpected{rows.error()};
    is_done = !rows->empty();
    return is_done ? write_event(transaction, event) : Outcome<void>{};
  });
  if (!written) return staff_unavailable(written.error());
  return is_done;
}

// Authenticators without a counter always say 0.
Result<bool> StoredStaff::use_passkey(const std::string& credential_id, std::int64_t sign_count, Moment now) {
  return changed(
      "update staff_passkey set sign_count = $2, used_at = $3 where credential_id = $1 and (sign_count < $2 "
      "or "
      "(sign_count = 0 and $2 = 0)) returning account_id",
      {bytes_value(credential_id), sign_count, now});
}

Result<void> StoredStaff::begin_login(const staff::KeptLogin& login, Moment now) {
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    if (auto gone = done(transaction, "delete from staff_login where until <= $1", {now}); !gone) return gone;
    return done(
        transaction,
        "insert into staff_login (state, browser, secrets, language, until) values ($1, $2, $3, $4, $5)",
        {login.state, login.browser, bytes_value(login.secrets), login.language, login.until});
  });
  if (!written) return staff_unavailable(written.error());
  return {};
}

Result<std::optional<staff::KeptLogin>> StoredStaff::take_login(const std::string& state, Moment now) {
  std::optional<staff::KeptLogin> taken;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    taken.reset();
    const auto rows = transaction.run(
        "delete from staff_login where state = $1 and until > $2 returning browser, secrets, language, until",
        std::vector<Value>{state, now});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    const Row& row = rows->front();
    taken = staff::KeptLogin{.state = state,
                             .browser = text_at(row, 0),
                             .secrets = bytes_at(row, 1),
                             .language = text_at(row, 2),
                             .until = integer_at(row, 3)};
    return {};
  });
  if (!written) return staff_unavailable(written.error());
  return taken;
}

Result<std::int64_t> StoredStaff::count_try(const std::string& subject, Moment now, std::int64_t window) {
  std::int64_t tries = 0;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    // Those from a time when the clock was ahead would keep somebody out until that time has come.
    if (auto gone = done(transaction, "delete from staff_try where begun_at <= $1 or begun_at > $2",
                         {now - window, now + window});
        !gone)
      return gone;
    const auto rows = transaction.run(
        "insert into staff_try (subject, begun_at, tries) values ($1, $2, 1) "
        "on conflict (subject) do update set tries = staff_try.tries + 1 returning tries",
        std::vector<Value>{subject, now});
    if (!rows) return std::unexpected{rows.error()};
    tries = integer_at(rows->front(), 0);
    return {};
  });
  if (!written) return staff_unavailable(written.error());
  return tries;
}

Result<void> StoredStaff::take_back_try(const std::string& subject) {
  return run("update staff_try set tries = tries - 1 where subject = $1 and tries > 0", {subject});
}

Result<void> StoredStaff::forget_tries(const std::string& subject) {
  return run("delete from staff_try where subject = $1", {subject});
}

Result<void> StoredStaff::open(const Session& session, Moment over) {
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    if (auto gone = done(transaction, "delete from staff_session where begun_at <= $1", {over}); !gone)
      return gone;
    return done(transaction,
                "insert into staff_session (session, account_id, centre_id, state, begun_at, used_at, "
                "stepped_up_at, challenge, challenge_until) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                {session.session, session.account_id, session.centre_id, name(session.state),
                 session.begun_at, session.used_at, moment_value(session.stepped_up_at),
                 bytes_value(session.challenge), session.challenge_until});
  });
  if (!written) return staff_unavailable(written.error());
  return {};
}

Result<std::optional<staff::Found>> StoredStaff::find(const std::string& session) {
  std::optional<staff::Found> found;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    found.reset();
    static const std::string sql =
        std::string{"select "}.append(account_columns) +
        ", s.centre_id, s.state, s.begun_at, s.used_at, s.stepped_up_at, s.challenge, s.challenge_until "
        "from staff_session s join staff_account a on a.account_id = s.account_id "
        "where s.session = $1 and a.is_active = 1";
    const auto rows = transaction.run(sql, std::vector<Value>{session});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    const Row& row = rows->front();
    constexpr std::size_t from = account_columns_count;
    staff::Found both;
    both.account = account_at(row, 0);
    both.session = {
        .session = session,
        .account_id = both.account.account_id,
        .centre_id = text_at(row, from),
        .state = state_of(text_at(row, from + 1)),
        .begun_at = integer_at(row, from + 2),
        .used_at = integer_at(row, from + 3),
        .stepped_up_at = is_null(row, from + 4) ? std::nullopt : std::optional{integer_at(row, from + 4)},
        .challenge = bytes_at(row, from + 5),
        .challenge_until = integer_at(row, from + 6)};
    if (auto completed = complete(transaction, both.account); !completed) return completed;
    found = std::move(both);
    return {};
  });
  if (!read) return staff_unavailable(read.error());
  return found;
}

// Between the look and this another request may have written: what is not this one's to change stays, above
// all a challenge that was taken. What makes a session fresh goes with its state.
Result<bool> StoredStaff::keep(const Session& before, const Session& now) {
  std::string sql{
      "update staff_session set session = $2, state = $4, begun_at = $5, "
      "used_at = case when used_at < $6 then $6 else used_at end"};
  std::vector<Value> values{before.session,  now.session,  name(before.state),
                            name(now.state), now.begun_at, now.used_at};
  const auto set = [&](std::string_view column, Value value) {
    values.push_back(std::move(value));
    sql.append(", ").append(column).append(" = $").append(std::to_string(values.size()));
  };
  if (now.centre_id != before.centre_id) set("centre_id", now.centre_id);
  if (now.stepped_up_at != before.stepped_up_at || now.state != before.state)
    set("stepped_up_at", moment_value(now.stepped_up_at));
  if (now.challenge != before.challenge) {
    set("challenge", bytes_value(now.challenge));
    set("challenge_until", now.challenge_until);
  }
  sql.append(" where session = $1 and state = $3 returning session");
  return changed(sql, values);
}

Result<void> StoredStaff::touch(const std::string& session, Moment now) {
  return run("update staff_session set used_at = $2 where session = $1 and state = 'open' and used_at < $2",
             {session, now});
}

Result<std::string> StoredStaff::take_challenge(const std::string& session, Moment now) {
  std::string challenge;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    challenge.clear();
    const auto rows =
        transaction.run("select challenge from staff_session where session = $1 and challenge_until > $2",
                        std::vector<Value>{session, now});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    // Of two at once, the second finds it changed.
    const auto taken = transaction.run(
        "update staff_session set challenge = $2, challenge_until = 0 where session = $1 and challenge = $3 "
        "returning session",
        std::vector<Value>{session, Bytes{}, rows->front()[0]});
    if (!taken) return std::unexpected{taken.error()};
    if (!taken->empty()) challenge = bytes_at(rows->front(), 0);
    return {};
  });
  if (!written) return staff_unavailable(written.error());
  return challenge;
}

Result<void> StoredStaff::end(const std::string& session) {
  return run("delete from staff_session where session = $1", {session});
}

Result<void> StoredStaff::end_all(const std::string& account_id) {
  return run("delete from staff_session where account_id = $1", {account_id});
}

}  // namespace skranke::storage
