// Logins at a real OpenID provider: the good ones, and what goes wrong when somebody bends the flow.
#include <chrono>
#include <memory>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connect/oidc/broker.hpp"
#include "connect/oidc/encoding.hpp"
#include "provider_process.hpp"

namespace skranke::oidc::test {
namespace {

using desk::AssuranceLevel;
using testing::HasSubstr;
using testing::StartsWith;

desk::Moment now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Config config_for(const std::string& issuer) {
  Config config;
  config.issuer = issuer;
  config.authorization_endpoint = issuer + "/auth";
  config.token_endpoint = issuer + "/token";
  config.userinfo_endpoint = issuer + "/me";
  config.jwks_uri = issuer + "/jwks";
  config.client_id = "skranke";
  config.client_secret = base::PersonalText{"a-secret-of-a-demonstration"};
  config.redirect_uri = redirect_uri;
  config.sends_issuer = true;
  config.claims.mitid_since = "mitid.since";
  config.connect_deadline = config.request_deadline = config.finish_deadline = std::chrono::seconds{60};
  return config;
}

desk::LoginWish wish() {
  return {.reference_text = base::PersonalText{"Sag 2026-0042: bevidn for J.Æ., Borgerservice Prøvekøbing"},
          .language = "da",
          .level = AssuranceLevel::substantial,
          .is_cpr_number_wanted = true};
}

class RealProvider : public testing::Test {
 protected:
  static void SetUpTestSuite() { provider_ = std::make_unique<ProviderProcess>(); }
  static void TearDownTestSuite() { provider_.reset(); }
  void SetUp() override {
    ASSERT_FALSE(provider_->issuer().empty());
    config_ = config_for(provider_->issuer());
  }

  // A login by a test identity, without asking.
  [[nodiscard]] static std::string log_in(const desk::BegunLogin& login, const std::string& person) {
    return browse(login.address + "&login_hint=" + person);
  }
  [[nodiscard]] std::unique_ptr<Broker> broker() const {
    auto made = make_broker(config_, system_randomness());
    EXPECT_TRUE(made.has_value()) << made.error().text;
    return std::move(*made);
  }
  // What comes of a login by a test identity.
  [[nodiscard]] std::string outcome(const std::string& person, const desk::LoginWish& what = wish()) const {
    const auto ours = broker();
    const auto login = ours->begin(what, now());
    return name_of(ours->finish(*login, log_in(*login, person), now()));
  }
  [[nodiscard]] static std::string name_of(const base::Result<desk::LoginOutcome>& result) {
    if (!result) return std::string{base::name(result.error().fault)};
    return *result ? "proven" : std::string{desk::name(result->error())};
  }

  static std::unique_ptr<ProviderProcess> provider_;
  Config config_;
};

std::unique_ptr<ProviderProcess> RealProvider::provider_;

TEST_F(RealProvider, ALoginIsProvenWithEverythingThatWasAskedFor) {
  const auto ours = broker();
  const auto login = ours->begin(wish(), now());
  ASSERT_TRUE(login.has_value());
  const auto finished = ours->finish(*login, log_in(*login, "vera"), now());
  ASSERT_EQ(name_of(finished), "proven") << (finished ? "" : finished.error().text);
  const desk::ProvenLogin& proven = **finished;
  EXPECT_EQ(proven.issuer, provider_->issuer());
  EXPECT_EQ(proven.subject.reveal(), "vera");
  EXPECT_EQ(proven.mitid_uuid.reveal().size(), 36U);
  ASSERT_TRUE(proven.cpr_number.has_value());
  EXPECT_EQ(proven.cpr_number->reveal(), "1405710110");
  EXPECT_EQ(base::format_day(proven.born->reveal()), "1971-05-14");
  EXPECT_EQ(proven.name->reveal(), "Vera Vidnesen Prøve");
  EXPECT_EQ(proven.level, AssuranceLevel::substantial);
  EXPECT_EQ(proven.identity_level, AssuranceLevel::substantial);
  EXPECT_EQ(proven.authenticator_level, AssuranceLevel::substantial);
  EXPECT_GE(proven.authenticated_at, login->began - 1);
  EXPECT_EQ(proven.identity_type, "private");
  EXPECT_EQ(proven.transaction_id.size(), 36U);
  EXPECT_EQ(proven.reference_text, wish().reference_text);
  EXPECT_EQ(base::format_day(*proven.mitid_since), "2023-02-01");
  ASSERT_EQ(proven.tokens.size(), 2U);
  EXPECT_EQ(proven.tokens[0].kind, "id_token");
  EXPECT_EQ(proven.tokens[1].kind, "transaction_token");
  EXPECT_EQ(proven.tokens[0].sha256.size(), 64U);
}

TEST_F(RealProvider, ANumberThatIsNotWantedIsNotAskedForAndNotKept) {
  auto without = wish();
  without.is_cpr_number_wanted = false;
  const auto ours = broker();
  const auto login = ours->begin(without, now());
  EXPECT_THAT(login->address, testing::Not(HasSubstr("ssn")));
  const auto finished = ours->finish(*login, log_in(*login, "vera"), now());
  ASSERT_EQ(name_of(finished), "proven");
  EXPECT_FALSE((*finished)->cpr_number.has_value());
}

TEST_F(RealProvider, APersonWithoutANumberIsProvenWithoutOne) {
  const auto ours = broker();
  const auto login = ours->begin(wish(), now());
  const auto finished = ours->finish(*login, log_in(*login, "udland"), now());
  ASSERT_EQ(name_of(finished), "proven");
  EXPECT_FALSE((*finished)->cpr_number.has_value());
}

TEST_F(RealProvider, TheReferenceTextIsOnThePageAndTheButtonsWork) {
  const auto ours = broker();
  const auto login = ours->begin(wish(), now());
  EXPECT_THAT(browse(login->address), HasSubstr(wish().reference_text.reveal()));
  EXPECT_EQ(name_of(ours->finish(*login, browse(login->address, "person=valdemar"), now())), "proven");
  const auto other = ours->begin(wish(), now());
  EXPECT_EQ(name_of(ours->finish(*other, browse(other->address, "person="), now())), "cancelled");
}

TEST_F(RealProvider, EveryAllowedAlgorithmIsRead) {
  for (const auto& [name, algorithm] :
       {std::pair{"PS256", Algorithm::ps256}, std::pair{"ES256", Algorithm::es256}}) {
    const ProviderProcess other{{"--algorithm", name}};
    config_ = config_for(other.issuer());
    EXPECT_EQ(outcome("vera"), "wrong-algorithm") << name;
    config_.algorithms.push_back(algorithm);
    EXPECT_EQ(outcome("vera"), "proven") << name;
  }
}

TEST_F(RealProvider, WhoCancelsHasCancelled) { EXPECT_EQ(outcome("cancel"), "cancelled"); }

TEST_F(RealProvider, ALowLevelIsTooLowUnlessItIsEnough) {
  EXPECT_EQ(outcome("lau"), "level-too-low");
  auto high = wish();
  high.level = AssuranceLevel::high;
  EXPECT_EQ(outcome("vera", high), "level-too-low");
  EXPECT_EQ(outcome("valdemar", high), "proven");
  auto low = wish();
  low.level = AssuranceLevel::low;
  EXPECT_EQ(outcome("lau", low), "proven");
}

TEST_F(RealProvider, ALoginForAnOrganisationIsNotAPrivatePersons) {
  EXPECT_EQ(outcome("erna"), "not-private");
}

TEST_F(RealProvider, AnAnswerIsGoodOnce) {
  const auto ours = broker();
  const auto login = ours->begin(wish(), now());
  const std::string query = log_in(*login, "vera");
  EXPECT_EQ(name_of(ours->finish(*login, query, now())), "proven");
  EXPECT_EQ(name_of(ours->finish(*login, query, now())), "code-refused");
}

TEST_F(RealProvider, AnAnswerToAnotherLoginIsRefused) {
  const auto ours = broker();
  const auto one = ours->begin(wish(), now());
  const auto two = ours->begin(wish(), now());
  EXPECT_EQ(name_of(ours->finish(*two, log_in(*one, "vera"), now())), "wrong-state");
}

// Somebody puts another login's code beside the right state: the verifier gives it away.
TEST_F(RealProvider, ACodeOfAnotherLoginIsRefusedByItsVerifier) {
  const auto ours = broker();
  const auto one = ours->begin(wish(), now());
  auto two = ours->begin(wish(), now());
  two->state = one->state;
  EXPECT_EQ(name_of(ours->finish(*two, log_in(*one, "vera"), now())), "code-refused");
}

// And where the code and verifier are another login's too, the nonce does.
TEST_F(RealProvider, ATokenOfAnotherLoginIsRefusedByItsNonce) {
  const auto ours = broker();
  const auto one = ours->begin(wish(), now());
  auto two = ours->begin(wish(), now());
  two->state = one->state;
  two->code_verifier = one->code_verifier;
  EXPECT_EQ(name_of(ours->finish(*two, log_in(*one, "vera"), now())), "wrong-nonce");
}

TEST_F(RealProvider, WithoutAChallengeThereIsNoLogin) {
  const auto ours = broker();
  auto login = ours->begin(wish(), now());
  const std::size_t at = login->address.find("code_challenge=");
  const std::string bare =
      login->address.substr(0, at) + login->address.substr(login->address.find("prompt="));
  EXPECT_EQ(name_of(ours->finish(*login, browse(bare + "&login_hint=vera"), now())), "refused-by-broker");
  const std::string plain =
      login->address.replace(login->address.find("S256"), 4, "plain") + "&login_hint=vera";
  EXPECT_EQ(name_of(ours->finish(*login, browse(plain), now())), "refused-by-broker");
}

TEST_F(RealProvider, AnApprovalOfAnotherTextIsRefused) {
  const auto ours = broker();
  auto login = ours->begin(wish(), now());
  const std::string query = log_in(*login, "vera");
  login->wish.reference_text = base::PersonalText{"Sag 2026-0043"};
  EXPECT_EQ(name_of(ours->finish(*login, query, now())), "other-reference-text");
}

TEST_F(RealProvider, AnApprovalThatComesTooLateIsRefused) {
  const auto ours = broker();
  const auto login = ours->begin(wish(), now());
  const std::string query = log_in(*login, "vera");
  EXPECT_EQ(name_of(ours->finish(*login, query, login->began + 301)), "expired");
  EXPECT_EQ(name_of(ours->finish(*login, query, now())), "proven");
}

TEST_F(RealProvider, AnAnswerOfAnotherBrokerIsRefused) {
  const ProviderProcess other;
  const auto ours = broker();
  const auto login = ours->begin(wish(), now());
  // The same login, begun at the other broker by somebody who stands between.
  std::string address = login->address;
  address.replace(0, provider_->issuer().size(), other.issuer());
  EXPECT_EQ(name_of(ours->finish(*login, browse(address + "&login_hint=vera"), now())), "wrong-issuer");
}

TEST_F(RealProvider, AClientWithTheWrongSecretIsAMatterForTheOfficer) {
  config_.client_secret = base::PersonalText{"another"};
  const auto ours = broker();
  const auto login = ours->begin(wish(), now());
  const auto finished = ours->finish(*login, log_in(*login, "vera"), now());
  ASSERT_FALSE(finished.has_value());
  EXPECT_EQ(finished.error().fault, base::Fault::unavailable);
  EXPECT_THAT(finished.error().text, HasSubstr("does not accept this client's id and secret"));
}

TEST_F(RealProvider, ATextWithEveryLetterThatMitIdAllowsComesBackAsItWas) {
  auto odd = wish();
  odd.reference_text = base::PersonalText{"\"Sag\" & <b>100%</b> + æøåÆØÅ \\ / é ü ß €"};
  EXPECT_EQ(outcome("vera", odd), "proven");
  std::string longest;
  for (int i = 0; i < 130; ++i) longest += "å";
  odd.reference_text = base::PersonalText{longest};
  EXPECT_EQ(outcome("vera", odd), "proven");
  odd.reference_text = base::PersonalText{longest + "a"};
  EXPECT_EQ(broker()->begin(odd, now()).error().fault, base::Fault::too_large);
}

TEST(ProviderProcess, EndsAtOnceWhenItIsTold) {
  ProviderProcess provider;
  ASSERT_FALSE(provider.issuer().empty());
  EXPECT_THAT(browse(provider.issuer() + "/.well-known/openid-configuration"),
              HasSubstr("authorization_response_iss_parameter_supported\":true"));
  EXPECT_EQ(provider.stop(), 0);
}

}  // namespace
}  // namespace skranke::oidc::test
