#include "storage/staff/stored_staff.hpp"

#include <algorithm>
#include <utility>

#include "storage/staff/account_rows.hpp"

namespace skranke::storage {

using base::Result;
using staff::Account;
using staff::Kept;

namespace {

// Another account that has what only one may have.
Outcome<bool> is_taken(Transaction& transaction, const Account& account) {
  const auto rows = transaction.run(
      "select account_id from staff_account where account_id <> $1 and (sign_in_name = $2 or mitid = $3 or "
      "employee = $4)",
      std::vector<Value>{account.account_id, account.sign_in_name, optional_bytes(account.mitid),
                         optional_bytes(account.employee)});
  if (!rows) return std::unexpected{rows.error()};
  return !rows->empty();
}

// Somebody administrates every centre who can sign in, as Account::is_enrolled says.
Outcome<bool> has_administrator(Transaction& transaction) {
  const auto rows = transaction.run(
      "select count(*) from staff_account a join staff_role r on r.account_id = a.account_id "
      "where a.is_active = 1 and r.role = 'administrator' and r.centre_id = '*' "
      "and (a.employee is not null or (a.password <> '' and (length(a.totp_key) > 0 or exists "
      "(select 1 from staff_passkey p where p.account_id = a.account_id))))");
  if (!rows) return std::unexpected{rows.error()};
  return integer_at(rows->front(), 0) > 0;
}

// The account's row before what depends on it; and so that two who step down at once see each other.
Outcome<void> lock_administrators_and(Transaction& transaction, const std::string& account_id) {
  return done(transaction,
              "update staff_account set revision = revision where account_id = $1 or account_id in "
              "(select account_id from staff_role where role = 'administrator' and centre_id = '*')",
              {account_id});
}

}  // namespace

Result<std::optional<Account>> StoredStaff::find_by(std::string_view condition, const Value& value) {
  std::optional<Account> found;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    auto account = find_account(transaction, condition, value);
    if (!account) return std::unexpected{account.error()};
    found = std::move(*account);
    return {};
  });
  if (!read) return staff_unavailable(read.error());
  return found;
}

Result<bool> StoredStaff::changed(std::string_view sql, const std::vector<Value>& values) {
  bool has_changed = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    const auto rows = transaction.run(sql, values);
    if (!rows) return std::unexpected{rows.error()};
    has_changed = !rows->empty();
    return {};
  });
  if (!written) return staff_unavailable(written.error());
  return has_changed;
}

Result<void> StoredStaff::run(std::string_view sql, const std::vector<Value>& values) {
  const auto written =
      database_.write([&](Transaction& transaction) { return done(transaction, sql, values); });
  if (!written) return staff_unavailable(written.error());
  return {};
}

Result<std::optional<Account>> StoredStaff::by_name(const std::string& sign_in_name) {
  return find_by("a.sign_in_name = $1", sign_in_name);
}

Result<std::optional<Account>> StoredStaff::by_id(const std::string& account_id) {
  return find_by("a.account_id = $1", account_id);
}

Result<std::optional<Account>> StoredStaff::by_employee(const std::string& employee) {
  return find_by("a.employee = $1", bytes_value(employee));
}

Result<std::vector<Account>> StoredStaff::all() {
  std::vector<Account> accounts;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    accounts.clear();
    std::string sql{"select "};
    sql.append(account_columns).append(" from staff_account a order by a.sign_in_name");
    const auto rows = transaction.run(sql);
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      accounts.push_back(account_at(row, 0));
      if (auto completed = complete(transaction, accounts.back()); !completed) return completed;
    }
    return {};
  });
  if (!read) return staff_unavailable(read.error());
  return accounts;
}

Result<std::vector<Account>> StoredStaff::present_at(const std::string& centre_id, staff::Moment since) {
  std::vector<Account> accounts;
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    accounts.clear();
    std::string sql{"select "};
    sql.append(account_columns)
        .append(
            " from staff_account a where a.is_active = 1 and exists (select 1 from staff_session s where "
            "s.account_id = a.account_id and s.centre_id = $1 and s.state = 'open' and s.used_at >= $2) "
            "order by a.account_id");
    const auto rows = transaction.run(sql, std::vector<Value>{centre_id, since});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      accounts.push_back(account_at(row, 0));
      if (auto completed = complete(transaction, accounts.back()); !completed) return completed;
    }
    return {};
  });
  if (!read) return staff_unavailable(read.error());
  return accounts;
}

Result<Kept> StoredStaff::create(const Account& account, const staff::Event& event) {
  Kept kept = Kept::done;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    kept = Kept::done;
    const auto taken = is_taken(transaction, account);
    if (!taken) return std::unexpected{taken.error()};
    if (*taken) return kept = Kept::taken, Outcome<void>{};
    const auto rows = transaction.run(
        "insert into staff_account (account_id, sign_in_name, shown_name, centre_id, is_active, "
        "trained_until, "
        "mitid, employee, password, totp_key, totp_step, revision, created_at) "
        "values ($1, $2, $3, $4, 1, $5, $6, $7, $8, $9, 0, 1, $10) on conflict do nothing returning "
        "account_id",
        std::vector<Value>{account.account_id, account.sign_in_name, account.shown_name, account.centre_id,
                           day_value(account.trained_until), optional_bytes(account.mitid),
                           optional_bytes(account.employee), account.password, bytes_value(account.totp_key),
                           event.at});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return kept = Kept::taken, Outcome<void>{};
    if (auto roles = write_roles(transaction, account); !roles) return roles;
    return write_event(transaction, event);
  });
  if (!written) return staff_unavailable(written.error());
  return kept;
}

Result<Kept> StoredStaff::change(const Account& account, const staff::Event& event) {
  Kept kept = Kept::done;
  // What has been done is undone by a fault, and the fault is none to the caller.
  const auto give_up = [&](Kept why) -> Outcome<void> {
    kept = why;
    return fail(FaultKind::check, "not kept");
  };
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    kept = Kept::done;
    if (auto locked = lock_administrators_and(transaction, account.account_id); !locked) return locked;
    const auto had_administrator = has_administrator(transaction);
    if (!had_administrator) return std::unexpected{had_administrator.error()};
    const auto taken = is_taken(transaction, account);
    if (!taken) return std::unexpected{taken.error()};
    if (*taken) return give_up(Kept::taken);
    // Whom the broker vouched for is not the one who is to sign in from now on. Before the account is
    // changed.
    if (auto ended = done(transaction,
                          "delete from staff_session where account_id = $1 and exists (select 1 from "
                          "staff_account where account_id = $1 and employee is distinct from $2)",
                          {account.account_id, optional_bytes(account.employee)});
        !ended)
      return ended;
    const auto rows = transaction.run(
        "update staff_account set shown_name = $2, centre_id = $3, is_active = $4, trained_until = $5, "
        "mitid = $6, employee = $7, revision = revision + 1 where account_id = $1 and revision = $8 "
        "returning account_id",
        std::vector<Value>{account.account_id, account.shown_name, account.centre_id,
                           flag_value(account.is_active), day_value(account.trained_until),
                           optional_bytes(account.mitid), optional_bytes(account.employee),
                           account.revision});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) {
      const auto there = find_account(transaction, "a.account_id = $1", account.account_id);
      if (!there) return std::unexpected{there.error()};
      return give_up(*there ? Kept::changed_meanwhile : Kept::unknown);
    }
    if (auto roles = write_roles(transaction, account); !roles) return roles;
    const auto administrated = has_administrator(transaction);
    if (!administrated) return std::unexpected{administrated.error()};
    if (*had_administrator && !*administrated) return give_up(Kept::last_administrator);
    // Who holds the address of an invitation was trusted with the account as it was.
    if (auto ended =
            done(transaction, "delete from staff_invitation where account_id = $1", {account.account_id});
        !ended)
      return ended;
    if (!account.is_active) {
      if (auto ended =
              done(transaction, "delete from staff_session where account_id = $1", {account.account_id});
          !ended)
        return ended;
    }
    return write_event(transaction, event);
  });
  if (!written && kept == Kept::done) return staff_unavailable(written.error());
  return kept;
}

Result<std::vector<staff::Event>> StoredStaff::events(const std::vector<std::string>& centres,
                                                      std::int64_t most) {
  std::vector<staff::Event> events;
  if (centres.empty()) return events;
  std::string sql{"select event_id, account_id, made_by, what, detail, made_at from staff_event"};
  std::vector<Value> values{most};
  if (std::ranges::find(centres, staff::every_centre) == centres.end()) {
    sql.append(" where account_id in (select account_id from staff_account where centre_id in (");
    for (const std::string& centre : centres) {
      values.emplace_back(centre);
      sql.append(values.size() > 2 ? ", $" : "$").append(std::to_string(values.size()));
    }
    sql.append("))");
  }
  sql.append(" order by made_at desc, event_id desc limit $1");
  const auto read = database_.read([&](Transaction& transaction) -> Outcome<void> {
    events.clear();
    const auto rows = transaction.run(sql, values);
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      events.push_back({.event_id = text_at(row, 0),
                        .account_id = text_at(row, 1),
                        .by = text_at(row, 2),
                        .what = text_at(row, 3),
                        .detail = text_at(row, 4),
                        .at = integer_at(row, 5)});
    }
    return {};
  });
  if (!read) return staff_unavailable(read.error());
  return events;
}

Result<bool> StoredStaff::add_passkey(const std::string& account_id, const staff::Passkey& passkey,
                                      staff::Moment now) {
  return changed(
      "insert into staff_passkey (credential_id, account_id, public_key, algorithm, sign_count, label, "
      "added_at, used_at) values ($1, $2, $3, $4, $5, $6, $7, null) on conflict do nothing "
      "returning account_id",
      {bytes_value(passkey.credential_id), account_id, bytes_value(passkey.public_key),
       std::int64_t{passkey.algorithm}, passkey.sign_count, passkey.label, now});
}

}  // namespace skranke::storage
