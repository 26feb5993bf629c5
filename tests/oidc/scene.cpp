#include "scene.hpp"

#include "base/ensure.hpp"

namespace skranke::oidc::test {
namespace {

std::string at(desk::Moment moment) { return std::to_string(moment); }

std::string query_with(const std::string& state) { return "code=a-code&state=" + state; }

}  // namespace

const Keys& keys() {
  static const Keys all;
  return all;
}

std::string good_jwks() {
  return jwks({keys().good.jwk("good-1", R"(,"use":"sig","alg":"RS256")"), keys().second.jwk("good-2"),
               keys().curve.jwk("curve-1")});
}

StandIn& stand_in() {
  static StandIn one;
  return one;
}

Scene::Scene() {
  config.issuer = "https://broker.example/op";
  config.authorization_endpoint = "https://broker.example/op/connect/authorize";
  config.token_endpoint = stand_in().origin() + "/token";
  config.userinfo_endpoint = stand_in().origin() + "/userinfo";
  config.client_id = "skranke";
  config.client_secret = base::PersonalText{"s3cret"};
  config.redirect_uri = "https://skranke.example/login/callback";
  config.keys = good_jwks();
  config.connect_deadline = config.request_deadline = config.finish_deadline = std::chrono::seconds{60};
  kept = {.address = {},
          .state = base::PersonalText{"a-state"},
          .nonce = base::PersonalText{"a-nonce"},
          .code_verifier = base::PersonalText{"a-verifier"},
          .began = now,
          .wish = {.reference_text = base::PersonalText{"Sag 42, J.Æ., Prøvekøbing"},
                   .language = "da",
                   .level = desk::AssuranceLevel::substantial,
                   .is_cpr_number_wanted = true}};
  const auto sign = [](std::string_view input) { return keys().good.rs256(input); };
  const std::string substantial = in_quotes("https://data.gov.dk/concept/core/nsis/Substantial");
  id_token.header =
      Members{{"alg", in_quotes("RS256")}, {"kid", in_quotes("good-1")}, {"typ", in_quotes("JWT")}};
  id_token.claims = Members{{"iss", in_quotes(config.issuer)},
                            {"sub", in_quotes("person-1")},
                            {"aud", in_quotes("skranke")},
                            {"exp", at(now + 330)},
                            {"iat", at(now + 30)},
                            {"auth_time", at(now + 29)},
                            {"nonce", in_quotes("a-nonce")},
                            {"idp", in_quotes("mitid")},
                            {"identity_type", in_quotes("private")},
                            {"transaction_id", in_quotes("transaction-1")},
                            {"loa", substantial},
                            {"ial", substantial},
                            {"aal", substantial}};
  id_token.sign = sign;
  transaction_token.header = id_token.header;
  transaction_token.claims = Members{{"iss", in_quotes(config.issuer)},
                                     {"sub", in_quotes("person-1")},
                                     {"iat", at(now + 30)},
                                     {"auth_time", at(now + 29)},
                                     {"idp", in_quotes("mitid")},
                                     {"identity_type", in_quotes("private")},
                                     {"transaction_id", in_quotes("transaction-1")},
                                     {"transaction_actions", R"(["mitid.login","mitid.cpr_match"])"},
                                     {"spec_ver", in_quotes("0.9")},
                                     {"mitid.uuid", in_quotes("uuid-1")},
                                     {"mitid.reference_text", in_quotes("Sag 42, J.Æ., Prøvekøbing")}};
  transaction_token.sign = sign;
  token_answer = Members{{"access_token", in_quotes("an-access-token")},
                         {"token_type", in_quotes("Bearer")},
                         {"expires_in", "10800"}};
  userinfo = Members{{"sub", in_quotes("person-1")},
                     {"mitid.uuid", in_quotes("uuid-1")},
                     {"mitid.date_of_birth", in_quotes("1971-05-14")},
                     {"mitid.identity_name", in_quotes("Vera Vidnesen Prøve")},
                     {"dk.cpr", in_quotes("1405710110")}};
}

base::Result<desk::LoginOutcome> Scene::finish() {
  const std::string tokens = [&] {
    Members all = token_answer;
    all.add("id_token", in_quotes(id_token.written()));
    if (transaction_token.sign) all.add("transaction_token", in_quotes(transaction_token.written()));
    return all.json();
  }();
  stand_in().answer("/token", token_reply ? token_reply(tokens) : reply(tokens));
  stand_in().answer("/userinfo", userinfo_reply ? userinfo_reply(userinfo.json()) : reply(userinfo.json()));
  auto broker = make_broker(config, system_randomness());
  base::ensure(broker.has_value(), "a configuration that can be right");
  return (*broker)->finish(kept, query.empty() ? query_with("a-state") : query, finished_at);
}

std::string Scene::outcome() { return name_of(finish()); }

std::string name_of(const base::Result<desk::LoginOutcome>& result) {
  if (!result) return std::string{base::name(result.error().fault)};
  return *result ? "proven" : std::string{desk::name(result->error())};
}

void PrintTo(const Case& one, std::ostream* out) { *out << one.name; }

}  // namespace skranke::oidc::test
