// A broker in trouble, or one that talks nonsense: the officer is told, and nothing is proven or refused.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scene.hpp"

namespace skranke::oidc::test {
namespace {

using testing::HasSubstr;

std::string problem_of(Scene& scene) {
  const auto finished = scene.finish();
  if (finished) return name_of(finished);
  EXPECT_EQ(finished.error().fault, base::Fault::unavailable);
  // Whoever the login is of, and every secret of it.
  for (const char* secret : {"Vera", "1405710110", "a-code", "a-state", "a-nonce", "a-verifier", "s3cret",
                             "an-access-token", "person-1", "Sag 42"}) {
    EXPECT_THAT(finished.error().text, testing::Not(HasSubstr(secret)));
  }
  EXPECT_THAT(finished.error().text, HasSubstr("Nothing was recorded and nothing was used up"));
  return finished.error().text;
}

std::string with_reply(std::function<Reply(const std::string&)> make) {
  Scene scene;
  scene.token_reply = std::move(make);
  return problem_of(scene);
}

std::string with_error(const std::string& status, const std::string& error) {
  return with_reply(
      [&](auto&) { return reply(R"({"error":")" + error + R"("})", "application/json", status); });
}

TEST(BrokerInTrouble, AnswersWithAnError) {
  EXPECT_THAT(with_error("500 Internal Server Error", "x"), HasSubstr("answers with an error"));
  EXPECT_THAT(with_error("503 Service Unavailable", "invalid_grant"), HasSubstr("answers with an error"));
  EXPECT_THAT(with_error("400 Bad Request", "invalid_request"), HasSubstr("answers with an error"));
  EXPECT_THAT(with_error("401 Unauthorized", "invalid_client"), HasSubstr("this client's id and secret"));
  EXPECT_THAT(with_reply([](auto& body) { return reply(body, "application/json", "404 Not Found"); }),
              HasSubstr("answers with an error"));
  EXPECT_EQ(with_error("400 Bad Request", "invalid_grant"), "code-refused");
}

TEST(BrokerInTrouble, ARedirectIsNotFollowed) {
  const std::string there = "Location: " + stand_in().origin() + "/elsewhere\r\n";
  stand_in().answer("/elsewhere", reply("{}"));
  for (const char* status :
       {"301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"}) {
    EXPECT_THAT(with_reply([&](auto& body) { return reply(body, "application/json", status, there); }),
                HasSubstr("answers with an error"));
  }
  EXPECT_EQ(stand_in().count("/elsewhere"), 0);
}

TEST(BrokerInTrouble, AnswersSomethingElse) {
  EXPECT_THAT(with_reply([](auto& body) { return reply(body, "text/html"); }), HasSubstr("application/json"));
  EXPECT_THAT(with_reply([](auto&) { return reply("<html>", "application/json"); }), HasSubstr("not JSON"));
  EXPECT_THAT(with_reply([](auto&) { return reply(""); }), HasSubstr("not JSON"));
  EXPECT_THAT(with_reply([](auto& body) { return reply(body.substr(0, body.size() / 2)); }),
              HasSubstr("not JSON"));
  EXPECT_THAT(with_reply([](auto& body) { return reply("[" + body + "]"); }), HasSubstr("not JSON"));
  EXPECT_THAT(
      with_reply([](auto& body) { return reply(body.substr(0, body.size() - 1) + R"(,"id_token":"x"})"); }),
      HasSubstr("not JSON"));
  EXPECT_THAT(with_reply([](auto&) { return reply(R"({"access_token":"x","token_type":"Bearer"})"); }),
              HasSubstr("not that of an OpenID provider"));
  EXPECT_EQ(with_reply([](auto& body) { return reply(body, "Application/JSON ; charset=utf-8"); }), "proven");
}

TEST(BrokerInTrouble, GivesNoTokenThatCanBeUsed) {
  for (const auto& [name, json] : {std::pair{"access_token", "\"\""},
                                   std::pair{"access_token", "\"a\\r\\nb\""}, std::pair{"access_token", "1"},
                                   std::pair{"token_type", "\"mac\""}, std::pair{"token_type", "\"DPoP\""}}) {
    Scene scene;
    scene.token_answer.set(name, json);
    EXPECT_THAT(problem_of(scene), HasSubstr("not that of an OpenID provider")) << json;
  }
}

TEST(BrokerInTrouble, AnswersTooMuch) {
  const auto filled = [](std::size_t bytes) {
    return with_reply([bytes](auto& body) { return reply(body + std::string(bytes - body.size(), ' ')); });
  };
  EXPECT_EQ(filled(base::limits::oidc_answer_bytes_max - 1), "proven");
  EXPECT_EQ(filled(base::limits::oidc_answer_bytes_max), "proven");
  EXPECT_THAT(filled(base::limits::oidc_answer_bytes_max + 1), HasSubstr("too long"));
}

TEST(BrokerInTrouble, AnswersHalf) {
  EXPECT_THAT(with_reply([](auto& body) {
                Reply half = reply(body);
                half.bytes.resize(half.bytes.size() - 100);
                return half;
              }),
              HasSubstr("cut off"));
  EXPECT_THAT(with_reply([](auto&) { return Reply{.bytes = "HTTP/1.1 200 OK\r\nContent-"}; }),
              testing::AnyOf(HasSubstr("cut off"), HasSubstr("application/json")));
  EXPECT_THAT(with_reply([](auto&) { return Reply{}; }), HasSubstr("cut off"));
  EXPECT_THAT(with_reply([](auto&) { return Reply{.bytes = "nonsense\r\n\r\n"}; }), HasSubstr("not HTTP"));
}

TEST(BrokerInTrouble, AnswersSlowlyOrNotAtAll) {
  for (const Manner manner : {Manner::drip, Manner::hang}) {
    for (const bool is_whole : {false, true}) {
      Scene scene;
      (is_whole ? scene.config.finish_deadline : scene.config.request_deadline) =
          std::chrono::milliseconds{300};
      scene.token_reply = [manner](auto& body) {
        Reply slow = reply(body);
        slow.manner = manner;
        return slow;
      };
      EXPECT_THAT(problem_of(scene), HasSubstr("did not answer in time"));
    }
  }
}

TEST(BrokerInTrouble, CantBeReached) {
  std::string gone;
  {
    const StandIn other;
    gone = other.origin();
  }
  Scene scene;
  scene.config.token_endpoint = gone + "/token";
  EXPECT_THAT(problem_of(scene), HasSubstr("the token endpoint: it can't be reached"));
  Scene userinfo;
  userinfo.config.userinfo_endpoint = gone + "/userinfo";
  EXPECT_THAT(problem_of(userinfo), HasSubstr("the userinfo endpoint: it can't be reached"));
}

// Not over TLS, although it was promised: an https address that answers in the clear.
TEST(BrokerInTrouble, SpeaksNoTls) {
  Scene scene;
  scene.config.token_endpoint.replace(0, 4, "https");
  EXPECT_THAT(problem_of(scene), HasSubstr("TLS is not trusted"));
}

TEST(BrokerInTrouble, WorksAgainAfterwards) {
  EXPECT_THAT(with_error("500 Internal Server Error", "x"), HasSubstr("answers with an error"));
  EXPECT_EQ(Scene{}.outcome(), "proven");
}

}  // namespace
}  // namespace skranke::oidc::test
