#include "app/shredded_file.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

namespace skranke::app {
namespace {

class ShreddedListFile : public testing::Test {
 protected:
  ShreddedListFile() {
    std::string name = (std::filesystem::temp_directory_path() / "shredded-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    file_ = folder_ / "shredded.list";
  }
  ~ShreddedListFile() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string bytes() const {
    std::ifstream in{file_};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
  [[nodiscard]] std::vector<std::string> lines() const { return read_shredded(file_).value(); }

  std::filesystem::path folder_;
  std::filesystem::path file_;
};

TEST_F(ShreddedListFile, IsAddedToAndReadSorted) {
  EXPECT_TRUE(lines().empty());
  ASSERT_TRUE(append_shredded(file_, {"record.b", "case.b"}));
  ASSERT_TRUE(append_shredded(file_, {"case.a"}));
  EXPECT_EQ(lines(), (std::vector<std::string>{"case.a", "case.b", "record.b"}));
  EXPECT_EQ(bytes(), "record.b\ncase.b\ncase.a\n");
}

TEST_F(ShreddedListFile, ALineThatWasCutOffIsNeverOneOfTheList) {
  for (const std::string cut : {"case.a\ncase.hal", "case.hal"}) {
    std::ofstream{file_, std::ios::trunc} << cut;
    const std::vector<std::string> whole = lines();
    ASSERT_TRUE(append_shredded(file_, {"case.b"}));
    std::vector<std::string> expected = whole;
    expected.emplace_back("case.b");
    EXPECT_EQ(lines(), expected);
    EXPECT_EQ(bytes().find("hal"), std::string::npos);
  }
}

TEST_F(ShreddedListFile, WithoutRoomNothingOfItIsWritten) {
  ASSERT_TRUE(append_shredded(file_, {"case.a"}));
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{.rlim_cur = 10, .rlim_max = before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const auto appended = append_shredded(file_, {"case.b", "case.c"});
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_FALSE(appended);
  EXPECT_EQ(bytes(), "case.a\n");
}

TEST_F(ShreddedListFile, WhatCanNotBeReadIsAProblem) {
  std::filesystem::create_directory(file_);
  EXPECT_FALSE(read_shredded(file_));
  EXPECT_FALSE(append_shredded(file_, {"case.a"}));
}

}  // namespace
}  // namespace skranke::app
