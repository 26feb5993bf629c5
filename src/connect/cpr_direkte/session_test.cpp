#include "connect/cpr_direkte/session.hpp"

#include <atomic>
#include <chrono>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace skranke::cpr_direkte {
namespace {

using std::chrono::steady_clock;
using Outcome = std::expected<base::PersonalText, Failure>;

const Time never = steady_clock::now() + std::chrono::hours{1};

TEST(Session, KeepsTheTokenUntilItExpires) {
  int log_ons = 0;
  Session session{base::PersonalText{"p"}, [&](const auto&, const auto&, Time) -> Outcome {
                    return base::PersonalText{"token" + std::to_string(++log_ons)};
                  }};
  EXPECT_EQ(session.ticket(never)->token.reveal(), "token1");
  EXPECT_EQ(session.ticket(never)->token.reveal(), "token1");
  session.expire(session.ticket(never)->log_on);
  const auto second = session.ticket(never);
  EXPECT_EQ(second->token.reveal(), "token2");
  session.expire(1);
  EXPECT_EQ(session.ticket(never)->token.reveal(), "token2") << "only the first one's token had expired";
}

TEST(Session, WhoComesDuringALogOnTakesItsOutcome) {
  for (const bool is_good : {true, false}) {
    std::atomic<int> log_ons = 0;
    std::latch running{1};
    std::latch may_end{1};
    Session session{base::PersonalText{"p"}, [&](const auto&, const auto&, Time) -> Outcome {
                      ++log_ons;
                      running.count_down();
                      may_end.wait();
                      if (is_good) return base::PersonalText{"token"};
                      return std::unexpected{answered(ErrorCode::closed)};
                    }};
    std::jthread first{[&] { EXPECT_EQ(session.ticket(never).has_value(), is_good); }};
    running.wait();
    // One that can't wait any longer says so, and doesn't log on by itself.
    const auto impatient = session.ticket(steady_clock::now());
    ASSERT_FALSE(impatient.has_value());
    EXPECT_EQ(impatient.error().kind, FailureKind::late);
    EXPECT_EQ(log_ons, 1);
    may_end.count_down();
    first.join();
    EXPECT_EQ(session.ticket(never).has_value(), is_good);
    EXPECT_EQ(log_ons, is_good ? 1 : 2);
  }
}

TEST(Session, ARefusedOrExpiredPasswordIsNotSentAgain) {
  for (const ErrorCode code : {ErrorCode::password_refused, ErrorCode::password_expired}) {
    int log_ons = 0;
    Session session{base::PersonalText{"p"}, [&](const auto&, const auto&, Time) -> Outcome {
                      ++log_ons;
                      return std::unexpected{answered(code)};
                    }};
    for (int i = 0; i < 3; ++i) EXPECT_EQ(session.ticket(never).error().code, code);
    EXPECT_EQ(log_ons, 1);
  }
}

TEST(Session, ARefusalOfALookUpCountsToo) {
  int log_ons = 0;
  Session session{base::PersonalText{"p"}, [&](const auto&, const auto&, Time) -> Outcome {
                    ++log_ons;
                    return base::PersonalText{"token"};
                  }};
  ASSERT_TRUE(session.ticket(never).has_value());
  session.refuse(answered(ErrorCode::password_refused));
  EXPECT_EQ(session.ticket(never).error().code, ErrorCode::password_refused);
  EXPECT_EQ(log_ons, 1);
}

TEST(Session, AChangedPasswordIsTheOneThatIsSentFromThenOn) {
  std::vector<std::string> sent;
  Session session{base::PersonalText{"old"},
                  [&](const auto& password, const auto& new_password, Time) -> Outcome {
                    sent.push_back(password.reveal() + ">" + new_password.reveal());
                    return base::PersonalText{"token"};
                  }};
  ASSERT_TRUE(session.change_password(base::PersonalText{"new"}, never).has_value());
  session.expire(session.ticket(never)->log_on);
  ASSERT_TRUE(session.ticket(never).has_value());
  EXPECT_THAT(sent, testing::ElementsAre("old>new", "new>"));
}

TEST(Session, ARefusedChangeLeavesTheTokenAndTheOldPassword) {
  std::vector<std::string> sent;
  Session session{base::PersonalText{"old"},
                  [&](const auto& password, const auto& new_password, Time) -> Outcome {
                    sent.push_back(password.reveal() + ">" + new_password.reveal());
                    if (!new_password.reveal().empty())
                      return std::unexpected{answered(ErrorCode::new_password_refused)};
                    return base::PersonalText{"token"};
                  }};
  const auto before = session.ticket(never);
  EXPECT_FALSE(session.change_password(base::PersonalText{"new"}, never).has_value());
  EXPECT_EQ(session.ticket(never)->log_on, before->log_on);
  session.expire(before->log_on);
  ASSERT_TRUE(session.ticket(never).has_value());
  EXPECT_THAT(sent, testing::ElementsAre("old>", "old>new", "old>"));
}

}  // namespace
}  // namespace skranke::cpr_direkte
