// Where the verifier keeps what questions have cost a person, and who asked when.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "questions/ledger.hpp"

namespace skranke::verifier {

// A ledger as it was read; `revision` is 0 where the person has none yet.
struct StoredLedger {
  questions::Ledger ledger;
  std::int64_t revision = 0;
};

// One look-up in the register. PRIVACY: the person by the internal id, no number and no answer.
struct LookUp {
  std::string person_id;  // empty: the register knows no such number
  std::string case_id;
  std::string purpose;  // feasible, open, conclude
  std::string outcome;  // yes, no, opened, witness-needed, locked, passed, not-passed
  questions::Minutes at = 0;
};

class QuestionStore {
 public:
  virtual ~QuestionStore() = default;

  [[nodiscard]] virtual base::Result<StoredLedger> load(const std::string& person_id) = 0;

  // Keeps the ledger and the look-up together, if the ledger is still the one that was read; false, and
  // nothing is kept, where somebody else was faster. Two verifiers at the same second can't both spend.
  [[nodiscard]] virtual base::Result<bool> save(const std::string& person_id, const StoredLedger& read,
                                                const questions::Ledger& changed, const LookUp& look_up) = 0;

  // A look-up that changes no ledger.
  [[nodiscard]] virtual base::Result<void> record(const LookUp& look_up) = 0;
};

}  // namespace skranke::verifier
