// Where cases are kept, on either engine.
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "cases/steps.hpp"
#include "cases/testing.hpp"
#include "connect/keys/envelope.hpp"
#include "storage/cases/stored_case_book.hpp"
#include "storage/witness/stored_vouchings.hpp"
#include "store.hpp"

namespace skranke::test {
namespace {

using base::PersonalText;
using cases::Change;
using cases::Kept;
using cases::LookUp;
using cases::Wish;

class Book : public Contract {
 protected:
  void SetUp() override {
    own_ = open(Options{});
    auto sealer = keys::Envelope::open(keys_.file("keys"));
    ASSERT_TRUE(sealer) << sealer.error().text;
    sealer_ = std::move(*sealer);
    book_ = std::make_unique<storage::StoredCaseBook>(*own_, *sealer_);
    ledger_ = std::make_unique<storage::StoredVouchings>(*own_, *sealer_);
    applicant_ =
        ledger_->person_of({.register_id = {}, .number = "number-of-the-applicant", .mitid = {}}).value();
    kept_.kase = cases::testing::opened();
    ASSERT_TRUE(book_->open(kept_, {.revision = 1, .at = 100, .officer_id = "anna", .what = "opened"}));
  }

  cases::CaseBook& book() { return *book_; }

  // Does something, and keeps it.
  bool step(const cases::Command& command, std::optional<LookUp> look_up = {}) {
    Change change{.kept = kept_,
                  .before = kept_.kase.revision,
                  .event = {},
                  .look_up = std::move(look_up),
                  .sealing = {}};
    EXPECT_FALSE(cases::apply(change.kept.kase, command, cases::testing::anna, 200));
    change.event = {.revision = change.kept.kase.revision,
                    .at = 200,
                    .officer_id = "anna",
                    .what = std::string{name(command)}};
    const auto is_kept = book().keep(change);
    EXPECT_TRUE(is_kept) << is_kept.error().text;
    if (*is_kept) kept_ = change.kept;
    return *is_kept;
  }
  LookUp look_up(std::string id) const {
    return {.look_up_id = std::move(id),
            .person_id = applicant_,
            .case_id = "c1",
            .centre_id = "aarhus",
            .officer_id = "anna",
            .purpose = "first-mitid",
            .reason = "is here",
            .what = "register",
            .at = 200};
  }

  TemporaryFolder keys_;
  std::unique_ptr<storage::Database> own_;
  std::unique_ptr<keys::Envelope> sealer_;
  std::unique_ptr<storage::StoredCaseBook> book_;
  std::unique_ptr<storage::StoredVouchings> ledger_;
  std::string applicant_;
  Kept kept_;
};

TEST_P(Book, GivesACaseBackWithWhoItIsAbout) {
  kept_.applicant = PersonalText{R"({"name":"Else"})"};
  ASSERT_TRUE(step(cases::Identify{{.person_id = applicant_}}, look_up("l1")));
  const auto found = book().find("c1");
  ASSERT_TRUE(found && *found);
  EXPECT_EQ((*found)->kase, kept_.kase);
  EXPECT_EQ((*found)->applicant, kept_.applicant);
  EXPECT_FALSE(book().find("c2").value());
  const auto history = book().history("c1").value();
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[1].what, "identified");
}

TEST_P(Book, KeepsNothingOfWhatWasMadeFromAnOlderState) {
  const Kept old = kept_;
  ASSERT_TRUE(step(cases::testing::shows_passport()));
  const Kept newer = kept_;
  kept_ = old;
  EXPECT_FALSE(step(cases::Identify{{.person_id = applicant_}}, look_up("l1")));
  EXPECT_EQ(book().find("c1").value()->kase, newer.kase);
  EXPECT_EQ(book().history("c1").value().size(), 2U);
  EXPECT_TRUE(book().look_ups(applicant_).value().empty());
}

TEST_P(Book, ListsWhatIsOpenUntilItIsDecided) {
  EXPECT_EQ(book().open_at("aarhus").value().size(), 1U);
  EXPECT_TRUE(book().open_at("odense").value().empty());
  ASSERT_TRUE(step(cases::AskSecondLook{.officer = cases::testing::bo, .note = {}}));
  EXPECT_EQ(book().waiting_for("bo").value().size(), 1U);
  EXPECT_TRUE(book().waiting_for("anna").value().empty());
  ASSERT_TRUE(step(cases::Refuse{.reasons = {"withdrew"}}));
  EXPECT_TRUE(book().open_at("aarhus").value().empty());
  EXPECT_TRUE(book().waiting_for("bo").value().empty());
}

TEST_P(Book, ShowsPeopleEveryLookUpUnderWhateverTheyWereKnown) {
  ASSERT_TRUE(step(cases::Identify{{.person_id = applicant_}}, look_up("l1")));
  // The same person by MitID, and then both keys at once: one person from then on.
  const std::string by_mitid =
      ledger_->person_of({.register_id = {}, .number = {}, .mitid = "mitid"}).value();
  EXPECT_TRUE(book().look_ups(by_mitid).value().empty());
  ASSERT_TRUE(ledger_->person_of({.register_id = {}, .number = "number-of-the-applicant", .mitid = "mitid"}));
  for (const std::string& person : {applicant_, by_mitid}) {
    const auto all = book().look_ups(person).value();
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].reason, "is here");
    EXPECT_EQ(book().cases_of(person).value().size(), 1U);
  }
}

TEST_P(Book, KeepsTheStrictestWishOfAPerson) {
  EXPECT_EQ(book().wish(applicant_).value(), Wish::allowed);
  ASSERT_TRUE(book().set_wish(applicant_, Wish::delayed, 1));
  EXPECT_EQ(book().wish(applicant_).value(), Wish::delayed);
  ASSERT_TRUE(book().set_wish(applicant_, Wish::forbidden, 2));
  EXPECT_EQ(book().wish(applicant_).value(), Wish::forbidden);
  ASSERT_TRUE(book().set_wish(applicant_, Wish::allowed, 3));
  EXPECT_EQ(book().wish(applicant_).value(), Wish::allowed);
}

TEST_P(Book, ThatWasNotMeMarksTheCaseAndForbidsWhatComes) {
  ASSERT_TRUE(step(cases::Identify{{.person_id = applicant_}}, look_up("l1")));
  const std::string other = ledger_->person_of({.register_id = {}, .number = {}, .mitid = "another"}).value();
  EXPECT_FALSE(book().dispute("c1", other, 300).value());
  EXPECT_FALSE(book().dispute("c2", applicant_, 300).value());
  EXPECT_TRUE(book().flags("aarhus", 0).value().empty());
  EXPECT_EQ(book().wish(applicant_).value(), Wish::allowed);
  ASSERT_TRUE(book().set_wish(applicant_, Wish::delayed, 1));
  EXPECT_TRUE(book().dispute("c1", applicant_, 300).value());
  EXPECT_TRUE(book().dispute("c1", applicant_, 301).value());
  EXPECT_EQ(book().wish(applicant_).value(), Wish::forbidden);
  const auto flags = book().flags("aarhus", 0).value();
  ASSERT_EQ(flags.size(), 1U);
  EXPECT_EQ(flags[0].kind, "disputed");
}

TEST_P(Book, FlagsOnceAndSaysNothing) {
  const cases::Flag flag{.case_id = "c1", .officer_id = "anna", .kind = "coercion", .at = 300};
  ASSERT_TRUE(book().flag(flag));
  ASSERT_TRUE(book().flag(flag));
  EXPECT_EQ(book().flags("aarhus", 0).value().size(), 1U);
  EXPECT_EQ(book().find("c1").value()->kase.revision, 1);
}

TEST_P(Book, HoldsNothingInTheClearAboutWhoItIsAbout) {
  kept_.applicant = PersonalText{R"({"name":"Canary Bird"})"};
  ASSERT_TRUE(step(cases::Identify{{.person_id = applicant_}}));
  std::string all;
  ASSERT_TRUE(own_->read([&](storage::Transaction& transaction) -> storage::Outcome<void> {
    const auto rows = transaction.run("select state, applicant from desk_case");
    if (!rows) return std::unexpected{rows.error()};
    for (const auto& row : *rows)
      for (const auto& value : row)
        for (const std::byte byte : std::get<storage::Bytes>(value)) all.push_back(static_cast<char>(byte));
    return {};
  }));
  EXPECT_EQ(all.find("Canary"), std::string::npos);
  EXPECT_EQ(all.find(applicant_), std::string::npos);
  EXPECT_GT(all.size(), 200U);
}

SKRANKE_FOR_BOTH_ENGINES(Book);

}  // namespace
}  // namespace skranke::test
