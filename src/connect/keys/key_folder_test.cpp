#include "connect/keys/key_folder.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace skranke::keys {
namespace {

using testing::HasSubstr;

class Keys : public testing::Test {
 protected:
  Keys() {
    std::string name = (std::filesystem::temp_directory_path() / "skranke-keys-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error{"a temporary folder"};
    folder = name;
  }
  ~Keys() override { std::filesystem::remove_all(folder); }

  std::filesystem::path folder;
};

base::PersonalText personal(const char* text) { return base::PersonalText{text}; }

TEST_F(Keys, AreDrawnOnceAndStay) {
  const auto first = KeyFolder::open(folder / "new" / "keys");
  ASSERT_TRUE(first.has_value()) << first.error().text;
  const auto second = KeyFolder::open(folder / "new" / "keys");
  ASSERT_TRUE(second.has_value());
  EXPECT_EQ((*first)->of("number", personal("0201011234")), (*second)->of("number", personal("0201011234")));
  EXPECT_EQ((*first)->public_key(), (*second)->public_key());
  const auto other = KeyFolder::open(folder / "other");
  EXPECT_NE((*first)->of("number", personal("0201011234")), (*other)->of("number", personal("0201011234")));
  EXPECT_NE((*first)->public_key(), (*other)->public_key());
}

TEST_F(Keys, KindsNeverMeet) {
  const auto keys = KeyFolder::open(folder);
  EXPECT_NE((*keys)->of("number", personal("1")), (*keys)->of("mitid", personal("1")));
  EXPECT_NE((*keys)->of("a", personal("bc")), (*keys)->of("ab", personal("c")));
}

TEST_F(Keys, SignWhatTheirPublicKeyChecks) {
  const auto keys = KeyFolder::open(folder);
  const std::string signature = (*keys)->sign("a record");
  EXPECT_TRUE(is_signed("a record", signature, (*keys)->public_key()));
  EXPECT_FALSE(is_signed("another", signature, (*keys)->public_key()));
  std::string broken = signature;
  broken[10] = static_cast<char>(broken[10] ^ 1);
  EXPECT_FALSE(is_signed("a record", broken, (*keys)->public_key()));
  EXPECT_FALSE(is_signed("a record", signature, "12"));
  EXPECT_FALSE(is_signed("a record", signature, std::string(64, 'x')));
}

TEST_F(Keys, ComputeWhatTheStandardsGiveAsExamples) {
  // FIPS 180-4, example "abc".
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_F(Keys, ThatOthersCanReadOrThatHaveAnotherLengthAreRefused) {
  ASSERT_TRUE(KeyFolder::open(folder).has_value());
  const auto file = folder / "people.key";
  std::filesystem::permissions(file, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  EXPECT_THAT(KeyFolder::open(folder).error().text, HasSubstr("people.key: others"));
  std::filesystem::permissions(file,
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  std::ofstream{file, std::ios::app} << "x";
  EXPECT_THAT(KeyFolder::open(folder).error().text, HasSubstr("32 bytes"));
  std::ofstream{folder / "no-folder"} << "x";
  EXPECT_FALSE(KeyFolder::open(folder / "no-folder").has_value());
}

}  // namespace
}  // namespace skranke::keys
