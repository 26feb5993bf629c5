#include "storage/staff/account_rows.hpp"

#include <utility>

#include "base/ensure.hpp"

namespace skranke::storage {
namespace {

std::string optional_bytes_at(const Row& row, std::size_t column) {
  return is_null(row, column) ? std::string{} : bytes_at(row, column);
}

void add_role(staff::Account& account, const std::string& centre_id, const std::string& named) {
  const auto role = staff::role_named(named);
  base::ensure(role.has_value(), "a role in the database is one of those that there are");
  if (account.roles.empty() || account.roles.back().centre_id != centre_id)
    account.roles.push_back({.centre_id = centre_id, .roles = {}});
  account.roles.back().roles = account.roles.back().roles | *role;
}

}  // namespace

staff::Account account_at(const Row& row, std::size_t from) {
  staff::Account account;
  account.account_id = text_at(row, from);
  account.sign_in_name = text_at(row, from + 1);
  account.shown_name = text_at(row, from + 2);
  account.centre_id = text_at(row, from + 3);
  account.is_active = integer_at(row, from + 4) != 0;
  account.trained_until = optional_day_at(row, from + 5);
  account.mitid = optional_bytes_at(row, from + 6);
  account.employee = optional_bytes_at(row, from + 7);
  account.password = text_at(row, from + 8);
  account.totp_key = bytes_at(row, from + 9);
  account.totp_step = integer_at(row, from + 10);
  account.revision = integer_at(row, from + 11);
  return account;
}

Outcome<void> complete(Transaction& transaction, staff::Account& account) {
  const std::vector<Value> id{account.account_id};
  const std::vector<Statement> questions{
      {.sql = "select centre_id, role from staff_role where account_id = $1 order by centre_id, role",
       .values = id},
      {.sql = "select credential_id, public_key, algorithm, sign_count, label from staff_passkey "
              "where account_id = $1 order by added_at, credential_id",
       .values = id},
      {.sql = "select count(*) from staff_recovery where account_id = $1 and used_at is null", .values = id}};
  const auto answers = transaction.run_all(questions);
  if (!answers) return std::unexpected{answers.error()};
  for (const Row& row : (*answers)[0]) add_role(account, text_at(row, 0), text_at(row, 1));
  for (const Row& row : (*answers)[1]) {
    account.passkeys.push_back({.credential_id = bytes_at(row, 0),
                                .public_key = bytes_at(row, 1),
                                .algorithm = static_cast<std::int32_t>(integer_at(row, 2)),
                                .sign_count = integer_at(row, 3),
                                .label = text_at(row, 4)});
  }
  account.recovery_left = integer_at((*answers)[2].front(), 0);
  return {};
}

Outcome<std::optional<staff::Account>> find_account(Transaction& transaction, std::string_view condition,
                                                    const Value& value) {
  std::string sql{"select "};
  sql.append(account_columns).append(" from staff_account a where ").append(condition);
  const auto rows = transaction.run(sql, std::vector<Value>{value});
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return std::optional<staff::Account>{};
  staff::Account account = account_at(rows->front(), 0);
  if (auto completed = complete(transaction, account); !completed) return std::unexpected{completed.error()};
  return std::optional{std::move(account)};
}

Outcome<void> write_roles(Transaction& transaction, const staff::Account& account) {
  if (auto gone = done(transaction, "delete from staff_role where account_id = $1", {account.account_id});
      !gone)
    return gone;
  for (const staff::RolesAt& at : account.roles) {
    for (const staff::Role role : staff::all_roles) {
      if (!at.roles.has(role)) continue;
      auto written = done(transaction,
                          "insert into staff_role (account_id, centre_id, role) values ($1, $2, $3) "
                          "on conflict do nothing",
                          {account.account_id, at.centre_id, std::string{staff::name(role)}});
      if (!written) return written;
    }
  }
  return {};
}

Outcome<void> write_passkey(Transaction& transaction, const std::string& account_id,
                            const staff::Passkey& passkey, staff::Moment now) {
  return done(
      transaction,
      "insert into staff_passkey (credential_id, account_id, public_key, algorithm, sign_count, label, "
      "added_at, used_at) values ($1, $2, $3, $4, $5, $6, $7, null)",
      {bytes_value(passkey.credential_id), account_id, bytes_value(passkey.public_key),
       std::int64_t{passkey.algorithm}, passkey.sign_count, passkey.label, now});
}

Outcome<void> write_event(Transaction& transaction, const staff::Event& event) {
  return done(transaction,
              "insert into staff_event (event_id, account_id, made_by, what, detail, made_at) "
              "values ($1, $2, $3, $4, $5, $6)",
              {event.event_id, event.account_id, event.by, event.what, event.detail, event.at});
}

}  // namespace skranke::storage
