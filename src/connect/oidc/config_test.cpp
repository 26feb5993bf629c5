#include "connect/oidc/config.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace skranke::oidc {
namespace {

using base::Fault;
using testing::ElementsAre;
using testing::HasSubstr;

class OidcConfig : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "skranke-oidc-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    (void)file("secret", "s3cret\r\nno more");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
    std::ofstream{folder_ / name, std::ios::binary} << text;
    return (folder_ / name).string();
  }
  [[nodiscard]] base::Result<Config> read(const std::string& text) const {
    return read_config(file("broker.toml", text), [](const std::string& name) {
      return name == "SECRET" ? std::optional<std::string>{"from-outside"} : std::nullopt;
    });
  }
  // The least that has to be said, with one line more or in place of the one that begins with the same word.
  [[nodiscard]] static std::string least(const std::string& line = {}) {
    std::map<std::string, std::string> lines{{"issuer", "\"https://b.example/op\""},
                                             {"authorization_endpoint", "\"https://b.example/op/authorize\""},
                                             {"token_endpoint", "\"https://b.example/op/token\""},
                                             {"jwks_uri", "\"https://b.example/op/jwks\""},
                                             {"client_id", "\"us\""},
                                             {"client_secret_file", "\"secret\""},
                                             {"redirect_uri", "\"https://us.example/callback\""}};
    if (const std::size_t equals = line.find(" = "); equals != std::string::npos) {
      lines[line.substr(0, equals)] = line.substr(equals + 3);
    }
    std::string text;
    for (const auto& [key, value] : lines) {
      if (!value.empty()) text += key + " = " + value + "\n";
    }
    return text;
  }

  std::filesystem::path folder_;
};

TEST_F(OidcConfig, OnlyTheBrokerAndTheClientHaveToBeSaid) {
  const auto config = read(least());
  ASSERT_TRUE(config.has_value()) << config.error().text;
  EXPECT_EQ(config->issuer, "https://b.example/op");
  EXPECT_EQ(config->client_secret.reveal(), "s3cret");
  EXPECT_THAT(config->algorithms, ElementsAre(Algorithm::rs256));
  EXPECT_EQ(config->claims.uuid, "mitid.uuid");
  EXPECT_EQ(config->claims.mitid_since, "");
  EXPECT_EQ(config->leeway, 30);
  EXPECT_EQ(config->login_time, 300);
}

TEST_F(OidcConfig, TheExampleIsReadAndSaysWhatTheDefaultsSay) {
  std::filesystem::copy_file("ops/identity-broker.toml", folder_ / "identity-broker.toml");
  (void)file("client-secret", "s3cret\n");
  const auto config = read_config((folder_ / "identity-broker.toml").string(),
                                  [](const std::string&) { return std::optional<std::string>{}; });
  ASSERT_TRUE(config.has_value()) << config.error().text;
  const Config defaults;
  EXPECT_EQ(config->scopes, defaults.scopes);
  EXPECT_EQ(config->cpr_scopes, defaults.cpr_scopes);
  EXPECT_EQ(config->parameters, defaults.parameters);
  EXPECT_EQ(config->level_names, defaults.level_names);
  EXPECT_EQ(config->level_values, defaults.level_values);
  EXPECT_EQ(config->reference_text.path, defaults.reference_text.path);
  EXPECT_EQ(config->claims.reference_text, defaults.claims.reference_text);
  EXPECT_EQ(config->stale_actions, defaults.stale_actions);
  EXPECT_EQ(config->request_deadline, defaults.request_deadline);
}

TEST_F(OidcConfig, TheExampleOfStaffTakesEmployeesOfOneOrganisation) {
  std::filesystem::copy_file("ops/staff-broker.toml", folder_ / "staff-broker.toml");
  (void)file("staff-client-secret", "s3cret\n");
  const auto config = read_config((folder_ / "staff-broker.toml").string(),
                                  [](const std::string&) { return std::optional<std::string>{}; });
  ASSERT_TRUE(config.has_value()) << config.error().text;
  EXPECT_EQ(config->required, (std::map<std::string, std::string>{{"nemlogin.cvr", "12345678"}}));
  EXPECT_EQ(config->claims.uuid, "nemlogin.persistent_professional_id");
  EXPECT_THAT(config->identity_types, ElementsAre("professional"));
  EXPECT_EQ(config->transaction_token, "");
}

TEST_F(OidcConfig, WhatIsRequiredIsATextThatIsNotEmpty) {
  EXPECT_FALSE(read(least() + "[required]\n\"nemlogin.cvr\" = 12345678\n").has_value());
  EXPECT_FALSE(read(least() + "[required]\n\"nemlogin.cvr\" = \"\"\n").has_value());
}

TEST_F(OidcConfig, EveryKeyIsRead) {
  const auto config =
      read(least() +
           "userinfo_endpoint = \"http://127.0.0.1:81/u\"\nca_file = \"ca.pem\"\n"
           "transaction_token = \"-\"\nscopes = [\"openid\", \"x\"]\ncpr_scopes = []\n"
           "cancel_errors = [\"a\", \"b\"]\nprompt = \"-\"\nlanguage_parameter = \"language\"\n"
           "sends_issuer = true\nclient_authentication = \"post\"\n"
           "algorithms = [\"PS256\", \"ES256\"]\nconnect_deadline_ms = 1\nrequest_deadline_ms = 2\n"
           "finish_deadline_ms = 3\nleeway_s = 0\nlogin_time_s = 5\nkeys_age_s = 6\nkeys_pause_s = 7\n"
           "[parameters]\np = \"q\"\n"
           "[reference_text]\nparameter = \"r\"\npath = []\nbase64 = false\n"
           "[level]\nparameter = \"acr_values\"\npath = []\nask_high = \"H\"\nlow = [\"l\", \"ll\"]\n"
           "[claims]\nuuid = \"mitid_uuid\"\ncpr_number = \"nin\"\nborn = \"birthdate\"\nname = \"name\"\n"
           "level = \"mitid_loa\"\nidentity_level = \"mitid_ial\"\nauthenticator_level = \"mitid_aal\"\n"
           "identity_provider = \"-\"\nidentity_type = \"nin_type\"\ntransaction_id = \"t\"\n"
           "reference_text = \"-\"\nactions = \"-\"\nmitid_since = \"since\"\n"
           "identity_providers = [\"i\"]\nidentity_types = [\"PERSON\"]\nstale_actions = []\n");
  ASSERT_TRUE(config.has_value()) << config.error().text;
  EXPECT_EQ(config->userinfo_endpoint, "http://127.0.0.1:81/u");
  EXPECT_EQ(config->ca_file, (folder_ / "ca.pem").string());
  EXPECT_EQ(config->transaction_token, "");
  EXPECT_THAT(config->scopes, ElementsAre("openid", "x"));
  EXPECT_TRUE(config->cpr_scopes.empty());
  EXPECT_THAT(config->cancel_errors, ElementsAre("a", "b"));
  EXPECT_EQ(config->prompt, "");
  EXPECT_EQ(config->language_parameter, "language");
  EXPECT_TRUE(config->sends_issuer);
  EXPECT_EQ(config->client_authentication, ClientAuthentication::post);
  EXPECT_THAT(config->algorithms, ElementsAre(Algorithm::ps256, Algorithm::es256));
  EXPECT_EQ(config->connect_deadline.count(), 1);
  EXPECT_EQ(config->request_deadline.count(), 2);
  EXPECT_EQ(config->finish_deadline.count(), 3);
  EXPECT_EQ(config->leeway, 0);
  EXPECT_EQ(config->login_time, 5);
  EXPECT_EQ(config->keys_age, 6);
  EXPECT_EQ(config->keys_pause, 7);
  EXPECT_THAT(config->parameters, ElementsAre(testing::Pair("p", "q")));
  EXPECT_EQ(config->reference_text.parameter, "r");
  EXPECT_FALSE(config->is_reference_text_base64);
  EXPECT_EQ(config->level.parameter, "acr_values");
  EXPECT_THAT(config->level_values, ElementsAre("low", "substantial", "H"));
  EXPECT_THAT(config->level_names[0], ElementsAre("l", "ll"));
  EXPECT_EQ(config->claims.uuid, "mitid_uuid");
  EXPECT_EQ(config->claims.identity_provider, "");
  EXPECT_EQ(config->claims.reference_text, "");
  EXPECT_EQ(config->claims.mitid_since, "since");
  EXPECT_THAT(config->identity_types, ElementsAre("PERSON"));
}

TEST_F(OidcConfig, TheSecretMayComeFromOutside) {
  const auto config = read(least("client_secret_file = ") + "client_secret_variable = \"SECRET\"\n");
  ASSERT_TRUE(config.has_value()) << config.error().text;
  EXPECT_EQ(config->client_secret.reveal(), "from-outside");
}

TEST_F(OidcConfig, AMistakeIsFoundAtItsPlace) {
  const auto text_of = [&](const std::string& more) {
    const auto config = read(more);
    EXPECT_FALSE(config.has_value()) << more;
    return config ? std::string{} : config.error().text;
  };
  EXPECT_THAT(text_of(least() + "isuer = \"x\"\n"), HasSubstr("broker.toml:8:1: unknown key \"isuer\""));
  EXPECT_THAT(text_of(least() + "[claims]\nuid = \"x\"\n"), HasSubstr("unknown key \"uid\" in [claims]"));
  EXPECT_THAT(text_of(least("issuer = ")), HasSubstr("has no \"issuer\""));
  EXPECT_THAT(text_of(least() + "algorithms = [\"none\"]\n"), HasSubstr("expected RS256, PS256 or ES256"));
  EXPECT_THAT(text_of(least() + "algorithms = [\"HS256\"]\n"), HasSubstr("expected RS256, PS256 or ES256"));
  EXPECT_THAT(text_of(least() + "algorithms = []\n"), HasSubstr("at least one"));
  EXPECT_THAT(text_of(least() + "leeway_s = 121\n"), HasSubstr("leeway_s"));
  EXPECT_THAT(text_of(least() + "login_time_s = 901\n"), HasSubstr("login_time_s"));
  EXPECT_THAT(text_of(least() + "request_deadline_ms = 0\n"), HasSubstr("request_deadline_ms"));
  EXPECT_THAT(text_of(least() + "client_authentication = \"none\"\n"), HasSubstr("expected basic or post"));
  EXPECT_THAT(text_of(least("client_secret_file = \"nowhere\"")),
              HasSubstr("expected a file that can be read"));
  EXPECT_THAT(text_of(least("client_secret_file = ")), HasSubstr("client_secret_file"));
  EXPECT_THAT(text_of(least() + "client_secret_variable = \"OTHER\"\n"), HasSubstr("a variable that is set"));
  EXPECT_THAT(text_of(least("jwks_uri = ")), HasSubstr("either this"));
  EXPECT_THAT(text_of(least() + "keys_file = \"secret\"\n"), HasSubstr("either this"));
  EXPECT_THAT(text_of(least("jwks_uri = ") + "keys_file = \"secret\"\n"), HasSubstr("a JWKS with keys"));
  EXPECT_THAT(text_of(least() + "scopes = [\"mitid\"]\n"), HasSubstr("openid among them"));
  EXPECT_THAT(text_of("issuer = \n"), HasSubstr("not TOML"));
  EXPECT_EQ(read_config((folder_ / "none").string(), {}).error().fault, Fault::not_found);
}

TEST_F(OidcConfig, AddressesAreHttpsOrThisMachine) {
  for (const char* good : {"https://b.example", "https://b.example:444/x?y=z", "http://127.0.0.1:1/x",
                           "http://[::1]", "http://localhost/x", "http://localhost?x"}) {
    EXPECT_TRUE(read(least("token_endpoint = \"" + std::string{good} + "\"")).has_value()) << good;
  }
  for (const char* bad : {"http://b.example", "http://127.0.0.1.example/x", "http://localhost.example",
                          "http://127.0.0.1:80@b.example", "http://localhost@b.example", "http://localhost:x",
                          "ftp://b.example", "https://", "b.example", "file:///etc/passwd",
                          "https://b.example/#x", "https://b example", "HTTPS://b.example"}) {
    EXPECT_FALSE(read(least("token_endpoint = \"" + std::string{bad} + "\"")).has_value()) << bad;
  }
}

}  // namespace
}  // namespace skranke::oidc
