// Who works at the desks, in a database.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "staff/port/staff_store.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

class StoredStaff final : public staff::StaffStore {
 public:
  // `database` outlives the store. Any number of threads may call.
  explicit StoredStaff(Database& database) : database_{database} {}

  [[nodiscard]] Result<std::optional<staff::Account>> by_name(const std::string& sign_in_name) override;
  [[nodiscard]] Result<std::optional<staff::Account>> by_id(const std::string& account_id) override;
  [[nodiscard]] Result<std::optional<staff::Account>> by_employee(const std::string& employee) override;
  [[nodiscard]] Result<std::vector<staff::Account>> all() override;
  [[nodiscard]] Result<std::vector<staff::Account>> present_at(const std::string& centre_id,
                                                               staff::Moment since) override;
  [[nodiscard]] Result<staff::Kept> create(const staff::Account& account, const staff::Event& event) override;
  [[nodiscard]] Result<staff::Kept> change(const staff::Account& account, const staff::Event& event) override;
  [[nodiscard]] Result<std::vector<staff::Event>> events(const std::vector<std::string>& centres,
                                                         std::int64_t most) override;

  [[nodiscard]] Result<bool> invite(const staff::Invitation& invitation, const staff::Event& event) override;
  [[nodiscard]] Result<std::optional<staff::Account>> invited(const std::string& digest,
                                                              staff::Moment now) override;
  [[nodiscard]] Result<bool> enrol(const std::string& digest, const staff::Enrolment& enrolment,
                                   const staff::Event& event) override;
  [[nodiscard]] Result<bool> add_passkey(const std::string& account_id, const staff::Passkey& passkey,
                                         staff::Moment now) override;

  [[nodiscard]] Result<bool> use_totp(const std::string& account_id, std::int64_t step) override;
  [[nodiscard]] Result<bool> use_recovery(const std::string& digest, const staff::Event& event) override;
  [[nodiscard]] Result<bool> use_passkey(const std::string& credential_id, std::int64_t sign_count,
                                         staff::Moment now) override;

  [[nodiscard]] Result<void> begin_login(const staff::KeptLogin& login, staff::Moment now) override;
  [[nodiscard]] Result<std::optional<staff::KeptLogin>> take_login(const std::string& state,
                                                                   staff::Moment now) override;

  [[nodiscard]] Result<std::int64_t> count_try(const std::string& subject, staff::Moment now,
                                               std::int64_t window) override;
  [[nodiscard]] Result<void> take_back_try(const std::string& subject) override;
  [[nodiscard]] Result<void> forget_tries(const std::string& subject) override;

  [[nodiscard]] Result<void> open(const staff::Session& session, staff::Moment over) override;
  [[nodiscard]] Result<std::optional<staff::Found>> find(const std::string& session) override;
  [[nodiscard]] Result<bool> keep(const staff::Session& before, const staff::Session& now) override;
  [[nodiscard]] Result<void> touch(const std::string& session, staff::Moment now) override;
  [[nodiscard]] Result<std::string> take_challenge(const std::string& session, staff::Moment now) override;
  [[nodiscard]] Result<void> end(const std::string& session) override;
  [[nodiscard]] Result<void> end_all(const std::string& account_id) override;

 private:
  [[nodiscard]] Result<std::optional<staff::Account>> find_by(std::string_view condition, const Value& value);
  // Whether a statement that gives back what it changed has changed something.
  [[nodiscard]] Result<bool> changed(std::string_view sql, const std::vector<Value>& values);
  [[nodiscard]] Result<void> run(std::string_view sql, const std::vector<Value>& values);

  Database& database_;
};

}  // namespace skranke::storage
