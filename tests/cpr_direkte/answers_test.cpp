// The client against the stand-in: what comes of each answer that the service can give.
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fixture.hpp"

namespace skranke::cpr_direkte::test {
namespace {

std::string two_digits(int code) { return std::string{code < 10 ? "0" : ""} + std::to_string(code); }

TEST(CprDirekte, AKnownNumberIsAnsweredWithItsPersonAndTheTimeThatItIsTrueAsOf) {
  const RunningStandIn service;
  const auto client = client_of(service.config());
  const auto found = client->find(number(resident));
  ASSERT_TRUE(found.has_value()) << found.error().text;
  ASSERT_TRUE(found->has_value());
  EXPECT_EQ((*found)->person.number, number(resident));
  ASSERT_TRUE((*found)->person.name.has_value());
  EXPECT_EQ((*found)->person.name->given.reveal(), "Ulf");
  EXPECT_EQ((*found)->person.name->family.reveal(), "\u00D8lling");
  EXPECT_EQ((*found)->as_of, "2026-11-24T10:00:00Z");
  EXPECT_EQ((*found)->person_id, "");
  EXPECT_EQ(service.statistics().asked.log_ons, 1U);
  EXPECT_EQ(service.statistics().connections, 2U);
}

TEST(CprDirekte, OneLogOnServesManyLookUps) {
  const RunningStandIn service;
  const auto client = client_of(service.config());
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(client->find(number(resident)).has_value());
  EXPECT_EQ(service.statistics().asked.log_ons, 1U);
  EXPECT_EQ(service.statistics().asked.look_ups, 5U);
  EXPECT_EQ(service.statistics().connections, 6U);
}

TEST(CprDirekte, AnUnknownNumberIsNotFound) {
  const RunningStandIn service;
  const auto found = client_of(service.config())->find(number(nobody));
  ASSERT_TRUE(found.has_value()) << found.error().text;
  EXPECT_FALSE(found->has_value());
}

TEST(CprDirekte, AChangedNumberIsFollowedToTheCurrentOne) {
  const RunningStandIn service;
  const auto client = client_of(service.config());
  for (const auto& [asked, current] : {std::pair{changed, changed_to}, std::pair{duplicate, duplicate_of}}) {
    const auto found = client->find(number(asked));
    ASSERT_TRUE(found.has_value()) << found.error().text;
    ASSERT_TRUE(found->has_value());
    EXPECT_EQ((*found)->person.number, number(current));
  }
  EXPECT_EQ(service.statistics().asked.look_ups, 4U);
}

// What a look-up says about each error number, and how often it asks.
TEST(CprDirekte, EveryErrorNumberOfALookUpHasItsOutcome) {
  for (int code = 1; code < 100; ++code) {
    SCOPED_TRACE(code);
    const RunningStandIn service{{"error-" + two_digits(code)}};
    const auto client = client_of(service.config());
    const auto found = client->look_up(number(resident));
    const auto asked = service.statistics().asked;
    if (code == 5) {
      ASSERT_TRUE(found.has_value());
      EXPECT_FALSE(found->has_value());
      continue;
    }
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(found.error().kind, FailureKind::answered);
    EXPECT_EQ(static_cast<int>(found.error().code), code);
    EXPECT_THAT(found.error().text, testing::HasSubstr("error " + two_digits(code)));
    expect_no_secret(found.error().text);
    EXPECT_EQ(asked.look_ups, code == 7 ? 3U : code == 8 ? 2U : 1U);
    EXPECT_EQ(asked.log_ons, code == 7 ? 3U : 1U);
    EXPECT_EQ(client->find(number(resident)).error().fault, base::Fault::unavailable);
  }
}

TEST(CprDirekte, EveryErrorNumberOfALogOnIsTheOutcomeAndIsNotTriedAgainInTheCall) {
  for (int code = 1; code < 100; ++code) {
    SCOPED_TRACE(code);
    const RunningStandIn service{{"log-on-error-" + two_digits(code)}};
    const auto client = client_of(service.config());
    const auto found = client->look_up(number(resident));
    ASSERT_FALSE(found.has_value());
    EXPECT_EQ(static_cast<int>(found.error().code), code);
    expect_no_secret(found.error().text);
    EXPECT_EQ(service.statistics().asked.log_ons, 1U);
    EXPECT_FALSE(client->look_up(number(resident)).has_value());
    const bool is_about_password = code == 1 || code == 2;
    EXPECT_EQ(service.statistics().asked.log_ons, is_about_password ? 1U : 2U);
    EXPECT_EQ(service.statistics().asked.look_ups, 0U);
  }
}

TEST(CprDirekte, ADeadlockIsTriedOnceMore) {
  const RunningStandIn service{{"error-08:1"}};
  const auto found = client_of(service.config())->find(number(resident));
  ASSERT_TRUE(found.has_value()) << found.error().text;
  EXPECT_TRUE(found->has_value());
  EXPECT_EQ(service.statistics().asked.look_ups, 2U);
}

TEST(CprDirekte, AnExpiredTokenIsRenewed) {
  const RunningStandIn service{{"token-expires:2"}};
  const auto client = client_of(service.config());
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(client->find(number(resident)).has_value());
  EXPECT_EQ(service.statistics().asked.log_ons, 3U);
  EXPECT_EQ(service.statistics().asked.look_ups, 7U);
}

TEST(CprDirekte, AWrongPasswordIsSentOnceAndNeverAgain) {
  const RunningStandIn service;
  Config config = service.config();
  config.password = base::PersonalText{"wrong123"};
  const auto client = client_of(config);
  on_threads(8, [&] { EXPECT_FALSE(client->look_up(number(resident)).has_value()); });
  EXPECT_FALSE(client->look_up(number(resident)).has_value());
  EXPECT_EQ(client->change_password(base::PersonalText{"newpas12"}).error().code,
            ErrorCode::password_refused);
  EXPECT_EQ(service.statistics().asked.log_ons, 1U);
  EXPECT_EQ(service.statistics().connections, 1U);
}

TEST(CprDirekte, AClientConfiguredAnewTriesAgain) {
  const RunningStandIn service{{"log-on-error-01:1"}};
  EXPECT_FALSE(client_of(service.config())->find(number(resident)).has_value());
  EXPECT_TRUE(client_of(service.config())->find(number(resident)).has_value());
}

TEST(CprDirekte, AnExpiredPasswordIsChangedOnlyByCommand) {
  const RunningStandIn service{{"password-expired"}};
  const auto client = client_of(service.config());
  EXPECT_EQ(client->look_up(number(resident)).error().code, ErrorCode::password_expired);
  EXPECT_EQ(client->look_up(number(resident)).error().code, ErrorCode::password_expired);
  EXPECT_EQ(service.statistics().asked.log_ons, 1U);
  ASSERT_TRUE(client->change_password(base::PersonalText{"newpas12"}).has_value());
  EXPECT_TRUE(client->find(number(resident)).has_value());
  EXPECT_FALSE(client_of(service.config())->find(number(resident)).has_value()) << "with the old password";
}

TEST(CprDirekte, ANewPasswordThatWasUsedBeforeIsRefusedAndTheOldOneStays) {
  const RunningStandIn service;
  const auto client = client_of(service.config());
  const base::PersonalText used{stand_in::KnownAccount{}.password};
  EXPECT_EQ(client->change_password(used).error().code, ErrorCode::new_password_refused);
  EXPECT_TRUE(client->find(number(resident)).has_value());
}

TEST(CprDirekte, ANewPasswordAgainstTheRulesIsNotEvenSent) {
  const RunningStandIn service;
  const auto client = client_of(service.config());
  for (const char* password :
       {"", "short12", "toolong12", "onlytext", "12345678", "oneDigi1", "1234567a", "with sp1"}) {
    SCOPED_TRACE(password);
    EXPECT_EQ(client->change_password(base::PersonalText{password}).error().code,
              ErrorCode::new_password_refused);
  }
  EXPECT_EQ(service.statistics().connections, 0U);
}

}  // namespace
}  // namespace skranke::cpr_direkte::test
