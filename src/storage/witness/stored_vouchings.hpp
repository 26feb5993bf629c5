// The witnesses' ledger in a database.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "desk/port/sealer.hpp"
#include "desk/port/witness_ledger.hpp"
#include "storage/database.hpp"
#include "storage/witness/persons.hpp"

namespace skranke::storage {

class StoredVouchings final : public desk::WitnessLedger {
 public:
  // Database and sealer outlive the ledger. Any number of threads may call.
  StoredVouchings(Database& database, const desk::Sealer& sealer,
                  NewPersonId new_person_id = random_person_id)
      : database_{database}, sealer_{sealer}, new_person_id_{std::move(new_person_id)} {}

  [[nodiscard]] base::Result<std::string> person_of(const desk::PersonKeys& keys) override;
  [[nodiscard]] base::Result<desk::Standing> standing(const std::string& person_id) override;
  [[nodiscard]] base::Result<bool> same_person(const std::string& one, const std::string& other) override;

  [[nodiscard]] base::Result<void> begin(const desk::Approval& approval) override;
  [[nodiscard]] base::Result<std::optional<desk::Approval>> approval(const std::string& approval_id) override;
  [[nodiscard]] base::Result<std::optional<desk::Candidate>> candidate(
      const std::string& approval_id, base::Day earlier_from,
      const std::vector<std::string>& officers) override;
  [[nodiscard]] base::Result<std::optional<desk::Approval>> approval_of_state(
      const std::string& state) override;
  [[nodiscard]] base::Result<bool> prove(const std::string& approval_id, const desk::Proof& proof,
                                         desk::Moment now) override;
  [[nodiscard]] base::Result<bool> refuse(const std::string& approval_id, const std::string& why) override;

  [[nodiscard]] base::Result<desk::Given> give(const desk::NewStatement& statement) override;
  [[nodiscard]] base::Result<std::optional<desk::StatementOfCase>> statement_of_case(
      const std::string& case_id) override;
  [[nodiscard]] base::Result<desk::Withdrawing> ask_withdrawal(const std::string& statement_id,
                                                               const desk::Desk& desk,
                                                               const std::string& reason,
                                                               desk::Moment now) override;
  [[nodiscard]] base::Result<desk::Withdrawing> agree_withdrawal(const std::string& statement_id,
                                                                 const desk::Desk& desk,
                                                                 desk::Moment now) override;
  [[nodiscard]] base::Result<bool> dispute(const std::string& person_id, const std::string& statement_id,
                                           desk::Moment now) override;

  [[nodiscard]] base::Result<std::vector<desk::OpenDispute>> open_disputes() override;
  [[nodiscard]] base::Result<bool> settle_dispute(const std::string& statement_id,
                                                  const std::string& officer_id, desk::Moment now) override;

  [[nodiscard]] base::Result<void> register_organisation(const desk::Organisation& organisation) override;
  [[nodiscard]] base::Result<bool> register_member(const std::string& organisation_id,
                                                   const std::string& person_id, base::Day day) override;
  [[nodiscard]] base::Result<bool> suspend_organisation(const std::string& organisation_id,
                                                        base::Day from) override;
  [[nodiscard]] base::Result<bool> suspend_member(const std::string& organisation_id,
                                                  const std::string& person_id, base::Day from) override;
  [[nodiscard]] base::Result<std::vector<desk::Organisation>> organisations(base::Day counted_from) override;

 private:
  // The first row of a statement that changes something; empty where it changed nothing.
  [[nodiscard]] base::Result<bool> changed(std::string_view sql, const std::vector<Value>& values);
  [[nodiscard]] base::Result<std::optional<desk::Approval>> find_approval(std::string_view sql,
                                                                          const std::string& value);

  Database& database_;
  const desk::Sealer& sealer_;
  NewPersonId new_person_id_;
};

}  // namespace skranke::storage
