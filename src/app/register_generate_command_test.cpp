#include "app/register_generate_command.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "app/exit_code.hpp"

namespace skranke::app {
namespace {

namespace fs = std::filesystem;

class RegisterGenerate : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "skranke-generate-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override { fs::remove_all(folder_); }

  static std::string read(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
  }

  fs::path folder_;
};

TEST_F(RegisterGenerate, WritesTheWholeExtractAndNothingBesideIt) {
  const std::string out = (folder_ / "register.txt").string();
  ASSERT_EQ(run_register_generate({.persons = 300, .seed = 5, .out = out}), exit_yes);
  const std::string text = read(out);
  EXPECT_TRUE(text.starts_with("000"));
  EXPECT_EQ(text.substr(text.size() - 22, 13), "9999999999999");
  EXPECT_EQ(std::distance(fs::directory_iterator{folder_}, fs::directory_iterator{}), 1);
  const std::string again = (folder_ / "again.txt").string();
  ASSERT_EQ(run_register_generate({.persons = 300, .seed = 5, .out = again}), exit_yes);
  EXPECT_EQ(read(again), text);
}

TEST_F(RegisterGenerate, LeavesAnOlderFileAsItIsWhereItCannotWrite) {
  EXPECT_EQ(run_register_generate({.persons = 10, .seed = 1, .out = "/nowhere/at-all/register.txt"}),
            exit_outside);
  const fs::path out = folder_ / "register.txt";
  std::ofstream{out} << "older";
  fs::create_symlink("/dev/full", folder_ / "register.txt.partial");
  EXPECT_EQ(run_register_generate({.persons = 10, .seed = 1, .out = out.string()}), exit_outside);
  EXPECT_EQ(read(out), "older");
}

}  // namespace
}  // namespace skranke::app
