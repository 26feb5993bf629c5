// Data keys in the database, on either engine: wrapped anew by a newer master key while cases go on, and a
// master key that is retired opens nothing of what is left.
#include "storage/vault/data_keys.hpp"

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "cases/state_text.hpp"
#include "cases/steps.hpp"
#include "cases/testing.hpp"
#include "connect/keys/envelope.hpp"
#include "connect/keys/gcm.hpp"
#include "connect/keys/master_folder.hpp"
#include "storage/cases/stored_case_book.hpp"
#include "storage/vault/master_keys.hpp"
#include "store.hpp"

namespace skranke::test {
namespace {

using base::PersonalText;
using keys::Envelope;
using keys::MasterFolder;

class DataKeys : public Contract {
 protected:
  void SetUp() override {
    own_ = open(Options{});
    sealer_ = Envelope::open(folder()).value();
    book_ = std::make_unique<storage::StoredCaseBook>(*own_, *sealer_);
  }

  std::string folder() const { return keys_.file("keys"); }

  void begin_case(storage::StoredCaseBook& book, const std::string& id) {
    cases::Kept kept;
    kept.kase =
        cases::open_case({.case_id = id, .purpose = "first-mitid", .language = "en", .centre = "aarhus"},
                         cases::testing::anna, 100);
    kept.applicant = PersonalText{"who " + id + " is about"};
    const auto opened = book.open(kept, {.revision = 1, .at = 100, .officer_id = "anna", .what = "opened"});
    ASSERT_TRUE(opened) << opened.error().text;
  }
  // Whether it is there, and opens.
  bool opens(storage::StoredCaseBook& book, const std::string& id) {
    const auto found = book.find(id);
    return found && *found && (**found).applicant == PersonalText{"who " + id + " is about"};
  }
  // In steps of `most`, until nothing is left; at most `steps`.
  std::int64_t wrap(const desk::Sealer& sealer, std::int64_t most, int steps = 1000) {
    std::int64_t all = 0;
    std::string after;
    for (int i = 0; i < steps; ++i) {
      const auto step = storage::rewrap_some(*own_, sealer, after, most);
      EXPECT_TRUE(step) << step.error().text;
      if (!step) break;
      all += step->keys;
      after = step->after;
      if (after.empty()) break;
    }
    return all;
  }

  TemporaryFolder keys_;
  std::unique_ptr<Database> own_;
  std::unique_ptr<Envelope> sealer_;
  std::unique_ptr<storage::StoredCaseBook> book_;
};

TEST_P(DataKeys, EachCaseHasItsOwn) {
  begin_case(*book_, "c1");
  begin_case(*book_, "c2");
  EXPECT_EQ(integer(*own_, "select count(*) from data_key where subject in ('case.c1', 'case.c2')"), 2);
  // The key of another case, put in place of one's own, opens nothing.
  ASSERT_TRUE(write_one(*own_,
                        "update data_key set wrapped = (select wrapped from data_key where subject = "
                        "'case.c2') where subject = 'case.c1'"));
  EXPECT_EQ(book_->find("c1").error().fault, base::Fault::invalid_value);
  EXPECT_TRUE(opens(*book_, "c2"));
}

TEST_P(DataKeys, ACaseOfBeforeThereWereAnyOpensAndGetsItsOwnWithItsNextStep) {
  begin_case(*book_, "c1");
  cases::Kept kept = *book_->find("c1").value();
  // As it was kept then: sealed by the one key, and no data key beside it.
  const keys::Key before = keys::key_of(keys_.file("keys/cases.key")).value();
  const std::string state =
      std::string{'\1'} + keys::gcm_seal(before, "desk_case.state:c1", cases::to_text(kept.kase));
  const std::string applicant =
      std::string{'\1'} + keys::gcm_seal(before, "desk_case.applicant:c1", kept.applicant.reveal());
  ASSERT_TRUE(
      write_one(*own_, "update desk_case set state = $1, applicant = $2", {bytes(state), bytes(applicant)}));
  ASSERT_TRUE(write_one(*own_, "delete from data_key"));
  const auto sealer = Envelope::open(folder()).value();
  storage::StoredCaseBook book{*own_, *sealer};
  ASSERT_TRUE(opens(book, "c1"));
  EXPECT_FALSE(cases::apply(kept.kase, cases::testing::shows_passport(), cases::testing::anna, 200));
  const auto is_kept =
      book.keep({.kept = kept,
                 .before = 1,
                 .event = {.revision = 2, .at = 200, .officer_id = "anna", .what = "documents-shown"},
                 .look_up = {},
                 .sealing = {}});
  ASSERT_TRUE(is_kept && *is_kept);
  std::filesystem::remove(keys_.file("keys/cases.key"));
  const auto without = Envelope::open(folder()).value();
  storage::StoredCaseBook later{*own_, *without};
  EXPECT_TRUE(opens(later, "c1"));
}

TEST_P(DataKeys, AreWrappedAnewInStepsThatMayStopAnywhere) {
  for (int i = 0; i < 20; ++i) begin_case(*book_, "c" + std::to_string(i));
  ASSERT_EQ(MasterFolder::open(folder()).value()->draw_next().value(), 2);
  const auto newer = Envelope::open(folder()).value();
  EXPECT_EQ(wrap(*newer, 3, 2), 6) << "and is killed";
  // Cases go on meanwhile, by who has not heard of it yet, too.
  begin_case(*book_, "c20");
  EXPECT_EQ(integer(*own_, "select generation from data_key where subject = 'case.c20'"), 2) << "it looked";
  EXPECT_EQ(storage::forget_master(*own_, 1).value(), false) << "still needed";
  EXPECT_EQ(wrap(*Envelope::open(folder()).value(), 3), 14) << "begun again";
  EXPECT_EQ(wrap(*newer, 3), 0);
  EXPECT_EQ(storage::forget_master(*own_, 2).value(), false) << "the newest";
  EXPECT_EQ(storage::forget_master(*own_, 1).value(), true);
  ASSERT_TRUE(MasterFolder::open(folder()).value()->remove(1));
  const auto left = Envelope::open(folder()).value();
  storage::StoredCaseBook book{*own_, *left};
  for (int i = 0; i <= 20; ++i) EXPECT_TRUE(opens(book, "c" + std::to_string(i))) << i;
}

TEST_P(DataKeys, ARetiredMasterKeyOpensNothingAndCantBeNamedAnyMore) {
  begin_case(*book_, "c1");
  std::filesystem::create_directories(keys_.file("retired"));
  std::filesystem::copy(keys_.file("keys/master.1.key"), keys_.file("retired/master.1.key"));
  ASSERT_TRUE(MasterFolder::open(folder()).value()->draw_next());
  EXPECT_EQ(wrap(*Envelope::open(folder()).value(), 100), 1);
  ASSERT_TRUE(storage::forget_master(*own_, 1).value());
  const auto retired = Envelope::open(keys_.file("retired")).value();
  storage::StoredCaseBook book{*own_, *retired};
  EXPECT_EQ(book.find("c1").error().fault, base::Fault::unavailable);
  EXPECT_EQ(integer(*own_, "select count(*) from data_key where generation = 1"), 0);
  // Whoever has only that key can't write either, through the program or past it.
  cases::Kept kept;
  kept.kase =
      cases::open_case({.case_id = "c2", .purpose = "first-mitid", .language = "en", .centre = "aarhus"},
                       cases::testing::anna, 100);
  EXPECT_FALSE(book.open(kept, {.revision = 1, .at = 100, .officer_id = "anna", .what = "opened"}));
  EXPECT_EQ(outcome_of(write_one(
                *own_, "insert into data_key (subject, generation, wrapped) values ('case.c3', 1, $1)",
                {bytes("x")})),
            "foreign_key");
}

TEST_P(DataKeys, AnotherKeyOfTheSameNumberIsSeenBeforeAnythingIsSealed) {
  begin_case(*book_, "c1");
  const auto other = Envelope::open(keys_.file("other")).value();
  const auto agreed = storage::agree_on_master(*own_, *other);
  ASSERT_FALSE(agreed);
  EXPECT_EQ(agreed.error().fault, base::Fault::unavailable);
  EXPECT_NE(agreed.error().text.find("another one than the database's"), std::string::npos);
  EXPECT_TRUE(storage::agree_on_master(*own_, *sealer_));
}

TEST_P(DataKeys, AreWrappedAnewWhileCasesGoOn) {
  constexpr int each = 30;
  begin_case(*book_, "first");  // so that the database knows the first master key
  std::atomic<int> failures = 0;
  std::vector<std::thread> clerks;
  for (int clerk = 0; clerk < 3; ++clerk) {
    clerks.emplace_back([&, clerk] {
      // A server of its own, with its own memory of the keys.
      const auto sealer = Envelope::open(folder()).value();
      storage::StoredCaseBook book{*own_, *sealer};
      for (int i = 0; i < each; ++i) {
        const std::string id = std::to_string(clerk) + "-" + std::to_string(i);
        begin_case(book, id);
        if (!opens(book, id)) ++failures;
      }
    });
  }
  for (std::int64_t generation = 2; generation <= 4; ++generation) {
    EXPECT_EQ(MasterFolder::open(folder()).value()->draw_next().value(), generation);
    const auto newer = Envelope::open(folder()).value();
    while (wrap(*newer, 5) > 0) {}
  }
  for (std::thread& clerk : clerks) clerk.join();
  while (wrap(*Envelope::open(folder()).value(), 5) > 0) {}
  for (std::int64_t generation = 1; generation <= 3; ++generation) {
    EXPECT_TRUE(storage::forget_master(*own_, generation).value()) << generation;
    ASSERT_TRUE(MasterFolder::open(folder()).value()->remove(generation));
  }
  EXPECT_EQ(failures, 0);
  const auto left = Envelope::open(folder()).value();
  storage::StoredCaseBook book{*own_, *left};
  for (int clerk = 0; clerk < 3; ++clerk)
    for (int i = 0; i < each; ++i)
      EXPECT_TRUE(opens(book, std::to_string(clerk) + "-" + std::to_string(i))) << clerk << " " << i;
}

TEST_P(DataKeys, AChangedOneIsAProblemAndStopsTheWrapping) {
  begin_case(*book_, "c1");
  ASSERT_TRUE(write_one(*own_, "update data_key set wrapped = $1", {bytes("damaged")}));
  EXPECT_EQ(book_->find("c1").error().fault, base::Fault::invalid_value);
  ASSERT_TRUE(MasterFolder::open(folder()).value()->draw_next());
  const auto step = storage::rewrap_some(*own_, *Envelope::open(folder()).value(), "", 10);
  ASSERT_FALSE(step);
  EXPECT_EQ(step.error().fault, base::Fault::invalid_value);
}

}  // namespace

SKRANKE_FOR_BOTH_ENGINES(DataKeys);

}  // namespace skranke::test
