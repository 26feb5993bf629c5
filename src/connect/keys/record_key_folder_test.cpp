// The keys under records: drawn once, rotated, and published for good. That others accept the signatures is
// shown in tests/http/records.test.ts.
#include "connect/keys/record_key_folder.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

namespace skranke::keys {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;
using testing::Not;

class RecordKeys : public testing::Test {
 protected:
  RecordKeys() {
    std::string name = (std::filesystem::temp_directory_path() / "skranke-record-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"a temporary folder"};
    folder = name;
  }
  ~RecordKeys() override { std::filesystem::remove_all(folder); }

  std::filesystem::path folder;
};

TEST_F(RecordKeys, AreDrawnOnceAndPublishedWithoutTheirPrivateHalf) {
  const auto first = RecordKeyFolder::open(folder / "keys");
  ASSERT_TRUE(first.has_value()) << first.error().text;
  const auto second = RecordKeyFolder::open(folder / "keys");
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ((*first)->key_set(), (*second)->key_set());
  EXPECT_THAT(
      (*first)->key_set(),
      MatchesRegex(R"(\{"keys":\[\{"crv":"P-256","kty":"EC","x":"[A-Za-z0-9_-]{43}","y":"[A-Za-z0-9_-]{43}",)"
                   R"("use":"sig","alg":"ES256","kid":"[A-Za-z0-9_-]{43}"\}\]\})"));
  EXPECT_THAT((*first)->key_set(), Not(HasSubstr(R"("d")")));
  EXPECT_EQ(std::filesystem::status(folder / "keys" / "record-0001.pem").permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(RecordKeys, SignInThreePartsWithNumbersOfFixedLength) {
  const auto keys = RecordKeyFolder::open(folder);
  for (int i = 0; i < 200; ++i) {
    const std::string token = (*keys)->sign(R"({"a":1})");
    EXPECT_EQ(std::ranges::count(token, '.'), 2);
    EXPECT_EQ(token.substr(token.rfind('.') + 1).size(), 86U) << "64 bytes, however small the numbers are";
  }
}

TEST_F(RecordKeys, AreRotatedAndTheOnesBeforeStayPublished) {
  const auto before = RecordKeyFolder::open(folder);
  const std::string first = (*before)->current();
  for (int i = 2; i <= 3; ++i) {
    const auto rotated = RecordKeyFolder::rotate(folder);
    ASSERT_TRUE(rotated.has_value()) << rotated.error().text;
    const auto after = RecordKeyFolder::open(folder);
    EXPECT_EQ((*after)->current(), *rotated);
    EXPECT_NE(*rotated, first);
    EXPECT_THAT((*after)->key_set(), HasSubstr(first));
    EXPECT_LT((*after)->key_set().find(*rotated), (*after)->key_set().find(first)) << "the current one first";
    EXPECT_EQ(std::ranges::count((*after)->key_set(), '{'), i + 1);
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "record-0001.pem")) << "it signs no more";
  EXPECT_TRUE(std::filesystem::exists(folder / "record-0001.pub"));
}

TEST_F(RecordKeys, ThatAreNoneAreSaidToBeNone) {
  ASSERT_TRUE(RecordKeyFolder::open(folder).has_value());
  std::filesystem::permissions(folder / "record-0001.pem", std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  EXPECT_THAT(RecordKeyFolder::open(folder).error().text, HasSubstr("others than its owner"));
  std::filesystem::permissions(folder / "record-0001.pem", std::filesystem::perms::owner_all);
  std::ofstream{folder / "record-0001.pem"} << "no key";
  EXPECT_THAT(RecordKeyFolder::open(folder).error().text, HasSubstr("P-256"));
}

}  // namespace
}  // namespace skranke::keys
