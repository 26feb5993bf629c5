// The register's key: NIST's samples of FF1, a permutation, and records that open for their row alone.
#include "connect/keys/register_key.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace skranke::keys {
namespace {

using testing::HasSubstr;

// NIST, "Examples with Intermediate Values", FF1-AES256.
constexpr Key sample_key{0x2B, 0x7E, 0x15, 0x16, 0x28, 0xAE, 0xD2, 0xA6, 0xAB, 0xF7, 0x15,
                         0x88, 0x09, 0xCF, 0x4F, 0x3C, 0xEF, 0x43, 0x59, 0xD8, 0xD5, 0x80,
                         0xAA, 0x4F, 0x7F, 0x03, 0x6D, 0x6F, 0x04, 0xFC, 0x6A, 0x94};

TEST(NumberCipher, IsNistsFf1) {
  const NumberCipher sample_7{sample_key, ""};
  EXPECT_EQ(sample_7.encrypt(123456789), 6657667009);
  EXPECT_EQ(sample_7.decrypt(6657667009), 123456789);
  const NumberCipher sample_8{sample_key, "9876543210"};
  EXPECT_EQ(sample_8.encrypt(123456789), 1001623463);
  EXPECT_EQ(sample_8.decrypt(1001623463), 123456789);
}

TEST(NumberCipher, IsAPermutationThatGoesBackAndDiffersByTweak) {
  const NumberCipher cipher{sample_key, "numbers"};
  const NumberCipher other{sample_key, "others"};
  std::set<std::int64_t> seen;
  std::int64_t same = 0;
  const auto look_at = [&](std::int64_t number) {
    const std::int64_t made = cipher.encrypt(number);
    EXPECT_GE(made, 0);
    EXPECT_LT(made, desk::number_count);
    EXPECT_EQ(cipher.decrypt(made), number);
    EXPECT_TRUE(seen.insert(made).second);
    same += made == number || made == other.encrypt(number) ? 1 : 0;
  };
  for (std::int64_t serial = 0; serial < 10'000; ++serial) look_at(2'412'610'000 + serial);
  for (const std::int64_t edge : {0L, 1L, 99'999L, 100'000L, 9'999'999'999L}) look_at(edge);
  EXPECT_LE(same, 1);
  // Neighbours don't stay together: of 10,000 in a row about half of their images lie in the lower half.
  const auto low =
      std::ranges::count_if(seen, [](std::int64_t made) { return made < desk::number_count / 2; });
  EXPECT_GT(low, 4'700);
  EXPECT_LT(low, 5'300);
}

class RegisterKeys : public testing::Test {
 protected:
  RegisterKeys() {
    std::string name = (std::filesystem::temp_directory_path() / "skranke-register-key-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"a temporary folder"};
    folder = name;
  }
  ~RegisterKeys() override { std::filesystem::remove_all(folder); }

  static std::vector<std::byte> bytes(std::string_view text) {
    const auto all = std::as_bytes(std::span{text});
    return {all.begin(), all.end()};
  }

  std::filesystem::path folder;
};

TEST_F(RegisterKeys, AreDrawnOnceAndFoundOnlyWhereTheyAre) {
  EXPECT_EQ(RegisterKey::find(folder / "none").value(), nullptr);
  EXPECT_FALSE(std::filesystem::exists(folder / "none"));
  const auto first = RegisterKey::open(folder / "keys");
  ASSERT_TRUE(first) << first.error().text;
  const auto second = RegisterKey::find(folder / "keys");
  ASSERT_TRUE(second && *second != nullptr);
  EXPECT_EQ((*first)->check(), (*second)->check());
  EXPECT_EQ((*first)->check().size(), 16U);
  EXPECT_EQ((*first)->number(1), (*second)->number(1));
  const auto other = RegisterKey::open(folder / "other");
  EXPECT_NE((*first)->check(), (*other)->check());
  EXPECT_NE((*first)->number(1), (*other)->number(1));
  EXPECT_EQ((*first)->plain_number((*first)->number(909610036)), 909610036);
}

TEST_F(RegisterKeys, SealRecordsForARow) {
  const auto key = RegisterKey::open(folder).value();
  for (const std::string_view text : {"", "x", "a person's records"}) {
    const auto sealed = key->seal(7, bytes(text));
    EXPECT_EQ(sealed.size(), text.size() + 29);
    EXPECT_EQ(sealed[0], std::byte{129});
    EXPECT_NE(sealed, key->seal(7, bytes(text))) << "a nonce each";
    EXPECT_EQ(key->open(7, sealed).value(), bytes(text));
    EXPECT_THAT(key->open(8, sealed).error().text, HasSubstr("for this row"));
    for (std::size_t i = 0; i < sealed.size(); ++i) {
      auto changed = sealed;
      changed[i] ^= std::byte{1};
      EXPECT_FALSE(key->open(7, changed)) << "byte " << i;
      EXPECT_FALSE(key->open(7, std::span{sealed}.first(i))) << "cut to " << i;
    }
  }
  const auto other = RegisterKey::open(folder / "other").value();
  EXPECT_FALSE(other->open(7, key->seal(7, bytes("x"))));
}

}  // namespace
}  // namespace skranke::keys
