#include "cosigning/trusted_logs.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace skranke::cosigning {
namespace {

const std::string key = ledger::public_key_text("a.dk/log", ledger::Algorithm::ed25519, std::string(32, 'k'));
const std::string other =
    ledger::public_key_text("a.dk/log", ledger::Algorithm::ed25519, std::string(32, 'l'));
const std::string witness =
    ledger::public_key_text("a.dk/log", ledger::Algorithm::cosignature, std::string(32, 'k'));

TEST(TrustedLogs, HaveANameAndKeys) {
  std::vector<base::Finding> findings;
  const auto logs = read_trusted_logs("logs.toml",
                                      "[[log]]\norigin = \"a.dk/log\"\nkeys = [\"" + key + "\", \"" + other +
                                          "\"]\n[[log]]\norigin = \"b.dk/log\"\nkeys = [\"" + key + "\"]\n",
                                      findings);
  ASSERT_TRUE(logs) << findings.front().text;
  ASSERT_EQ(logs->size(), 2U);
  EXPECT_EQ(logs->at("a.dk/log").size(), 2U);
  EXPECT_EQ(logs->at("b.dk/log").front().name, "a.dk/log");
}

TEST(TrustedLogs, OfAnotherKindAreRefusedWithTheirPlace) {
  const auto finding = [](const std::string& text) {
    std::vector<base::Finding> findings;
    EXPECT_FALSE(read_trusted_logs("logs.toml", text, findings));
    return findings.empty() ? std::string{} : base::to_string(findings.front());
  };
  using testing::HasSubstr;
  const std::string begin = "[[log]]\norigin = \"a.dk/log\"\n";
  EXPECT_THAT(finding(""), HasSubstr("log"));
  EXPECT_THAT(finding("[[log"), HasSubstr("not TOML"));
  EXPECT_THAT(finding(begin), HasSubstr("logs.toml:1:1: [[log]] has no \"keys\""));
  EXPECT_THAT(finding(begin + "keys = []\n"), HasSubstr("has no keys"));
  EXPECT_THAT(finding(begin + "keys = [\"x\"]\n"), HasSubstr("a public key: expected NAME+ID+KEY"));
  EXPECT_THAT(finding(begin + "keys = [\"" + witness + "\"]\n"), HasSubstr("this is a witness's"));
  EXPECT_THAT(finding(begin + "keys = [\"" + key + "\"]\nname = \"x\"\n"), HasSubstr("unknown key"));
  EXPECT_THAT(finding(begin + "keys = [\"" + key + "\"]\n" + begin + "keys = [\"" + key + "\"]\n"),
              HasSubstr("each log once"));
}

}  // namespace
}  // namespace skranke::cosigning
