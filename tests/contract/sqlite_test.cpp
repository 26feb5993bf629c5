// What is promised of SQLite alone: one writer, commits that are shared and waited for, disks that fail.
#include <atomic>
#include <fstream>
#include <iterator>
#include <latch>
#include <thread>

#include <fcntl.h>
#include <sqlite3.h>

#include "base/ensure.hpp"
#include "failing_memory.hpp"
#include "faulty_disk.hpp"
#include "store.hpp"

namespace skranke::test {

class Sqlite : public testing::Test {
 protected:
  void TearDown() override { FaultyDisk::heal(); }

  [[nodiscard]] std::string path() const { return folder_.file("test.db"); }
  [[nodiscard]] Outcome<std::unique_ptr<Database>> open(const Options& options = test_options()) const {
    return storage::open_database("sqlite:" + path(), options);
  }
  [[nodiscard]] static std::string content(const std::string& path) {
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
  }
  // How many descriptors of this process can write to the database file, and how many are open on it.
  struct Descriptors {
    int writable = 0;
    int all = 0;
  };
  [[nodiscard]] Descriptors descriptors() const {
    Descriptors found;
    for (const auto& entry : std::filesystem::directory_iterator{"/proc/self/fd"}) {
      std::error_code gone;
      if (std::filesystem::read_symlink(entry.path(), gone) != path()) continue;
      ++found.all;
      const int flags = fcntl(std::stoi(entry.path().filename().string()), F_GETFL);
      found.writable += (flags & O_ACCMODE) == O_RDONLY ? 0 : 1;
    }
    return found;
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(Sqlite, OneConnectionOfTheProcessCanWriteHoweverManyRead) {
  const auto opened = open();
  ASSERT_EQ(outcome_of(opened), "done");
  constexpr int readers = 4;
  std::latch reading{readers};
  std::latch counted{1};
  std::vector<std::thread> threads;
  for (int i = 0; i < readers; ++i) {
    threads.emplace_back([&] {
      EXPECT_TRUE((*opened)->read([&](Transaction& transaction) -> Outcome<void> {
        EXPECT_TRUE(transaction.run("select 1 from item").has_value());
        reading.count_down();
        counted.wait();
        return {};
      }));
    });
  }
  reading.wait();
  ASSERT_TRUE(write_one(**opened, "insert into item(id) values(1)"));
  const Descriptors found = descriptors();
  counted.count_down();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(found.writable, 1);
  EXPECT_EQ(found.all, 1 + readers);
}

TEST_F(Sqlite, ASecondOpeningForWritingIsRefusedByWhateverWayToTheFile) {
  const auto opened = open();
  ASSERT_EQ(outcome_of(opened), "done");
  const auto second = open();
  ASSERT_EQ(outcome_of(second), "held");
  EXPECT_NE(second.error().text.find("-lock"), std::string::npos);
  const TemporaryFolder elsewhere;
  std::filesystem::create_symlink(path(), elsewhere.file("link.db"));
  EXPECT_EQ(outcome_of(storage::open_database("sqlite:" + elsewhere.file("link.db"), test_options())),
            "held");
  EXPECT_EQ(outcome_of(write_one(**opened, "insert into item(id) values(1)")), "done");
}

TEST_F(Sqlite, AnAnswerLeavesOnlyOnceTheLogIsOnTheDisk) {
  const auto opened = open();
  ASSERT_EQ(outcome_of(opened), "done");
  for (std::int64_t id = 0; id < 20; ++id) {
    const int before = FaultyDisk::log_syncs();
    ASSERT_TRUE(write_one(**opened, "insert into item(id) values($1)", {number(id)}));
    EXPECT_GT(FaultyDisk::log_syncs(), before);
    EXPECT_FALSE(FaultyDisk::log_unsynced());
  }
}

TEST_F(Sqlite, WorksThatWaitShareCommits) {
  const auto opened = open();
  ASSERT_EQ(outcome_of(opened), "done");
  constexpr int count = 64;
  std::atomic<int> done = 0;
  std::vector<std::thread> threads;
  std::latch started{count};
  threads.emplace_back([&] {
    EXPECT_TRUE((*opened)->write([&](Transaction& transaction) {
      started.wait();
      return insert_item(transaction, 1000);
    }));
  });
  const int before = FaultyDisk::log_syncs();
  for (int i = 0; i < count; ++i) {
    threads.emplace_back([&, i] {
      started.count_down();
      done += (*opened)->write([&](Transaction& transaction) { return insert_item(transaction, i); }) ? 1 : 0;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done, count);
  // One each would be 65. Threads that had not come to wait when the first was done may need a few more.
  EXPECT_LT(FaultyDisk::log_syncs() - before, count / 2);
}

TEST_F(Sqlite, OneMoreThanMayWaitIsTurnedAwayAndTheOthersAreDone) {
  Options options = test_options();
  options.waiting_max = 2;
  const auto opened = open(options);
  ASSERT_EQ(outcome_of(opened), "done");
  std::latch writing{1};
  std::latch turned_away{1};
  std::thread first{[&] {
    EXPECT_TRUE((*opened)->write([&](Transaction& transaction) {
      writing.count_down();
      turned_away.wait();
      return insert_item(transaction, 1);
    }));
  }};
  writing.wait();
  std::atomic<int> refused = 0;
  std::vector<std::thread> threads;
  for (std::int64_t id = 2; id < 5; ++id) {
    threads.emplace_back([&, id] {
      const auto outcome =
          (*opened)->write([&](Transaction& transaction) { return insert_item(transaction, id); });
      if (outcome) return;
      EXPECT_EQ(outcome_of(outcome), "busy");
      if (++refused == 1) turned_away.count_down();
    });
  }
  first.join();
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(refused, 1);
  EXPECT_EQ(integer(**opened, "select count(*) from item"), 3);
}

TEST_F(Sqlite, AWorkThatWritesItselfIsABugAndNotADeadlock) {
  const auto opened = open();
  ASSERT_EQ(outcome_of(opened), "done");
  const storage::Work inner = [](Transaction& transaction) { return insert_item(transaction, 1); };
  EXPECT_THROW(static_cast<void>((*opened)->write([&](Transaction&) { return (*opened)->write(inner); })),
               base::BrokenAssumption);
  EXPECT_EQ(outcome_of((*opened)->write(inner)), "done");
}

TEST_F(Sqlite, AFullDiskChangesNothingWhereverItFillsUp) {
  const auto opened = open();
  ASSERT_EQ(outcome_of(opened), "done");
  ASSERT_TRUE(write_one(**opened, "insert into item(id, amount) values(0, 0)"));
  const std::string body(20'000, 'x');
  const auto work = [&] {
    return (*opened)->write([&](Transaction& transaction) -> Outcome<void> {
      if (const auto rows = transaction.run("update item set amount = amount + 1 where id = 0"); !rows) {
        return std::unexpected{rows.error()};
      }
      const std::array values{bytes(body)};
      const auto rows =
          transaction.run("insert into item(id, body) select max(id) + 1, $1 from item", values);
      if (!rows) return std::unexpected{rows.error()};
      return {};
    });
  };
  int refused = 0;
  for (int at = 0;; ++at) {
    const std::int64_t rows = integer(**opened, "select count(*) from item");
    FaultyDisk::fail(DiskFault::full, at);
    const auto outcome = work();
    FaultyDisk::heal();
    const std::int64_t now = integer(**opened, "select count(*) from item");
    EXPECT_EQ(integer(**opened, "select amount from item where id = 0"), now - 1);
    if (outcome) {
      EXPECT_EQ(now, rows + 1);
      break;
    }
    ++refused;
    EXPECT_EQ(outcome_of(outcome), "full") << at;
    EXPECT_EQ(now, rows) << at;
  }
  EXPECT_GT(refused, 5);
  EXPECT_EQ(outcome_of(work()), "done");
  EXPECT_EQ(integer(**opened, "select count(*) from pragma_integrity_check where integrity_check <> 'ok'"),
            0);
}

TEST_F(Sqlite, AWorkThatFillsTheDiskLeavesThoseThatWaitedBesideIt) {
  const auto opened = open();
  ASSERT_EQ(outcome_of(opened), "done");
  // One commit for the small work, which comes first, and the large one. What the large one writes meets a
  // full disk.
  std::latch large_waits{1};
  std::string small;
  std::thread first{[&] {
    small = outcome_of((*opened)->write([&](Transaction& transaction) {
      large_waits.wait();
      return insert_item(transaction, 1);
    }));
  }};
  large_waits.count_down();
  const auto large = (*opened)->write([&](Transaction& transaction) -> Outcome<void> {
    FaultyDisk::fail(DiskFault::small, 300'000);
    const std::array values{bytes(std::string(1'000'000, 'x'))};
    const auto rows = transaction.run("insert into item(id, body) values(2, $1)", values);
    if (!rows) return std::unexpected{rows.error()};
    return {};
  });
  first.join();
  FaultyDisk::heal();
  EXPECT_EQ(outcome_of(large), "full");
  EXPECT_EQ(small, "done");
  EXPECT_EQ(integer(**opened, "select count(*) from item"), 1);
}

TEST_F(Sqlite, AWorkThatCanNotBeUndoneByItselfIsNotKeptAndTakesNobodyAlong) {
  const FailingMemory memory;
  {
    const auto opened = open();
    ASSERT_EQ(outcome_of(opened), "done");
    ASSERT_TRUE(write_one(**opened, "insert into item(id) values(1)"));
    // In one commit with a work that waits for it: one that wants to be undone, and SQLite has no memory for
    // that.
    std::latch stands_in_line{1};
    std::string first;
    std::thread other{[&] {
      first = outcome_of((*opened)->write([&](Transaction& transaction) {
        stands_in_line.wait();
        return insert_item(transaction, 2);
      }));
    }};
    stands_in_line.count_down();
    const auto undone = (*opened)->write([&](Transaction& transaction) -> Outcome<void> {
      if (auto done = insert_item(transaction, 3); !done) return done;
      FailingMemory::fail_next();
      return storage::fail(FaultKind::invalid, "undo it");
    });
    other.join();
    EXPECT_TRUE(FailingMemory::has_failed());
    EXPECT_EQ(outcome_of(undone), "invalid");
    EXPECT_EQ(first, "done");
    EXPECT_EQ(integer(**opened, "select count(*) from item where id = 3"), 0) << "it was to be undone";
    EXPECT_EQ(integer(**opened, "select count(*) from item where id = 2"), 1);
    EXPECT_EQ(outcome_of(write_one(**opened, "insert into item(id) values(5)")), "done");
  }
}

TEST_F(Sqlite, AfterADiskThatFailedUnderACommitNothingIsWrittenUntilOpenedAnew) {
  {
    const auto opened = open();
    ASSERT_EQ(outcome_of(opened), "done");
    ASSERT_TRUE(write_one(**opened, "insert into item(id) values(1)"));
    FaultyDisk::fail(DiskFault::broken_sync);
    EXPECT_EQ(outcome_of(write_one(**opened, "insert into item(id) values(2)")), "lost");
    FaultyDisk::heal();
    EXPECT_EQ(outcome_of(write_one(**opened, "insert into item(id) values(3)")), "unavailable");
    EXPECT_EQ(integer(**opened, "select count(*) from item where id = 3"), 0);
  }
  const auto opened = open();
  ASSERT_EQ(outcome_of(opened), "done");
  EXPECT_EQ(integer(**opened, "select count(*) from item where id = 1"), 1);
  EXPECT_EQ(outcome_of(write_one(**opened, "insert into item(id) values(3)")), "done");
}

TEST_F(Sqlite, ADiskThatFailedIsToldOnceAndAlsoUnderACheckpoint) {
  for (const DiskFault fault : {DiskFault::broken_sync, DiskFault::broken_checkpoint}) {
    std::vector<std::string> told;
    Options options = test_options();
    options.disk_failed = [&](const storage::Fault& found) { told.push_back(found.text); };
    {
      const auto opened = open(options);
      ASSERT_EQ(outcome_of(opened), "done");
      FaultyDisk::fail(fault);
      // More than the pages from which on the log is copied; the work after that waits for the copying.
      const std::string large = "insert into item(body) values(zeroblob(5000000))";
      EXPECT_EQ(outcome_of(write_one(**opened, large)),
                fault == DiskFault::broken_checkpoint ? "done" : "lost");
      EXPECT_EQ(outcome_of(write_one(**opened, "insert into item(name) values('x')")), "unavailable");
      FaultyDisk::heal();
      EXPECT_EQ(outcome_of(write_one(**opened, "insert into item(name) values('x')")), "unavailable");
    }
    EXPECT_EQ(told.size(), 1U);
    const auto opened = open();
    EXPECT_EQ(outcome_of(write_one(**opened, "insert into item(name) values('x')")), "done");
  }
}

TEST_F(Sqlite, AFileThatIsNotADatabaseIsCorruptAndUntouched) {
  for (const std::string& text :
       {std::string(5000, 'x'), std::string{"SQLite format 3"}, std::string{"\n"}}) {
    std::ofstream{path(), std::ios::binary} << text;
    EXPECT_EQ(outcome_of(open()), "corrupt");
    EXPECT_TRUE(content(path()) == text);
  }
}

TEST_F(Sqlite, TheDatabaseOfAnotherProgramIsCorruptAndUntouched) {
  sqlite3* handle = nullptr;
  ASSERT_EQ(sqlite3_open(path().c_str(), &handle), SQLITE_OK);
  ASSERT_EQ(
      sqlite3_exec(handle, "create table other(x); insert into other values(1)", nullptr, nullptr, nullptr),
      SQLITE_OK);
  sqlite3_close(handle);
  const std::string before = content(path());
  EXPECT_EQ(outcome_of(open()), "corrupt");
  EXPECT_TRUE(content(path()) == before);
}

TEST_F(Sqlite, ADamagedPageIsCorrupt) {
  {
    const auto opened = open();
    ASSERT_EQ(outcome_of(opened), "done");
    for (std::int64_t id = 0; id < 200; ++id) {
      ASSERT_TRUE(write_one(**opened, "insert into item(id, body) values($1, $2)",
                            {number(id), bytes(std::string(500, 'x'))}));
    }
  }
  {
    std::fstream file{path(), std::ios::binary | std::ios::in | std::ios::out};
    file.seekp(10 * 4096);
    file << std::string(20 * 4096, '\xff');
  }
  const auto opened = open();
  ASSERT_EQ(outcome_of(opened), "done");
  EXPECT_EQ(outcome_of(read_one(**opened, "select count(*), max(body) from item")), "corrupt");
}

TEST_F(Sqlite, WhatCannotBeOpenedIsUnavailable) {
  std::filesystem::create_directory(path() + "-lock");
  EXPECT_EQ(outcome_of(open()), "unavailable") << "nobody holds what can't be opened";
  EXPECT_EQ(outcome_of(storage::open_database("sqlite:" + path() + "/nowhere/x.db", test_options())),
            "unavailable");
}

TEST_F(Sqlite, ANewDatabaseCanBeReadByItsOwnerAlone) {
  const auto opened = open();
  ASSERT_EQ(outcome_of(opened), "done");
  ASSERT_TRUE(write_one(**opened, "insert into item(id) values(1)"));
  for (const char* suffix : {"", "-wal", "-shm", "-lock"}) {
    EXPECT_EQ(std::filesystem::status(path() + suffix).permissions() & std::filesystem::perms::all,
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write)
        << suffix;
  }
}

TEST_F(Sqlite, TheLogIsCopiedIntoTheDatabaseAndDoesNotGrowWithoutEnd) {
  const auto opened = open();
  ASSERT_EQ(outcome_of(opened), "done");
  const std::string body(400'000, 'x');
  for (std::int64_t id = 0; id < 100; ++id) {
    ASSERT_TRUE(write_one(**opened, "insert into item(id, body) values($1, $2)", {number(id), bytes(body)}));
  }
  EXPECT_LT(std::filesystem::file_size(path() + "-wal"), 10'000'000U);
  EXPECT_GT(std::filesystem::file_size(path()), 30'000'000U);
}

TEST_F(Sqlite, WhatWaitsWhenTheDatabaseIsClosedWasAnswered) {
  auto opened = open();
  ASSERT_EQ(outcome_of(opened), "done");
  std::atomic<int> answered = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int k = 0; k < 25; ++k) {
        answered +=
            (*opened)->write([&](Transaction& transaction) { return insert_item(transaction, i * 100 + k); })
                ? 1
                : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  opened->reset();
  const auto again = open();
  ASSERT_EQ(outcome_of(again), "done");
  EXPECT_EQ(integer(**again, "select count(*) from item"), answered);
}

}  // namespace skranke::test
