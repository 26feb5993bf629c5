// What every test of the witnesses' ledger starts from: an empty one on either engine, and short words for
// what happens at a counter.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "connect/keys/envelope.hpp"
#include "storage/witness/stored_vouchings.hpp"
#include "store.hpp"

namespace skranke::test {

using base::Day;
using desk::VouchRefusal;

inline constexpr desk::Moment now = 1'795'500'000;

[[nodiscard]] inline Day day(std::string_view text) { return base::parse_day(text).value(); }

// The quota of clause W6.
inline constexpr desk::PermitRule quota{.applies = true, .times = 3, .days = 120};

[[nodiscard]] inline desk::Desk at_centre(std::string_view officer, std::string_view centre = "centre-1") {
  return {.officer_id = std::string{officer}, .centre_id = std::string{centre}};
}

class Ledger : public Contract {
 protected:
  void SetUp() override { open_ledger(); }

  void open_ledger(storage::Isolation isolation = storage::Isolation::serializable);

  // Lets another process have it.
  void close_ledger() {
    ledger_.reset();
    own_.reset();
  }

  [[nodiscard]] storage::StoredVouchings& ledger() { return *ledger_; }
  [[nodiscard]] Database& ledger_database() { return *own_; }

  // The person known by this MitID alone.
  [[nodiscard]] std::string person(std::string_view mitid);

  // A proven approval of `witness` for a new applicant in a new case; gives its id, which is the case's too.
  [[nodiscard]] std::string proven(const std::string& witness, const std::string& applicant = {});

  // The statement that would be given by this approval on the day.
  [[nodiscard]] static desk::NewStatement statement(const std::string& approval, Day on);

  // Gives it; the name of the refusal, or "given".
  [[nodiscard]] std::string give(const desk::NewStatement& statement);
  // By a new approval.
  [[nodiscard]] std::string vouch(const std::string& witness, Day on);

  [[nodiscard]] std::int64_t statements();

 private:
  std::unique_ptr<Database> own_;
  TemporaryFolder keys_;
  std::unique_ptr<keys::Envelope> sealer_;
  std::unique_ptr<storage::StoredVouchings> ledger_;
  std::atomic<int> next_ = 0;
};

}  // namespace skranke::test
