// What is past its time is destroyed on either engine, what is held is not, and the log holds as before.
#include "storage/cases/shredding.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "cases/steps.hpp"
#include "cases/testing.hpp"
#include "connect/keys/envelope.hpp"
#include "storage/cases/shredded_list.hpp"
#include "storage/cases/stored_case_book.hpp"
#include "storage/cases/stored_case_orders.hpp"
#include "storage/vault/data_keys.hpp"
#include "store.hpp"

namespace skranke::test {
namespace {

using base::PersonalText;
using cases::OrderKept;
using storage::FieldClass;

constexpr cases::Moment day = 86'400;
constexpr cases::Moment now = 2'000 * day;

class Shredding : public Contract {
 protected:
  void SetUp() override {
    own_ = open(Options{});
    sealer_ = keys::Envelope::open(keys_.file("keys")).value();
    book_ = std::make_unique<storage::StoredCaseBook>(*own_, *sealer_);
    orders_ = std::make_unique<storage::StoredCaseOrders>(*own_);
  }

  // A case with a record, refused at this moment.
  void decided(const std::string& id, cases::Moment at) {
    cases::Kept kept;
    kept.kase =
        cases::open_case({.case_id = id, .purpose = "first-mitid", .language = "en", .centre = "aarhus"},
                         cases::testing::anna, at);
    kept.applicant = PersonalText{"Else"};
    ASSERT_TRUE(book_->open(kept, {.revision = 1, .at = at, .officer_id = "anna", .what = "opened"}));
    kept.kase.revision = 2;
    kept.kase.decision = cases::Decision{
        .outcome = cases::Outcome::refused, .reasons = {}, .officer = cases::testing::anna, .at = at};
    cases::Sealing sealing{.record = PersonalText{"record of " + id}, .record_sha256 = "0", .outgoing = {}};
    sealing.outgoing.push_back({.event_id = "evt-" + id,
                                .is_post = false,
                                .type = "case.refused",
                                .payload = PersonalText{"told of " + id},
                                .not_before = 0});
    const auto is_kept =
        book_->keep({.kept = kept,
                     .before = 1,
                     .event = {.revision = 2, .at = at, .officer_id = "anna", .what = "refused"},
                     .look_up = {},
                     .sealing = std::move(sealing)});
    ASSERT_TRUE(is_kept && *is_kept);
  }
  std::int64_t shred_older_than(FieldClass what, std::int64_t days) {
    const auto ids = storage::due_for_shredding(*own_, what, now - days * day, now, 100).value();
    return storage::shred(*own_, what, ids, now).value();
  }
  cases::CaseOrder order(const std::string& id, const std::string& kind, const std::string& case_id,
                         cases::Moment at = now) {
    return {.order_id = id,
            .case_id = case_id,
            .centre_id = "aarhus",
            .kind = kind,
            .reason = "claim 17",
            .asked_by = "lis",
            .asked_at = at,
            .agreed_by = {},
            .agreed_at = 0};
  }
  OrderKept ask(const std::string& id, const std::string& kind, const std::string& case_id,
                cases::Moment at = now) {
    return orders_->ask(order(id, kind, case_id, at)).value();
  }
  OrderKept agree(const std::string& id, const std::string& by = "mia",
                  const std::string& centre = "aarhus") {
    return orders_->agree(id, centre, by, now).value();
  }
  bool is_there(const std::string& id) { return book_->find(id).value().has_value(); }

  TemporaryFolder keys_;
  std::unique_ptr<Database> own_;
  std::unique_ptr<keys::Envelope> sealer_;
  std::unique_ptr<storage::StoredCaseBook> book_;
  std::unique_ptr<storage::StoredCaseOrders> orders_;
};

TEST_P(Shredding, DestroysWhatIsPastItsTimeAndNothingElse) {
  decided("old", now - 101 * day);
  decided("on-the-day", now - 100 * day);
  decided("new", now - day);
  EXPECT_EQ(shred_older_than(FieldClass::working_state, 100), 1);
  EXPECT_FALSE(is_there("old"));
  EXPECT_TRUE(is_there("on-the-day"));
  EXPECT_TRUE(is_there("new"));
  // The record has a time of its own.
  EXPECT_EQ(book_->record("old").value()->reveal(), "record of old");
  EXPECT_EQ(shred_older_than(FieldClass::record, 50), 2);
  EXPECT_FALSE(book_->record("old").value().has_value());
  EXPECT_FALSE(book_->record("on-the-day").value().has_value());
  EXPECT_TRUE(book_->record("new").value().has_value());
  EXPECT_EQ(
      integer(*own_, "select count(*) from data_key where subject = 'case.old' or subject like 'record.o%'"),
      0);
  EXPECT_EQ(integer(*own_, "select count(*) from handover where case_id = 'old' and length(payload) > 0"), 0);
  // What the figures need stays.
  EXPECT_EQ(integer(*own_, "select count(*) from desk_case where outcome = 'refused'"), 3);
  EXPECT_EQ(book_->history("old").value().size(), 2U);
  // Once is enough.
  EXPECT_EQ(shred_older_than(FieldClass::working_state, 100), 0);
  EXPECT_EQ(book_->decided(0, {}, 10).value().size(), 2U);
  EXPECT_EQ(book_->decided_count(0).value(), 2);
}

TEST_P(Shredding, NothingOfAHeldCaseIsDestroyed) {
  decided("c1", now - 500 * day);
  decided("c2", now - 500 * day);
  EXPECT_EQ(ask("h1", "hold", "c1"), OrderKept::done);
  EXPECT_EQ(shred_older_than(FieldClass::working_state, 100), 1) << "c2: asking for a hold counts at once";
  EXPECT_TRUE(is_there("c1"));
  EXPECT_EQ(agree("h1", "lis"), OrderKept::same);
  EXPECT_EQ(agree("h1", "mia", "odense"), OrderKept::unknown) << "another centre";
  EXPECT_EQ(agree("h1"), OrderKept::done);
  EXPECT_EQ(agree("h1", "bo"), OrderKept::agreed);
  EXPECT_EQ(orders_->orders("aarhus", now).value().size(), 1U);
  for (const FieldClass each :
       {FieldClass::working_state, FieldClass::record, FieldClass::witness_tokens, FieldClass::look_ups})
    EXPECT_TRUE(storage::due_for_shredding(*own_, each, now, now, 100).value() ==
                (each == FieldClass::record ? std::vector<std::string>{"c2"} : std::vector<std::string>{}))
        << name(each);
  // Past the search for what is due, too.
  EXPECT_EQ(storage::shred(*own_, FieldClass::record, {"c1"}, now).value(), 0);
  EXPECT_EQ(ask("e1", "erase", "c1"), OrderKept::held);
  EXPECT_EQ(ask("l1", "lift", "c1"), OrderKept::done);
  EXPECT_EQ(shred_older_than(FieldClass::working_state, 100), 0) << "one person lifts nothing";
  EXPECT_EQ(agree("l1"), OrderKept::done);
  EXPECT_EQ(ask("l2", "lift", "c1"), OrderKept::not_held);
  EXPECT_EQ(shred_older_than(FieldClass::working_state, 100), 1);
}

TEST_P(Shredding, AHoldThatNobodyAgreesToLapses) {
  decided("c1", now - 500 * day);
  EXPECT_EQ(ask("h1", "hold", "c1", now - cases::hold_asked_for + 1), OrderKept::done);
  EXPECT_EQ(shred_older_than(FieldClass::working_state, 100), 0);
  ASSERT_TRUE(write_one(*own_, "update case_order set asked_at = asked_at - 1"));
  EXPECT_EQ(shred_older_than(FieldClass::working_state, 100), 1);
}

TEST_P(Shredding, ErasureTakesTwoPeopleAndTheDatabaseHoldsToItByItself) {
  decided("c1", now - day);
  EXPECT_EQ(ask("e1", "erase", "nothing"), OrderKept::unknown);
  EXPECT_EQ(ask("e1", "erase", "c1"), OrderKept::done);
  EXPECT_TRUE(is_there("c1"));
  EXPECT_EQ(outcome_of(write_one(*own_, "update case_order set agreed_by = 'lis', agreed_at = 1")), "check");
  EXPECT_EQ(agree("e1", "lis"), OrderKept::same);
  // Held between asking and agreeing.
  EXPECT_EQ(ask("h1", "hold", "c1"), OrderKept::done);
  EXPECT_EQ(agree("e1"), OrderKept::held);
  EXPECT_TRUE(is_there("c1"));
  ASSERT_TRUE(write_one(*own_, "delete from case_order where order_id = 'h1'"));
  EXPECT_EQ(agree("e1"), OrderKept::done);
  EXPECT_FALSE(is_there("c1"));
  EXPECT_FALSE(book_->record("c1").value().has_value());
  EXPECT_EQ(integer(*own_, "select count(*) from data_key"), 0);
  EXPECT_EQ(integer(*own_, "select count(*) from shredding where why = 'erasure'"), 2);
}

TEST_P(Shredding, AnOpenCaseIsNotDestroyed) {
  cases::Kept kept;
  kept.kase = cases::testing::opened();
  ASSERT_TRUE(book_->open(kept, {.revision = 1, .at = 100, .officer_id = "anna", .what = "opened"}));
  EXPECT_EQ(shred_older_than(FieldClass::working_state, 1), 0);
  EXPECT_EQ(ask("e1", "erase", "c1"), OrderKept::undecided);
  EXPECT_TRUE(is_there("c1"));
}

TEST_P(Shredding, WhatWasDestroyedIsDestroyedAgainInARestoredDatabase) {
  decided("c1", now - 500 * day);
  decided("c2", now - day);
  // As a restored backup is: whole, and without a word of what was destroyed since.
  EXPECT_EQ(storage::shred_again(*own_, {"case.c1", "record.c1", "case.gone", "what.c2", "c2"}, now).value(),
            3);
  EXPECT_FALSE(is_there("c1"));
  EXPECT_FALSE(book_->record("c1").value().has_value());
  EXPECT_TRUE(is_there("c2"));
  EXPECT_EQ(storage::shred_again(*own_, {"case.c1", "record.c1", "case.gone"}, now).value(), 0)
      << "it knows now";
  EXPECT_EQ(storage::shredded_beside(*own_, {"case.c1"}).value(),
            (std::vector<std::string>{"case.gone", "record.c1"}));
}

// SQLite's file and write-ahead log, while the database is open, byte by byte.
TEST(ShreddedFile, HasNoByteOfTheWrappedKeyLeft) {
  const TemporaryFolder folder;
  const std::string path = folder.file("desk.db");
  const std::unique_ptr<Database> own = storage::open_database("sqlite:" + path).value();
  const auto sealer = keys::Envelope::open(folder.file("keys")).value();
  storage::StoredCaseBook book{*own, *sealer};
  std::string wrapped;
  for (int i = 0; i < 400; ++i) {
    cases::Kept kept;
    kept.kase = cases::open_case(
        {.case_id = "c" + std::to_string(i), .purpose = "p", .language = "en", .centre = "a"},
        cases::testing::anna, 100);
    ASSERT_TRUE(book.open(kept, {.revision = 1, .at = 100, .officer_id = "anna", .what = "opened"}));
  }
  ASSERT_TRUE(own->read([&](Transaction& transaction) -> Outcome<void> {
    wrapped = find_data_key(transaction, "case.c200").value().wrapped;
    return {};
  }));
  ASSERT_TRUE(write_one(*own, "update desk_case set is_open = 0, closed_at = 1 where case_id = 'c200'"));
  const auto is_in = [&](const std::string& file) {
    std::ifstream in{file, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    return bytes.find(wrapped.substr(0, 16)) != std::string::npos;
  };
  ASSERT_TRUE(is_in(path) || is_in(path + "-wal")) << "it is there to be found";
  ASSERT_EQ(storage::shred(*own, FieldClass::working_state, {"c200"}, now).value(), 1);
  // The log is emptied by the writer right after the commit; a second commit waits for that.
  ASSERT_TRUE(write_one(*own, "update desk_case set closed_at = 1 where case_id = 'c1'"));
  EXPECT_FALSE(is_in(path));
  EXPECT_FALSE(is_in(path + "-wal"));
}

SKRANKE_FOR_BOTH_ENGINES(Shredding);

}  // namespace
}  // namespace skranke::test
