// What a statement needs, and that nothing is changed where it is refused.
#include "ledger.hpp"
#include "storage/rows.hpp"

namespace skranke::test {

class Statements : public Ledger {};
SKRANKE_FOR_BOTH_ENGINES(Statements);

TEST_P(Statements, AnApprovalServesItsOwnCaseOnce) {
  const std::string vera = person("vera");
  const std::string approval = proven(vera);
  desk::NewStatement wrong = statement(approval, day("2026-11-24"));
  wrong.case_id = "another";
  EXPECT_EQ(give(wrong), "approval-of-another-case");
  wrong = statement(approval, day("2026-11-24"));
  wrong.centre_id = "centre-2";
  EXPECT_EQ(give(wrong), "approval-of-another-case");
  EXPECT_EQ(give(statement("nothing", day("2026-11-24"))), "approval-unknown");
  EXPECT_EQ(give(statement(approval, day("2026-11-24"))), "given");
  desk::NewStatement again = statement(approval, day("2026-11-24"));
  again.statement_id = "s-again";
  EXPECT_EQ(give(again), "approval-used");
  EXPECT_EQ(statements(), 1);
}

TEST_P(Statements, AnApprovalLivesUntilItsMoment) {
  desk::NewStatement late = statement(proven(person("vera")), day("2026-11-24"));
  late.given_at = now + 300;
  EXPECT_EQ(give(late), "approval-expired");
  late.given_at = now + 299;
  EXPECT_EQ(give(late), "given");
}

TEST_P(Statements, AnAnswerOfTheBrokerCountsOnce) {
  const std::string vera = person("vera");
  const std::string approval = proven(vera);
  const desk::Proof proof{
      .witness_id = vera, .born = {}, .mitid_since = {}, .level = "High", .tokens = "other"};
  EXPECT_FALSE(ledger().prove(approval, proof, now + 11).value());
  EXPECT_FALSE(ledger().refuse(approval, "cancelled").value());
  const auto kept = ledger().approval(approval).value().value();
  EXPECT_EQ(kept.level, "Substantial");
  EXPECT_EQ(kept.proof, "token");
  EXPECT_EQ(kept.secrets, "");
  EXPECT_EQ(kept.born, day("1980-02-29"));
  EXPECT_EQ(ledger().approval_of_state("state of " + approval).value()->approval_id, approval);
  EXPECT_FALSE(ledger().approval("nothing").value().has_value());
}

TEST_P(Statements, ARefusedOrUnansweredApprovalIsNone) {
  desk::Approval approval{};
  approval.approval_id = approval.case_id = approval.state = "x";
  approval.officer_id = "officer-1";
  approval.centre_id = "centre-1";
  approval.applicant_id = person("applicant");
  approval.expires_at = now + 300;
  ASSERT_TRUE(ledger().begin(approval).has_value());
  EXPECT_EQ(give(statement("x", day("2026-11-24"))), "approval-not-proven");
  EXPECT_FALSE(
      ledger()
          .prove("x",
                 {.witness_id = person("vera"), .born = {}, .mitid_since = {}, .level = "", .tokens = ""},
                 now + 300)
          .value());
  EXPECT_TRUE(ledger().refuse("x", "cancelled").value());
  EXPECT_EQ(give(statement("x", day("2026-11-24"))), "approval-not-proven");
  EXPECT_EQ(ledger().approval("x").value()->refusal, "cancelled");
}

TEST_P(Statements, NobodyVouchesForThemselvesUnderWhateverKey) {
  const std::string one = ledger().person_of({.register_id = {}, .number = "n", .mitid = {}}).value();
  const std::string other = ledger().person_of({.register_id = {}, .number = {}, .mitid = "m"}).value();
  const std::string approval = proven(other, one);
  static_cast<void>(ledger().person_of({.register_id = {}, .number = "n", .mitid = "m"}));
  EXPECT_EQ(give(statement(approval, day("2026-11-24"))), "self");
}

TEST_P(Statements, ACaseHasOneWitnessUntilTheStatementIsWithdrawn) {
  const std::string vera = person("vera");
  const std::string viggo = person("viggo");
  const std::string first = proven(vera);
  EXPECT_EQ(give(statement(first, day("2026-11-24"))), "given");
  desk::Approval second = ledger().approval(first).value().value();
  second.approval_id = "second";
  second.state = "second";
  ASSERT_TRUE(ledger().begin(second).has_value());
  ASSERT_TRUE(ledger()
                  .prove("second",
                         {.witness_id = viggo, .born = {}, .mitid_since = {}, .level = "", .tokens = ""}, now)
                  .value());
  desk::NewStatement other = statement("second", day("2026-11-24"));
  other.case_id = first;
  EXPECT_EQ(give(other), "case-has-statement");
  ASSERT_TRUE(
      ledger().ask_withdrawal("s-" + first, at_centre("officer-1"), "the wrong witness", now).has_value());
  ASSERT_EQ(ledger().agree_withdrawal("s-" + first, at_centre("officer-2"), now),
            desk::Withdrawing::withdrawn);
  EXPECT_EQ(give(other), "given");
}

TEST_P(Statements, ThatWasNotMeFreezesAndStaysVisible) {
  const std::string vera = person("vera");
  EXPECT_EQ(vouch(vera, day("2026-11-24")), "given");
  EXPECT_FALSE(ledger().dispute(person("viggo"), "s-a1", now).value());
  EXPECT_FALSE(ledger().dispute(vera, "s-nowhere", now).value());
  EXPECT_EQ(vouch(vera, day("2026-11-24")), "given");
  EXPECT_TRUE(ledger().dispute(vera, "s-a1", now).value());
  EXPECT_EQ(vouch(vera, day("2026-11-24")), "frozen");
  ASSERT_EQ(ledger().open_disputes().value().size(), 1U);
  EXPECT_EQ(ledger().open_disputes().value()[0].statement_id, "s-a1");
  const auto standing = ledger().standing(vera).value();
  EXPECT_TRUE(standing.is_frozen);
  ASSERT_EQ(standing.given.size(), 2U);
  EXPECT_TRUE(standing.given[0].disputed);
  EXPECT_FALSE(standing.given[1].disputed);
}

TEST_P(Statements, AreNotTakenOfWhoHasForbiddenThatAnybodyActsInTheirName) {
  const std::string vera = person("vera");
  const auto write = [&](std::string_view sql, std::vector<Value> values) {
    ASSERT_TRUE(ledger_database().write(
        [&](Transaction& transaction) { return storage::done(transaction, sql, values); }));
  };
  write("insert into desk_wish (person_id, wish, since) values ($1, 'delayed', 1)", {vera});
  EXPECT_EQ(vouch(vera, day("2026-11-24")), "given");
  write("update desk_wish set wish = 'forbidden' where person_id = $1", {vera});
  EXPECT_EQ(vouch(vera, day("2026-11-24")), "frozen");
  write("delete from desk_wish where person_id = $1", {vera});
  EXPECT_EQ(vouch(vera, day("2026-11-24")), "given");
}

TEST_P(Statements, SettlingTheLastDisputeEndsTheFreeze) {
  const std::string vera = person("vera");
  const Day today = day("2026-11-24");
  EXPECT_EQ(vouch(vera, today), "given");
  EXPECT_EQ(vouch(vera, today), "given");
  EXPECT_TRUE(ledger().dispute(vera, "s-a1", now).value());
  EXPECT_TRUE(ledger().dispute(vera, "s-a2", now).value());
  EXPECT_FALSE(ledger().settle_dispute("s-nowhere", "officer-9", now).value());
  EXPECT_TRUE(ledger().settle_dispute("s-a1", "officer-9", now).value());
  EXPECT_FALSE(ledger().settle_dispute("s-a1", "officer-9", now).value());
  EXPECT_EQ(vouch(vera, today), "frozen");
  EXPECT_TRUE(ledger().settle_dispute("s-a2", "officer-9", now).value());
  EXPECT_EQ(vouch(vera, today), "given");
  // It can be disputed anew.
  EXPECT_TRUE(ledger().dispute(vera, "s-a1", now).value());
  EXPECT_EQ(vouch(vera, today), "frozen");
}

TEST_P(Statements, AProfessionalWitnessTakesNoPermitAndHasToBeRegistered) {
  const std::string vera = person("vera");
  const Day today = day("2026-11-24");
  desk::NewStatement asProfessional = statement(proven(vera), today);
  asProfessional.organisation_id = "church";
  asProfessional.quota.applies = false;
  EXPECT_EQ(give(asProfessional), "member-suspended");
  ASSERT_TRUE(ledger()
                  .register_organisation({.organisation_id = "church",
                                          .name = "Sailors' church",
                                          .web = "",
                                          .phone = "",
                                          .email = "",
                                          .languages = {"da", "en"},
                                          .registered_on = today - 10,
                                          .suspended_from = {}})
                  .has_value());
  EXPECT_FALSE(ledger().register_member("choir", vera, today - 5).value());
  EXPECT_TRUE(ledger().register_member("church", vera, today - 5).value());
  EXPECT_EQ(give(asProfessional), "given");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(vouch(vera, today), "given");
  EXPECT_EQ(vouch(vera, today), "quota-used");
  asProfessional = statement(proven(vera), today - 6);
  asProfessional.organisation_id = "church";
  asProfessional.quota.applies = false;
  EXPECT_EQ(give(asProfessional), "member-suspended");  // not registered yet on that day
  asProfessional.day = today;
  EXPECT_TRUE(ledger().suspend_member("church", vera, today).value());
  EXPECT_EQ(give(asProfessional), "member-suspended");
  EXPECT_TRUE(ledger().register_member("church", vera, today).value());
  EXPECT_TRUE(ledger().suspend_organisation("church", today).value());
  EXPECT_EQ(give(asProfessional), "member-suspended");
  const auto all = ledger().organisations(today - 120).value();
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].vouchings, 1);
  EXPECT_EQ(all[0].languages, (std::vector<std::string>{"da", "en"}));
  EXPECT_EQ(all[0].suspended_from, today);
}

TEST_P(Statements, ALongChainNeedsASecondOfficer) {
  const Day today = day("2026-11-24");
  const auto chained = [&](const std::string& witness, const std::string& applicant, bool face_bound,
                           const char* second) {
    desk::NewStatement link = statement(proven(witness, applicant), today);
    link.face_bound = face_bound;
    link.second_officer_from = 2;
    link.second_officer_id = second;
    return give(link);
  };
  EXPECT_EQ(chained(person("1"), person("2"), false, ""), "given");
  EXPECT_EQ(chained(person("2"), person("3"), false, ""), "second-officer-needed");
  EXPECT_EQ(chained(person("2"), person("3"), false, "officer-2"), "given");
  EXPECT_EQ(ledger().standing(person("3")).value().depth, 2);
  EXPECT_EQ(chained(person("3"), person("4"), true, ""), "given");  // a face was compared
  EXPECT_EQ(ledger().standing(person("4")).value().depth, 0);
}

}  // namespace skranke::test
