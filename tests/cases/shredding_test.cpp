// What is past its time is destroyed on either engine, what is held is not, and the log holds as before.
#include "storage/cases/shredding.hpp"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "cases/steps.hpp"
#include "cases/testing.hpp"
#include "connect/keys/envelope.hpp"
#include "storage/cases/shredded_list.hpp"
#include "storage/cases/stored_case_book.hpp"
#include "storage/cases/stored_case_orders.hpp"
#include "storage/handover/stored_handovers.hpp"
#include "storage/rows.hpp"
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
  for (const auto& [each, name] : cases::field_classes)
    EXPECT_TRUE(storage::due_for_shredding(*own_, each, now, now, 100).value() ==
                (each == FieldClass::record ? std::vector<std::string>{"c2"} : std::vector<std::string>{}))
        << name;
  // Past the search for what is due, too.
  EXPECT_EQ(storage::shred(*own_, FieldClass::record, {"c1"}, now).value(), 0);
  EXPECT_EQ(ask("e1", "erase", "c1"), OrderKept::held);
  EXPECT_EQ(ask("l1", "lift", "c1"), OrderKept::done);
  EXPECT_EQ(shred_older_than(FieldClass::working_state, 100), 0) << "one person lifts nothing";
  EXPECT_EQ(agree("l1"), OrderKept::done);
  EXPECT_EQ(ask("l2", "lift", "c1"), OrderKept::not_held);
  EXPECT_EQ(shred_older_than(FieldClass::working_state, 100), 1);
}

TEST_P(Shredding, ALiftEndsTheHoldsThatThereAreAndNoneToCome) {
  decided("c1", now - 500 * day);
  EXPECT_EQ(ask("h1", "hold", "c1"), OrderKept::done);
  EXPECT_EQ(ask("l1", "lift", "c1"), OrderKept::done);
  EXPECT_EQ(agree("l1"), OrderKept::done) << "nobody has agreed to the hold yet, and it counts all the same";
  EXPECT_EQ(orders_->orders("aarhus", now).value().size(), 0U);
  EXPECT_EQ(agree("h1", "bo"), OrderKept::over);
  // In the same second: what decides is which hold was lifted, and not which time is later.
  EXPECT_EQ(ask("h2", "hold", "c1"), OrderKept::done);
  EXPECT_EQ(agree("h2"), OrderKept::done);
  EXPECT_EQ(shred_older_than(FieldClass::working_state, 100), 0);
  EXPECT_EQ(orders_->orders("aarhus", now).value().size(), 1U);
  EXPECT_EQ(ask("l2", "lift", "c1"), OrderKept::done);
  EXPECT_EQ(agree("l2"), OrderKept::done);
  EXPECT_EQ(shred_older_than(FieldClass::working_state, 100), 1);
}

TEST_P(Shredding, NothingIsKeptAnewOfWhatWasDestroyed) {
  decided("c1", now - 500 * day);
  decided("c2", now - day);
  for (const std::string id : {"c1", "c2"})
    ASSERT_TRUE(write_one(*own_, "insert into case_sample (case_id, centre_id, week, officer_id) values ('" +
                                     id + "', 'aarhus', '2026-01-05', 'anna')"));
  auto read_before = book_->find("c1").value().value();
  EXPECT_EQ(shred_older_than(FieldClass::working_state, 100), 1);
  // A step whose officer had read the case before.
  const std::int64_t before = read_before.kase.revision;
  read_before.kase.revision = before + 1;
  const auto is_kept =
      book_->keep({.kept = read_before,
                   .before = before,
                   .event = {.revision = before + 1, .at = now, .officer_id = "anna", .what = "paused"},
                   .look_up = {},
                   .sealing = {}});
  ASSERT_TRUE(is_kept);
  EXPECT_FALSE(*is_kept) << "it has changed meanwhile";
  EXPECT_FALSE(is_there("c1"));
  EXPECT_EQ(integer(*own_, "select count(*) from data_key where subject = 'case.c1'"), 0);
  const auto drawn = own_->write([&](Transaction& transaction) -> Outcome<void> {
    const auto key = storage::data_key_of(transaction, *sealer_, "case.c1");
    if (!key) return std::unexpected{key.error()};
    EXPECT_FALSE(key->has_value()) << "a key that was destroyed is not drawn anew";
    return {};
  });
  EXPECT_TRUE(drawn);
  EXPECT_EQ(integer(*own_, "select count(*) from case_sample where case_id = 'c1'"), 0) << "nobody is asked";
  EXPECT_EQ(integer(*own_, "select count(*) from case_sample where case_id = 'c2'"), 1);
  // Somebody had it on its way to the other system.
  storage::StoredHandovers outbox{*own_};
  EXPECT_FALSE(outbox.retry("evt-c1", now).value());
  ASSERT_TRUE(outbox.mark_delivered("evt-c1", now, {.status = 200, .body = "about Else"}));
  EXPECT_EQ(integer(*own_, "select length(answer) from handover where event_id = 'evt-c1'"), 0);
}

TEST_P(Shredding, AHoldThatNobodyAgreesToLapses) {
  decided("c1", now - 500 * day);
  EXPECT_EQ(ask("h1", "hold", "c1", now - cases::hold_asked_for + 1), OrderKept::done);
  EXPECT_EQ(shred_older_than(FieldClass::working_state, 100), 0);
  ASSERT_TRUE(write_one(*own_, "update case_order set asked_at = asked_at - 1"));
  EXPECT_EQ(shred_older_than(FieldClass::working_state, 100), 1);
}

TEST_P(Shredding, NothingIsOrderedOfACaseThatIsGoneNorWaitsForIt) {
  decided("c1", now - day);
  decided("c2", now - day);
  const auto listed = [&] { return orders_->orders("aarhus", now).value().size(); };
  // The end of a hold that lapses meanwhile.
  EXPECT_EQ(ask("h2", "hold", "c2"), OrderKept::done);
  EXPECT_EQ(ask("l2", "lift", "c2"), OrderKept::done);
  EXPECT_EQ(listed(), 2U);
  ASSERT_TRUE(write_one(*own_, "update case_order set asked_at = $1 where order_id = 'h2'",
                        {number(now - cases::hold_asked_for)}));
  EXPECT_EQ(listed(), 0U);
  EXPECT_EQ(agree("l2"), OrderKept::not_held);
  // Two were asked for, and one is enough.
  EXPECT_EQ(ask("e1", "erase", "c1"), OrderKept::done);
  EXPECT_EQ(ask("e2", "erase", "c1"), OrderKept::done);
  EXPECT_EQ(agree("e1"), OrderKept::done);
  EXPECT_EQ(listed(), 0U);
  EXPECT_EQ(agree("e2"), OrderKept::unknown);
  for (const std::string kind : {"hold", "lift", "erase"})
    EXPECT_EQ(ask("o-" + kind, kind, "c1"), OrderKept::unknown) << kind;
  // Look-ups are kept by a hold, and not destroyed by an erasure.
  ASSERT_TRUE(write_one(
      *own_, "insert into witness_person (person_id, root, frozen, depth) values ('p', 'p', 0, 0)"));
  ASSERT_TRUE(write_one(*own_,
                        "insert into desk_look_up (look_up_id, person_id, case_id, centre_id, officer_id, "
                        "purpose, reason, what, at) values ('l', 'p', 'c1', 'aarhus', 'anna', 'first-mitid', "
                        "'r', 'register', 1)"));
  EXPECT_EQ(ask("e4", "erase", "c1"), OrderKept::unknown);
  EXPECT_EQ(ask("h4", "hold", "c1"), OrderKept::done);
  // Of one whose working state alone is gone the record can be held and erased.
  EXPECT_EQ(shred_older_than(FieldClass::working_state, 0), 1);
  EXPECT_EQ(ask("h3", "hold", "c2"), OrderKept::done);
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
  const auto differing = storage::compare_shredded(*own_, {"a", "case.c1", "case.z"}).value();
  EXPECT_EQ(differing.unlisted, (std::vector<std::string>{"case.gone", "record.c1"}));
  EXPECT_EQ(differing.unknown, (std::vector<std::string>{"a", "case.z"}));
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

// What a reader that stays still needs goes when it has gone, by itself, and after a crash meanwhile with the
// next start.
TEST(ShreddedFile, IsEmptiedOnceALongReaderHasGoneOrTheProgramBeginsAgain) {
  const TemporaryFolder folder;
  const std::string path = folder.file("desk.db");
  const std::string copy = folder.file("copy.db");
  const std::unique_ptr<Database> own = storage::open_database("sqlite:" + path).value();
  const auto is_in = [&](const std::string& file) {
    std::ifstream in{file, std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    return bytes.find("a name to be forgotten") != std::string::npos;
  };
  ASSERT_TRUE(write_one(*own,
                        "insert into centre_closure (closure_id, centre_id, starts, ends, counter, reason, "
                        "officer_id, closed_at) "
                        "values ('a', 'a', 1, 2, -1, 'a name to be forgotten', 'anna', 1)"));
  ASSERT_TRUE(own->write(storage::forget_files));  // out of the log, into the file
  ASSERT_TRUE(own->read([&](Transaction& reader) -> Outcome<void> {
    EXPECT_TRUE(reader.run("select closure_id from centre_closure"));
    EXPECT_TRUE(own->write([](Transaction& transaction) -> Outcome<void> {
      if (auto gone = storage::done(transaction, "update centre_closure set reason = ''", {}); !gone)
        return gone;
      return storage::forget_files(transaction);
    }));
    EXPECT_TRUE(write_one(*own, "update centre_closure set ends = 3")) << "nobody waits for the reader";
    EXPECT_TRUE(is_in(path)) << "the reader still needs it";
    std::filesystem::copy_file(path, copy);
    std::filesystem::copy_file(path + "-wal", copy + "-wal");
    return {};
  }));
  const auto latest = std::chrono::steady_clock::now() + std::chrono::seconds{60};
  while (is_in(path) && std::chrono::steady_clock::now() < latest) std::this_thread::yield();
  EXPECT_FALSE(is_in(path)) << "nobody wrote any more";
  EXPECT_FALSE(is_in(path + "-wal"));

  const std::unique_ptr<Database> again = storage::open_database("sqlite:" + copy).value();
  EXPECT_FALSE(is_in(copy + "-wal")) << "nobody has written yet";
  EXPECT_FALSE(is_in(copy));
  ASSERT_TRUE(write_one(*again, "update centre_closure set ends = 4"));
  ASSERT_TRUE(write_one(*again, "update centre_closure set ends = 5"));
  EXPECT_FALSE(is_in(copy + "-wal"));
  EXPECT_FALSE(is_in(copy));
}

SKRANKE_FOR_BOTH_ENGINES(Shredding);

}  // namespace
}  // namespace skranke::test
