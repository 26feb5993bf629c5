// Signatures and addresses of webhooks; that others accept them is shown in tests/http/handover.test.ts.
#include "connect/webhook/signature.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connect/webhook/webhook.hpp"

namespace skranke::webhook {
namespace {

using testing::HasSubstr;

// Of 24 and of 32 bytes.
const std::string first = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string second = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

TEST(Webhooks, AreSignedAsTheSpecificationsExample) {
  const auto secrets = read_secrets(first);
  ASSERT_TRUE(secrets.has_value()) << secrets.error().text;
  EXPECT_EQ(signatures(*secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})"),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(Webhooks, AreSignedWithEverySecretWhileTheyChange) {
  const auto both = read_secrets(second + "\r\n\n" + first + "\n");
  ASSERT_TRUE(both.has_value());
  const std::string signed_by_both = signatures(*both, "a", 1, "{}");
  EXPECT_EQ(signed_by_both,
            signatures({both->front()}, "a", 1, "{}") + " " + signatures({both->back()}, "a", 1, "{}"));
  EXPECT_NE(signatures({both->front()}, "a", 1, "{}"), signatures({both->front()}, "a", 2, "{}"));
  EXPECT_NE(signatures({both->front()}, "a", 1, "{}"), signatures({both->front()}, "b", 1, "{}"));
  EXPECT_NE(signatures({both->front()}, "a", 1, "{}"), signatures({both->front()}, "a", 1, "{ }"));
}

TEST(Webhooks, WantSecretsAsTheyAreWritten) {
  const auto text = [](std::string_view secrets) { return read_secrets(secrets).error().text; };
  EXPECT_THAT(text(""), HasSubstr("expected a secret"));
  EXPECT_THAT(text(first.substr(6)), HasSubstr("whsec_")) << "without the prefix";
  EXPECT_THAT(text("whsec_AAAA"), HasSubstr("24 to 64 bytes"));
  EXPECT_THAT(text("whsec_" + std::string(88, 'A') + "AAAA"), HasSubstr("24 to 64 bytes"));
  EXPECT_THAT(text(first + "\nwhsec_!fKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), HasSubstr("line 2"));
  EXPECT_THAT(text(first + "\n" + first + "\n" + first + "\n" + first + "\n" + first),
              HasSubstr("at most 4"));
}

TEST(Webhooks, GoToHttpsOrToThisMachine) {
  const auto is_taken = [](const char* url) {
    return Webhook::make({.url = url, .secrets = read_secrets(first).value(), .ca_file = {}}).has_value();
  };
  for (const char* url : {"https://ra.example/events", "HTTPS://ra.example", "http://127.0.0.1:8080/x",
                          "http://[::1]:8080/x", "http://localhost/x"})
    EXPECT_TRUE(is_taken(url)) << url;
  for (const char* url :
       {"", "ra.example", "http://ra.example/", "ftp://ra.example/", "https://user:secret@ra.example/",
        "http://127.0.0.1.ra.example/", "http://localhost.example/", "http://127.0.0.1@ra.example/",
        "file:///etc/passwd", "https://"})
    EXPECT_FALSE(is_taken(url)) << url;
}

TEST(Webhooks, SayWhyNobodyAnswers) {
  for (const char* url : {"http://127.0.0.1:1/", "HTTP://127.0.0.1:1/", "HTTPS://127.0.0.1:1/"}) {
    const auto webhook = Webhook::make({.url = url, .secrets = read_secrets(first).value(), .ca_file = {}});
    const Delivery delivery = (*webhook)->post("a", 1, base::PersonalText{"{}"});
    EXPECT_EQ(delivery.status, 0);
    EXPECT_EQ(delivery.trouble, "it can't be reached") << url;
  }
}

}  // namespace
}  // namespace skranke::webhook
