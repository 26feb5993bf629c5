// Copies of a database, of which each is there whole or not at all.
#include "storage/sqlite/backup.hpp"

#include <filesystem>
#include <fstream>

#include "disk/disk.hpp"
#include "store.hpp"

namespace skranke::test {

class Backups : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(storage::open_database("sqlite:" + from(), test_options())); }

  [[nodiscard]] std::string from() const { return folder_.file("test.db"); }
  [[nodiscard]] std::string to() const { return folder_.file("copy.db"); }
  [[nodiscard]] Outcome<void> copy() const { return storage::sqlite::copy_database(from(), to(), {}); }
  [[nodiscard]] std::string part() const { return to() + ".part"; }

 private:
  TemporaryFolder folder_;
};

TEST_F(Backups, WhatWasCutOffIsReplacedAndNothingIsLeftBeside) {
  std::ofstream{part()} << "half of one";
  std::ofstream{part() + "-journal"} << "of that";
  ASSERT_EQ(outcome_of(copy()), "done");
  EXPECT_EQ(std::filesystem::file_size(to()), std::filesystem::file_size(from()));
  for (const char* beside : {"", "-journal", "-lock"}) EXPECT_FALSE(std::filesystem::exists(part() + beside));
}

TEST_F(Backups, WhatAnotherProgramIsWritingIsLeftAlone) {
  std::ofstream{part()} << "half of one";
  {
    const auto other = disk::lock(part() + "-lock", disk::Waiting::no);
    ASSERT_TRUE(other.is_open());
    const auto refused = copy();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, storage::FaultKind::held);
    EXPECT_EQ(std::filesystem::file_size(part()), 11U);
    EXPECT_FALSE(std::filesystem::exists(to()));
  }
  EXPECT_EQ(outcome_of(copy()), "done");
}

}  // namespace skranke::test
