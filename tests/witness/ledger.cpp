#include "ledger.hpp"

namespace skranke::test {

void Ledger::open_ledger(storage::Isolation isolation) {
  if (!sealer_) sealer_ = keys::Envelope::open(keys_.file("keys")).value();
  ledger_.reset();
  own_.reset();
  Options options;
  options.isolation = isolation;
  own_ = open(options);
  ledger_ = std::make_unique<storage::StoredVouchings>(*own_, *sealer_);
}

std::string Ledger::person(std::string_view mitid) {
  const auto id = ledger().person_of({.register_id = {}, .number = {}, .mitid = std::string{mitid}});
  EXPECT_TRUE(id.has_value());
  return id.value_or("");
}

std::string Ledger::proven(const std::string& witness, const std::string& applicant) {
  const std::string id = "a" + std::to_string(++next_);
  desk::Approval approval{.approval_id = id,
                          .case_id = id,
                          .officer_id = "officer-1",
                          .centre_id = "centre-1",
                          .applicant_id = applicant.empty() ? person("applicant of " + id) : applicant,
                          .state = "state of " + id,
                          .secrets = "secret",
                          .statement = "{}",
                          .begun_at = now,
                          .expires_at = now + 300,
                          .stage = desk::ApprovalStage::begun,
                          .refusal = {},
                          .witness_id = {},
                          .born = {},
                          .mitid_since = {},
                          .level = {},
                          .proof = {}};
  EXPECT_TRUE(ledger().begin(approval).has_value());
  const auto done = ledger().prove(id,
                                   {.witness_id = witness,
                                    .born = day("1980-02-29"),
                                    .mitid_since = day("2022-01-01"),
                                    .level = "Substantial",
                                    .tokens = "token"},
                                   now + 10);
  EXPECT_TRUE(done.value_or(false));
  return id;
}

desk::NewStatement Ledger::statement(const std::string& approval, Day on) {
  return {.statement_id = "s-" + approval,
          .approval_id = approval,
          .case_id = approval,
          .officer_id = "officer-1",
          .second_officer_id = {},
          .centre_id = "centre-1",
          .organisation_id = {},
          .day = on,
          .given_at = now + 20,
          .face_bound = true,
          .second_officer_from = 0,
          .quota = quota,
          .record = "{}",
          .signature = "signature"};
}

std::string Ledger::give(const desk::NewStatement& statement) {
  const auto given = ledger().give(statement);
  if (!given) return given.error().text;
  return given->refusal ? std::string{name(*given->refusal)} : "given";
}

std::string Ledger::vouch(const std::string& witness, Day on) { return give(statement(proven(witness), on)); }

std::int64_t Ledger::statements() {
  return integer(ledger_database(), "select count(*) from witness_statement where withdrawn = 0");
}

}  // namespace skranke::test
