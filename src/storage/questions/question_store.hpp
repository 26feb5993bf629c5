// The verifier's memory of what was asked, in a database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "questions/roads.hpp"
#include "questions/shares.hpp"
#include "storage/database.hpp"
#include "verifier/port/question_store.hpp"

namespace skranke::storage {

class StoredQuestions final : public verifier::QuestionStore {
 public:
  // `database` outlives the store.
  explicit StoredQuestions(Database& database) : database_{database} {}

  [[nodiscard]] base::Result<verifier::StoredLedger> load(const std::string& person_id) override;
  [[nodiscard]] base::Result<bool> save(const std::string& person_id, const verifier::StoredLedger& read,
                                        const questions::Ledger& changed,
                                        const verifier::LookUp& look_up) override;
  [[nodiscard]] base::Result<void> record(const verifier::LookUp& look_up) override;

 private:
  Database& database_;
};

// What was counted over the register, for one policy of questions.
struct QuestionKnowledge {
  std::int64_t delivery = 0;  // that it was counted after
  questions::Roads roads;
  questions::Shares shares;
};

// Empty where nothing was counted yet.
[[nodiscard]] base::Result<std::optional<QuestionKnowledge>> load_knowledge(Database& database,
                                                                            std::string_view policy);

[[nodiscard]] base::Result<void> save_knowledge(Database& database, std::string_view policy,
                                                const QuestionKnowledge& knowledge);

}  // namespace skranke::storage
