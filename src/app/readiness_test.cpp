// Readiness means that the database works, and is said in bounded time.
#include "app/readiness.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include <gtest/gtest.h>

#include "base/service_limits.hpp"

namespace skranke::app {
namespace {

using Clock = std::chrono::steady_clock;

// A database that does what a test says.
class Moody final : public storage::Database {
 public:
  storage::Outcome<void> read(const storage::Work&) override { return {}; }
  storage::Outcome<void> write(const storage::Work&) override {
    ++asked;
    std::unique_lock lock{mutex_};
    released_.wait(lock, [this] { return !hangs_; });
    if (fault) return storage::fail(*fault, "a fault on purpose");
    return {};
  }
  storage::Engine engine() const override { return storage::Engine::sqlite; }

  void hang() { hangs_ = true; }
  void release() {
    {
      const std::scoped_lock lock{mutex_};
      hangs_ = false;
    }
    released_.notify_all();
  }

  std::atomic<int> asked = 0;
  std::optional<storage::FaultKind> fault;

 private:
  std::mutex mutex_;
  std::condition_variable released_;
  bool hangs_ = false;
};

TEST(Readiness, ADatabaseThatAnswersIsReadyAndIsNotAskedTwiceInARow) {
  Moody database;
  Readiness readiness{database, {}};
  for (int i = 0; i < 10; ++i) EXPECT_EQ(readiness.missing(), "");
  EXPECT_LE(database.asked, 2);
}

TEST(Readiness, ADatabaseThatFailsIsSeen) {
  Moody database;
  database.fault = storage::FaultKind::unavailable;
  Readiness readiness{database, {}};
  EXPECT_NE(readiness.missing(), "");
}

TEST(Readiness, ADatabaseThatHangsIsSeenInTimeAndAskedOnce) {
  Moody database;
  database.hang();
  Readiness readiness{database, {}};
  const auto begun = Clock::now();
  EXPECT_NE(readiness.missing(), "");
  EXPECT_GE(Clock::now() - begun, base::limits::ready_deadline);
  EXPECT_LT(Clock::now() - begun, base::limits::ready_deadline * 3);
  EXPECT_EQ(database.asked, 1);
  database.release();
  EXPECT_EQ(readiness.missing(), "");
}

TEST(Readiness, AFolderThatIsGoneAndADiskThatTakesNothingAreSeen) {
  EXPECT_EQ(wrong_with_disk("."), "");
  EXPECT_NE(wrong_with_disk("/nowhere-at-all"), "");
  EXPECT_NE(wrong_with_disk("/proc"), "") << "a file system without room";
}

TEST(Readiness, TheFolderOfAnSqliteDatabaseIsKnown) {
  EXPECT_EQ(folder_of_database("sqlite:var/skranke.db"), "var");
  EXPECT_EQ(folder_of_database("sqlite:skranke.db"), ".");
  EXPECT_EQ(folder_of_database("postgresql://localhost/skranke"), "");
}

}  // namespace
}  // namespace skranke::app
