// The broker's keys: which are taken, and how often they are asked for.
#include "connect/oidc/keys.hpp"

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connect/oidc/encoding.hpp"
#include "connect/oidc/jws.hpp"
#include "scene.hpp"

namespace skranke::oidc::test {
namespace {

using testing::HasSubstr;

// A login with keys that are fetched; every finish() is of one broker, and so of one cache.
class FetchedKeys : public testing::Test {
 protected:
  void SetUp() override {
    scene_.config.keys.clear();
    scene_.config.jwks_uri = jwks_.origin() + "/jwks";
    publish({keys().good.jwk("good-1")});
    made_ = make_broker(scene_.config, system_randomness());
    ASSERT_TRUE(made_.has_value()) << made_.error().text;
    (void)scene_.outcome();  // so that the stand-in has its answers
    asked_before_ = jwks_.count("/jwks");
  }
  void publish(const std::vector<std::string>& list) {
    jwks_.answer("/jwks", reply(jwks(list), "application/jwk-set+json"));
  }
  // So many seconds after the first login was begun.
  [[nodiscard]] std::string finish(desk::Moment after = 0) {
    scene_.kept.began = Scene::now + after;
    for (const char* claim : {"iat", "auth_time"}) {
      scene_.id_token.claims.set(claim, std::to_string(Scene::now + after + 30));
      scene_.transaction_token.claims.set(claim, std::to_string(Scene::now + after + 30));
    }
    scene_.id_token.claims.set("exp", std::to_string(Scene::now + after + 330));
    Members all = scene_.token_answer;
    all.add("id_token", in_quotes(scene_.id_token.written()));
    all.add("transaction_token", in_quotes(scene_.transaction_token.written()));
    stand_in().answer("/token", reply(all.json()));
    return name_of((*made_)->finish(scene_.kept, "code=a-code&state=a-state", Scene::now + after + 40));
  }
  [[nodiscard]] int asked() const { return jwks_.count("/jwks") - asked_before_; }

  StandIn jwks_;
  Scene scene_;
  base::Result<std::unique_ptr<Broker>> made_ = nullptr;
  int asked_before_ = 0;
};

TEST_F(FetchedKeys, AreAskedForOnceAndThenWhenTheyAreOld) {
  EXPECT_EQ(finish(), "proven");
  EXPECT_EQ(finish(1), "proven");
  EXPECT_EQ(finish(3599), "proven");
  EXPECT_EQ(asked(), 1);
  EXPECT_EQ(finish(3600), "proven");
  EXPECT_EQ(asked(), 2);
}

TEST_F(FetchedKeys, AreAskedForOnceByManyAtOnce) {
  EXPECT_EQ(finish(), "proven");  // so that the stand-in has its answers
  auto other = make_broker(scene_.config, system_randomness());
  ASSERT_TRUE(other.has_value());
  std::atomic<int> proven = 0;
  std::vector<std::jthread> callers;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] {
      const auto finished = (*other)->finish(scene_.kept, "code=a-code&state=a-state", Scene::now + 40);
      if (name_of(finished) == "proven") ++proven;
    });
  }
  callers.clear();
  EXPECT_EQ(proven, 8);
  EXPECT_EQ(asked(), 2);  // once by each broker
}

TEST_F(FetchedKeys, ANewKeyIsFoundAtItsFirstUse) {
  EXPECT_EQ(finish(), "proven");
  scene_.id_token.header.set("kid", in_quotes("good-2"));
  scene_.id_token.sign = [](std::string_view input) { return keys().second.rs256(input); };
  publish({keys().good.jwk("good-1"), keys().second.jwk("good-2")});
  EXPECT_EQ(finish(60), "proven");
  EXPECT_EQ(asked(), 2);
}

// Somebody who makes up key ids can't make the broker be asked without end.
TEST_F(FetchedKeys, AnUnknownKeyIsLookedForOnceAMinute) {
  EXPECT_EQ(finish(), "proven");
  scene_.id_token.header.set("kid", in_quotes("made-up"));
  for (desk::Moment after = 1; after < 60; after += 10) EXPECT_EQ(finish(after), "unknown-key");
  EXPECT_EQ(asked(), 1);
  for (desk::Moment after = 60; after < 120; after += 10) EXPECT_EQ(finish(after), "unknown-key");
  EXPECT_EQ(asked(), 2);
}

TEST_F(FetchedKeys, AQuestionThatFailsCountsToo) {
  EXPECT_EQ(finish(), "proven");
  scene_.id_token.header.set("kid", in_quotes("made-up"));
  jwks_.answer("/jwks", reply("{}", "application/json", "500 Internal Server Error"));
  EXPECT_EQ(finish(60), "unavailable");
  EXPECT_EQ(finish(61), "unknown-key");
  EXPECT_EQ(asked(), 2);
}

TEST_F(FetchedKeys, AKeyThatWasWithdrawnIsForgotten) {
  EXPECT_EQ(finish(), "proven");
  publish({keys().second.jwk("good-2")});
  EXPECT_EQ(finish(3600), "unknown-key");
}

TEST_F(FetchedKeys, WhereTheyCantBeFetchedTheOfficerIsTold) {
  jwks_.answer("/jwks", reply("{}", "application/json", "500 Internal Server Error"));
  EXPECT_EQ(finish(), "unavailable");
  jwks_.answer("/jwks", reply("{}"));
  EXPECT_EQ(finish(), "unavailable");
  publish({});
  EXPECT_EQ(finish(), "unavailable");
  publish({keys().good.jwk("good-1")});
  EXPECT_EQ(finish(), "proven");
}

TEST(Keys, ThatCantCheckASignatureAreLeftOut) {
  const KeyPair& good = keys().good;
  const auto count = [](const std::string& key) {
    const auto read = keys_of(jwks({key}));
    return read ? static_cast<int>(read->size()) : -1;
  };
  EXPECT_EQ(count(good.jwk("a")), 1);
  EXPECT_EQ(count(good.jwk("a", R"(,"use":"sig","key_ops":["verify"],"x5c":["MIIB"])")), 1);
  EXPECT_EQ(count(keys().curve.jwk("a")), 1);
  EXPECT_EQ(count(good.jwk("a", R"(,"use":"enc")")), 0);
  EXPECT_EQ(count(good.jwk("a", R"(,"key_ops":["encrypt"])")), 0);
  EXPECT_EQ(count(good.jwk("a", R"(,"alg":"RS512")")), 0);
  EXPECT_EQ(count(good.jwk("a", R"(,"alg":"ES256")")), 0);
  EXPECT_EQ(count(good.jwk("a", R"(,"alg":"HS256")")), 0);
  EXPECT_EQ(count(good.jwk("")), 0);
  EXPECT_EQ(count(R"({"kid":"a","kty":"oct","k":"c2VjcmV0"})"), 0);
  EXPECT_EQ(count(R"({"kid":"a","kty":"EC","crv":"P-521","x":"AA","y":"AA"})"), 0);
  EXPECT_EQ(count(R"({"kid":"a","kty":"EC","crv":"P-256","x":"AA","y":"AA"})"), 0);
  EXPECT_EQ(count(R"({"kid":"a","kty":"OKP","crv":"Ed25519","x":"AA"})"), 0);
}

TEST(Keys, ASetWithAWeakKeyOrTooManyIsRefused) {
  EXPECT_FALSE(keys_of(jwks({KeyPair::rsa(1024).jwk("a")})).has_value());
  EXPECT_FALSE(keys_of(R"({"keys":{}})").has_value());
  EXPECT_FALSE(keys_of("[]").has_value());
  EXPECT_FALSE(keys_of("").has_value());
  const auto so_many = [](std::size_t count) {
    return keys_of(jwks(std::vector<std::string>(count, keys().good.jwk("a")))).has_value();
  };
  EXPECT_TRUE(so_many(base::limits::oidc_keys_max - 1));
  EXPECT_TRUE(so_many(base::limits::oidc_keys_max));
  EXPECT_FALSE(so_many(base::limits::oidc_keys_max + 1));
}

TEST(Keys, OneOfSeveralWithTheSameIdIsEnough) {
  Scene scene;
  scene.config.keys = jwks({keys().second.jwk("good-1"), keys().good.jwk("good-1")});
  EXPECT_EQ(scene.outcome(), "proven");
}

// A point that is not on the curve: the library has to refuse it, not to compute with it.
TEST(Keys, APointOffTheCurveSignsNothing) {
  Scene scene;
  scene.config.algorithms.push_back(Algorithm::es256);
  const std::string zero(43, 'A');
  scene.config.keys = jwks({keys().good.jwk("good-1"), R"({"kid":"off","kty":"EC","crv":"P-256","x":")" +
                                                           zero + R"(","y":")" + zero + "\"}"});
  scene.id_token.header.set("alg", in_quotes("ES256"));
  scene.id_token.header.set("kid", in_quotes("off"));
  scene.id_token.sign = [](std::string_view) { return std::string(64, '\0'); };
  EXPECT_EQ(scene.outcome(), "bad-signature");
}

TEST(Tokens, TheLimitOfBytesHoldsToTheByte) {
  constexpr std::size_t most = base::limits::oidc_token_bytes_max;
  Members header{{"alg", in_quotes("RS256")}};
  std::string begin;
  // A signature in base64 has lengths that leave 0, 2 or 3 over 4: the three around the limit have to.
  for (std::string kid = "k"; begin.empty() || (most - begin.size()) % 4 != 3; kid += 'k') {
    header.set("kid", in_quotes(kid));
    begin = base64url(header.json()) + "." + base64url("{}") + ".";
  }
  const auto is_read = [&](std::size_t bytes) {
    return read_token(begin + std::string(bytes - begin.size(), 'A'), {Algorithm::rs256}).has_value();
  };
  EXPECT_TRUE(is_read(most - 1));
  EXPECT_TRUE(is_read(most));
  EXPECT_FALSE(is_read(most + 1));
}

}  // namespace
}  // namespace skranke::oidc::test
