// Published values of RFC 6238 and what sealing and hashing promise. Passkeys are tested with a browser's own
// authenticator (web/tests/browser/sign_in.test.ts).
#include "connect/factors/real_factors.hpp"

#include <array>
#include <filesystem>

#include <gtest/gtest.h>

namespace skranke::factors {
namespace {

// A keyed hash that any key of 32 bytes would do for.
class Keys final : public desk::Pseudonyms {
 public:
  explicit Keys(char salt) : salt_{salt} {}
  [[nodiscard]] std::string of(std::string_view kind, const base::PersonalText& value) const override {
    std::string key(32, salt_);
    for (std::size_t i = 0; i < kind.size() + value.reveal().size(); ++i)
      key[i % 32] =
          static_cast<char>(key[i % 32] * 31 + (i < kind.size() ? kind[i] : value.reveal()[i - kind.size()]));
    return key;
  }

 private:
  char salt_;
};

std::unique_ptr<RealFactors> opened(const Keys& keys) {
  auto factors = RealFactors::open(keys);
  EXPECT_TRUE(factors.has_value());
  return std::move(*factors);
}

TEST(RealFactors, MakesTheCodesOfRfc6238) {
  struct Example {
    std::int64_t seconds;
    std::string_view code;
  };
  // Appendix B, SHA-1.
  constexpr std::array examples{Example{59, "94287082"},         Example{1111111109, "07081804"},
                                Example{1111111111, "14050471"}, Example{1234567890, "89005924"},
                                Example{2000000000, "69279037"}, Example{20000000000, "65353130"}};
  for (const Example& example : examples)
    EXPECT_EQ(code_of("12345678901234567890", example.seconds / 30, 8), example.code);
}

TEST(RealFactors, KnowsAPasswordByItsHashOnly) {
  const Keys keys{'a'};
  const auto factors = opened(keys);
  const base::PersonalText password{"correct horse battery staple"};
  const std::string hash = factors->hash_password(password);
  EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$")) << hash;
  EXPECT_NE(hash, factors->hash_password(password)) << "each has a salt of its own";
  EXPECT_TRUE(factors->is_password(password, hash));
  EXPECT_FALSE(factors->is_password(base::PersonalText{"correct horse battery stapl"}, hash));
  EXPECT_FALSE(factors->is_password(password, ""));
  for (const std::string& broken :
       {std::string{"no hash"}, hash.substr(0, hash.size() - 1), hash + "A", "x" + hash,
        std::string{"$argon2id$v=19$m=65536,t=2,p=1$"}, std::string{"$argon2id$v=19$m=,t=2,p=1$a$b"}})
    EXPECT_FALSE(factors->is_password(password, broken)) << broken;
}

TEST(RealFactors, OpensWhatItSealedAndNothingElse) {
  const Keys keys{'a'};
  const Keys others{'b'};
  const auto factors = opened(keys);
  const std::string sealed = factors->seal("a key");
  EXPECT_EQ(factors->unseal(sealed), "a key");
  EXPECT_NE(sealed, factors->seal("a key"));
  EXPECT_EQ(opened(others)->unseal(sealed), std::nullopt) << "of another installation";
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string other = sealed;
    other[i] = static_cast<char>(other[i] ^ 1);
    EXPECT_EQ(factors->unseal(other), std::nullopt) << i;
  }
  EXPECT_EQ(factors->unseal(""), std::nullopt);
}

TEST(RealFactors, TakesNoPasskeyThatIsNone) {
  const Keys keys{'a'};
  const auto factors = opened(keys);
  EXPECT_EQ(factors->new_passkey("", "localhost"), std::nullopt);
  EXPECT_EQ(factors->new_passkey(std::string(200, '\1'), "localhost"), std::nullopt);
  const staff::Passkey passkey{.credential_id = "id",
                               .public_key = std::string(64, '\1'),
                               .algorithm = -7,
                               .sign_count = 0,
                               .label = "key"};
  EXPECT_EQ(
      factors->is_signed(
          passkey, {.credential_id = "id", .client_data = "{}", .authenticator_data = "x", .signature = "y"},
          "localhost"),
      std::nullopt);
}

}  // namespace
}  // namespace skranke::factors
