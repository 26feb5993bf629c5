#include "connect/oidc/request.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connect/oidc/broker.hpp"
#include "connect/oidc/digest.hpp"
#include "connect/oidc/encoding.hpp"

namespace skranke::oidc {
namespace {

using base::Fault;

// Parameters of the address that a login begins with.
std::string value_in(const std::string& address, std::string_view name) {
  const auto fields = parse_form(address.substr(address.find('?') + 1));
  if (!fields) return "(not a form)";
  const auto found = std::ranges::find(*fields, name, &Field::name);
  return found == fields->end() ? "(none)" : found->value;
}

Config some_config() {
  Config config;
  config.issuer = "https://broker.example/op";
  config.authorization_endpoint = "https://broker.example/op/connect/authorize";
  config.token_endpoint = "https://broker.example/op/connect/token";
  config.jwks_uri = "https://broker.example/op/jwks";
  config.client_id = "skranke";
  config.client_secret = base::PersonalText{"s3cret"};
  config.redirect_uri = "https://skranke.example/callback?x=1";
  return config;
}

desk::BegunLogin begun(const Config& config, const desk::LoginWish& wish,
                       Randomness randomness = system_randomness()) {
  auto broker = make_broker(config, std::move(randomness));
  EXPECT_TRUE(broker.has_value());
  auto login = (*broker)->begin(wish, 1000);
  EXPECT_TRUE(login.has_value());
  return *login;
}

desk::LoginWish some_wish() {
  return {.reference_text = base::PersonalText{"Sag 42, J.Æ."},
          .language = "da",
          .level = desk::AssuranceLevel::substantial,
          .is_cpr_number_wanted = false};
}

TEST(AuthorizationRequest, IsThatOfTheStandardWithPkce) {
  const desk::BegunLogin login = begun(some_config(), some_wish());
  EXPECT_THAT(login.address, testing::StartsWith("https://broker.example/op/connect/authorize?"));
  EXPECT_EQ(value_in(login.address, "response_type"), "code");
  EXPECT_EQ(value_in(login.address, "client_id"), "skranke");
  EXPECT_EQ(value_in(login.address, "redirect_uri"), "https://skranke.example/callback?x=1");
  EXPECT_EQ(value_in(login.address, "scope"), "openid mitid transaction_token");
  EXPECT_EQ(value_in(login.address, "state"), login.state.reveal());
  EXPECT_EQ(value_in(login.address, "nonce"), login.nonce.reveal());
  EXPECT_EQ(value_in(login.address, "code_challenge_method"), "S256");
  EXPECT_EQ(value_in(login.address, "code_challenge"), base64url(sha256(login.code_verifier.reveal())));
  EXPECT_EQ(value_in(login.address, "prompt"), "login");
  EXPECT_EQ(value_in(login.address, "ui_locales"), "da");
  EXPECT_EQ(value_in(login.address, "idp_values"), "mitid");
  EXPECT_EQ(value_in(login.address, "idp_params"),
            R"({"mitid":{"loa_value":"substantial","reference_text":")" + base64("Sag 42, J.Æ.") + "\"}}");
  EXPECT_THAT(login.address, testing::Not(testing::HasSubstr(login.code_verifier.reveal())));
  EXPECT_THAT(login.address, testing::Not(testing::HasSubstr("s3cret")));
  EXPECT_EQ(login.began, 1000);
}

TEST(AuthorizationRequest, AsksForTheNumberAndTheLevelWhereTheyAreWanted) {
  auto wish = some_wish();
  wish.is_cpr_number_wanted = true;
  wish.level = desk::AssuranceLevel::high;
  const desk::BegunLogin login = begun(some_config(), wish);
  EXPECT_EQ(value_in(login.address, "scope"), "openid mitid transaction_token ssn");
  EXPECT_THAT(value_in(login.address, "idp_params"), testing::HasSubstr(R"("loa_value":"high")"));
}

// Signicat's way: a text of its own, levels as acr_values.
TEST(AuthorizationRequest, PlacesWhatAnotherBrokerTakesElsewhere) {
  Config config = some_config();
  config.authorization_endpoint += "?tenant=1";
  config.reference_text = {.parameter = "reference", .path = {}};
  config.is_reference_text_base64 = false;
  config.level = {.parameter = "acr_values", .path = {}};
  config.parameters = {};
  config.language_parameter.clear();
  config.prompt.clear();
  const desk::BegunLogin login = begun(config, some_wish());
  EXPECT_EQ(value_in(login.address, "tenant"), "1");
  EXPECT_EQ(value_in(login.address, "reference"), "Sag 42, J.Æ.");
  EXPECT_EQ(value_in(login.address, "acr_values"), "substantial");
  for (const char* name : {"idp_params", "idp_values", "ui_locales", "prompt"}) {
    EXPECT_EQ(value_in(login.address, name), "(none)") << name;
  }
}

TEST(AuthorizationRequest, APlainTextInsideJsonIsQuoted) {
  Config config = some_config();
  config.is_reference_text_base64 = false;
  auto wish = some_wish();
  wish.reference_text = base::PersonalText{R"(a"b\c)"};
  EXPECT_THAT(value_in(begun(config, wish).address, "idp_params"),
              testing::HasSubstr(R"("reference_text":"a\"b\\c")"));
}

TEST(AuthorizationRequest, SecretsAreThreeTimesThirtyTwoRandomBytes) {
  std::size_t asked = 0;
  std::uint8_t next = 0;
  const Randomness counting = [&](std::span<std::byte> bytes) {
    asked += bytes.size();
    for (std::byte& byte : bytes) byte = std::byte{next++};
  };
  const desk::BegunLogin login = begun(some_config(), some_wish(), counting);
  EXPECT_EQ(asked, 96U);
  EXPECT_EQ(login.state.reveal(), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
  EXPECT_NE(login.nonce, login.state);
  EXPECT_NE(login.code_verifier, login.nonce);
  EXPECT_EQ(login.code_verifier.reveal().size(), 43U);  // the least of RFC 7636, section 4.1
  EXPECT_NE(begun(some_config(), some_wish()).state, begun(some_config(), some_wish()).state);
}

TEST(ReferenceText, IsUtf8OfAtMostAHundredAndThirtyCharacters) {
  const auto fault = [](const std::string& text) {
    const auto checked = check_reference_text(text);
    return checked ? std::string{"good"} : std::string{base::name(checked.error().fault)};
  };
  std::string letters;
  for (int i = 0; i < 129; ++i) letters += "Æ";
  EXPECT_EQ(fault(letters), "good");
  EXPECT_EQ(fault(letters + "€"), "good");
  EXPECT_EQ(fault(letters + "\U0001F600"), "good");
  EXPECT_EQ(fault(letters + "ab"), "too-large");
  EXPECT_EQ(fault(""), "invalid-value");
  for (const char* text : {"a\nb", "a\tb", "a\x7F",
                           "a\u0085"
                           "b"})
    EXPECT_EQ(fault(text), "invalid-value") << text;
  EXPECT_EQ(fault(std::string{"a\0b", 3}), "invalid-value");
  for (const char* text :
       {"\xC3", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\x80", "a\xFF", "\xE2\x82", "\xF0\x9F\x98"}) {
    EXPECT_EQ(fault(text), "invalid-utf8");
  }
}

}  // namespace
}  // namespace skranke::oidc
