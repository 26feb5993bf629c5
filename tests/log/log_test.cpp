// An entry for each change, in the same transaction; taken in once, in order, and signed.
#include <thread>

#include "ledger/entry.hpp"
#include "logged.hpp"
#include "storage/log/prove.hpp"
#include "storage/log/witnesses.hpp"
#include "storage/watch.hpp"

namespace skranke::test {

class Log : public Logged {};
SKRANKE_FOR_BOTH_ENGINES(Log);

TEST_P(Log, HasAnEntryForEachRowThatIsWrittenOrDeleted) {
  add_person("anna");
  write("update witness_person set frozen = 1 where person_id = 'anna'");
  write("delete from witness_person where person_id = 'anna'");
  EXPECT_EQ(integer(*own_, "select count(*) from log_waiting"), 3);
  EXPECT_EQ(log_->take_in(now, 1000).value(), 3U);
  EXPECT_EQ(integer(*own_, "select count(*) from log_waiting"), 0);
  const auto rows = read_one(*own_, "select entry from log_entry order by place").value();
  ASSERT_EQ(rows.size(), 3U);
  std::vector<ledger::Entry> entries;
  for (const Row& row : rows) {
    const auto& bytes = std::get<storage::Bytes>(row[0]);
    entries.push_back(
        ledger::read_entry({reinterpret_cast<const char*>(bytes.data()), bytes.size()}).value());
    EXPECT_EQ(entries.back().table, "witness_person");
    EXPECT_EQ(entries.back().key, "anna");
    EXPECT_EQ(entries.back().at, now);
  }
  EXPECT_EQ(entries[0].operation, ledger::Operation::insert);
  EXPECT_EQ(entries[1].operation, ledger::Operation::update);
  EXPECT_EQ(entries[2].operation, ledger::Operation::remove);
  EXPECT_EQ(entries[0].previous, std::nullopt);
  EXPECT_EQ(entries[1].previous, 0U);
  EXPECT_EQ(entries[2].previous, 1U);
  EXPECT_NE(entries[0].commitment, entries[1].commitment);
  EXPECT_EQ(entries[2].commitment, std::nullopt);
  EXPECT_EQ(integer(*own_, "select count(*) from log_row"), 0) << "no salt stays of a row that is gone";
}

TEST_P(Log, HasNoEntryOfWhatIsRolledBack) {
  const auto failed = own_->write([&](Transaction& transaction) -> Outcome<void> {
    static_cast<void>(transaction.run(
        "insert into witness_person (person_id, root, frozen, depth) values ('a', 'a', 0, 0)"));
    return storage::fail(FaultKind::invalid, "on purpose");
  });
  EXPECT_FALSE(failed);
  EXPECT_EQ(integer(*own_, "select count(*) from log_waiting"), 0);
}

TEST_P(Log, SaysOfAWriteHowManyRowsOfItsTableChanged) {
  std::vector<storage::Argument> people;
  for (const std::string_view id : {"a", "b", "c"}) people.emplace_back(id);
  ASSERT_TRUE(own_->write([&](Transaction& transaction) -> Outcome<void> {
    const auto count = transaction.run_many(
        "insert into witness_person (person_id, root, frozen, depth) values ($1, 'r', 0, 0)", 1, people);
    EXPECT_EQ(count.value(), 3);
    return {};
  }));
}

// The commitments that PostgreSQL's triggers make, those of SQLite's and those of the audit are the same
// function, whatever is in a row.
TEST_P(Log, CommitsToEveryKindOfColumn) {
  add_person("p");
  write(
      "insert into desk_case (case_id, revision, centre_id, officer_id, purpose, stage, is_open, opened_at, "
      "outcome, proof, "
      "is_training, applicant_id, state, applicant) values ('c', 1, $1, '', $2, 's', 1, -9000000000, 'open', "
      "'none', 0, null, "
      "$3, $4)",
      {text("Åarhus ” \\ | ' 東"), text("1:t2;n"), bytes(std::string_view{"\0\xff\n|", 4}), bytes("")});
  take_in();
  EXPECT_EQ(audit().findings, std::vector<std::string>{});
  EXPECT_EQ(audit().rows, 2U);
}

TEST_P(Log, GrowsAsOneWhoeverTakesIn) {
  for (int i = 0; i < 300; ++i) add_person("p" + std::to_string(i));
  const auto work = [&] {
    for (int i = 0; i < 40; ++i) ASSERT_TRUE(log_->take_in(now, 10));
  };
  std::thread first{work};
  std::thread second{work};
  first.join();
  second.join();
  EXPECT_EQ(seen().size, 300U);
  const auto found = audit();
  EXPECT_EQ(found.findings, std::vector<std::string>{});
  EXPECT_EQ(found.size, 300U);
}

TEST_P(Log, IsSignedAndProvesItsEntriesAndItsGrowth) {
  EXPECT_EQ(storage::newest_checkpoint(*own_).value(), "");
  EXPECT_FALSE(storage::prove(*own_, "witness_person", "p7").value());
  EXPECT_FALSE(storage::prove(*own_, "nothing", "p7"));
  std::vector<ledger::Checkpoint> checkpoints;
  for (int i = 0; i < 600; ++i) {
    add_person("p" + std::to_string(i));
    if (i % 83 == 0) {
      take_in();
      checkpoints.push_back(seen());
    }
  }
  take_in();
  const auto key = ledger::read_public_key(key_->public_key()).value();
  const auto note = ledger::read_note(storage::newest_checkpoint(*own_).value()).value();
  EXPECT_TRUE(keys::is_signed_by(note, key));
  EXPECT_FALSE(keys::is_signed_by({.text = note.text + "x\n", .signatures = note.signatures}, key));
  const ledger::Checkpoint newest = seen();
  EXPECT_EQ(newest.size, 600U);
  storage::LogWitnesses witnesses{*own_};
  for (const auto& before : checkpoints)
    EXPECT_TRUE(ledger::is_consistent(before.size, before.root, newest.size, newest.root,
                                      witnesses.consistency(before.size, newest.size).value()));
  EXPECT_FALSE(witnesses.consistency(601, newest.size));
  for (const std::string_view id : {"p0", "p255", "p256", "p599"}) {
    const auto proven = storage::prove(*own_, "witness_person", std::string{id}).value();
    ASSERT_TRUE(proven);
    EXPECT_EQ(proven->checkpoint, storage::newest_checkpoint(*own_).value());
    EXPECT_EQ(proven->row, (Row{text(id), text(id), number(0), number(0)}));
    EXPECT_TRUE(ledger::is_included(ledger::leaf_hash(proven->entry), proven->place, newest.size,
                                    proven->proof, newest.root));
  }
  EXPECT_EQ(log_->tile(0, 0, 256).value().size(), 8192U);
  EXPECT_EQ(log_->tile(0, 2, 88).value().size(), 88 * 32U);
  EXPECT_EQ(log_->tile(0, 2, 89).value(), "");
  EXPECT_EQ(log_->tile(1, 0, 2).value().size(), 64U);
  EXPECT_EQ(audit({.earlier = checkpoints, .progress = {}}).findings, std::vector<std::string>{});
}

// A table that was there before, and one whose columns changed.
TEST_P(Log, TakesInWhatWasThereAndKnowsEarlierShapes) {
  log_.reset();
  own_.reset();
  const auto open_with = [&](const std::vector<storage::Migration>& steps) {
    Options options;
    options.migrations = steps;
    return open(options);
  };
  const std::string made = "create table item (id {integer} primary key, name {text} not null) {table};";
  std::vector<storage::Migration> steps{storage::all_migrations().begin(), storage::all_migrations().end()};
  const auto version = static_cast<std::int64_t>(steps.size());
  std::vector<storage::Watched> shapes = storage::watched_in(steps);
  EXPECT_GT(shapes.size(), 20U);
  steps.push_back({version + 1, "made", made});
  {
    auto before = open_with(steps);
    ASSERT_TRUE(write_one(*before, "insert into item (id, name) values (7, 'seven'), (8, 'eight')"));
  }
  const std::string watched = "{watch item 1: id integer key, name text}";
  steps.push_back({version + 2, "watched", watched});
  {
    auto after = open_with(steps);
    EXPECT_EQ(integer(*after,
                      "select count(*) from log_waiting where table_name = 'item' and row_key in ('7', '8')"),
              2);
  }
  const std::string changed =
      "alter table item add column colour {text};\n{watch item 2: id integer key, name text, colour text}";
  steps.push_back({version + 3, "changed", changed});
  auto last = open_with(steps);
  ASSERT_TRUE(write_one(*last, "update item set colour = 'red' where id = 7"));
  EXPECT_EQ(integer(*last, "select count(*) from log_waiting where table_name = 'item' and shape = 2"), 3);
}

}  // namespace skranke::test
