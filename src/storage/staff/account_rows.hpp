// Accounts as rows, with what belongs to them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "staff/port/account.hpp"
#include "storage/rows.hpp"

namespace skranke::storage {

inline constexpr std::string_view account_columns =
    "a.account_id, a.sign_in_name, a.shown_name, a.centre_id, a.is_active, a.trained_until, a.mitid, "
    "a.employee, a.password, a.totp_key, a.totp_step, a.revision";
inline constexpr std::size_t account_columns_count = 12;

// From these columns, `from` being the first; without what is in other tables.
[[nodiscard]] staff::Account account_at(const Row& row, std::size_t from);

// Reads roles, passkeys and what is left of the recovery codes.
[[nodiscard]] Outcome<void> complete(Transaction& transaction, staff::Account& account);

// The account that `condition` (of "a", with $1) is true of.
[[nodiscard]] Outcome<std::optional<staff::Account>> find_account(Transaction& transaction,
                                                                  std::string_view condition,
                                                                  const Value& value);

// Puts these roles in place of those that were there.
[[nodiscard]] Outcome<void> write_roles(Transaction& transaction, const staff::Account& account);

[[nodiscard]] Outcome<void> write_passkey(Transaction& transaction, const std::string& account_id,
                                          const staff::Passkey& passkey, staff::Moment now);

[[nodiscard]] Outcome<void> write_event(Transaction& transaction, const staff::Event& event);

// NULL where empty.
[[nodiscard]] inline Value optional_bytes(const std::string& bytes) {
  return bytes.empty() ? Value{} : bytes_value(bytes);
}

[[nodiscard]] inline std::unexpected<base::Problem> staff_unavailable(const Fault& fault) {
  std::string text{"who works here can't be read or kept: "};
  return base::fail(base::Fault::unavailable, text.append(fault.text));
}

}  // namespace skranke::storage
