// Cases in the database, sealed.
#pragma once

#include "cases/port/case_book.hpp"
#include "desk/port/sealer.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

class StoredCaseBook final : public cases::CaseBook {
 public:
  // Both outlive the book.
  StoredCaseBook(Database& database, const desk::Sealer& sealer) : database_{database}, sealer_{sealer} {}

  [[nodiscard]] base::Result<void> open(const cases::Kept& kept, const cases::Event& event) override;
  [[nodiscard]] base::Result<std::optional<cases::Kept>> find(const std::string& case_id) override;
  [[nodiscard]] base::Result<std::vector<cases::Event>> history(const std::string& case_id) override;
  [[nodiscard]] base::Result<bool> keep(const cases::Change& change) override;
  [[nodiscard]] base::Result<void> note(const cases::LookUp& look_up) override;
  [[nodiscard]] base::Result<std::vector<cases::Kept>> open_at(const std::string& centre_id) override;
  [[nodiscard]] base::Result<std::vector<cases::Kept>> waiting_for(const std::string& officer_id) override;
  [[nodiscard]] base::Result<std::vector<cases::DecidedCase>> decided(cases::Moment from,
                                                                      const cases::DecidedAt& after,
                                                                      std::int64_t most) override;
  [[nodiscard]] base::Result<std::int64_t> decided_count(cases::Moment from) override;
  [[nodiscard]] base::Result<void> flag(const cases::Flag& flag) override;
  [[nodiscard]] base::Result<std::vector<cases::Flag>> flags(const std::string& centre_id,
                                                             cases::Moment from) override;
  [[nodiscard]] base::Result<std::optional<base::PersonalText>> record(const std::string& case_id) override;
  [[nodiscard]] base::Result<std::optional<cases::StandingHandover>> handover(
      const std::string& case_id) override;
  [[nodiscard]] base::Result<cases::Figures> figures(
      const std::string& centre_id, base::Day from, base::Day to,
      const std::function<base::Day(cases::Moment)>& day_of) override;
  [[nodiscard]] base::Result<std::vector<cases::LookUp>> look_ups(const std::string& person_id) override;
  [[nodiscard]] base::Result<std::vector<cases::CaseOfPerson>> cases_of(
      const std::string& person_id) override;
  [[nodiscard]] base::Result<cases::Wish> wish(const std::string& person_id) override;
  [[nodiscard]] base::Result<bool> dispute(const std::string& case_id, const std::string& person_id,
                                           cases::Moment at) override;
  [[nodiscard]] base::Result<void> set_wish(const std::string& person_id, cases::Wish wish,
                                            cases::Moment at) override;

 private:
  [[nodiscard]] base::Result<std::vector<cases::Kept>> kept_where(std::string_view where,
                                                                  const std::vector<Value>& values);
  [[nodiscard]] base::Result<cases::Kept> opened(const Row& row) const;
  [[nodiscard]] base::Result<cases::Case> state_of(const desk::DataKey& key, const std::string& case_id,
                                                   const std::string& sealed) const;

  Database& database_;
  const desk::Sealer& sealer_;
};

}  // namespace skranke::storage
