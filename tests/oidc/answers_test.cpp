// What else of a login can be wrong: the browser's answer, the transaction token, userinfo, the token
// endpoint.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connect/oidc/digest.hpp"
#include "connect/oidc/encoding.hpp"
#include "scene.hpp"

namespace skranke::oidc::test {
namespace {

constexpr desk::Moment now = Scene::now;

std::string at(desk::Moment moment) { return std::to_string(moment); }

const Case callbacks[] = {
    {"StateOfAnotherLogin", "wrong-state", [](Scene& s) { s.query = "code=a-code&state=b-state"; }},
    {"StateMissing", "wrong-state", [](Scene& s) { s.query = "code=a-code"; }},
    {"StateEmpty", "wrong-state", [](Scene& s) { s.query = "code=a-code&state="; }},
    {"StateThatBeginsRight", "wrong-state", [](Scene& s) { s.query = "code=a-code&state=a-stat"; }},
    {"StateTwice", "malformed", [](Scene& s) { s.query = "code=a-code&state=a-state&state=a-state"; }},
    {"CodeTwice", "malformed", [](Scene& s) { s.query = "code=a-code&state=a-state&code=b-code"; }},
    {"CodeMissing", "malformed", [](Scene& s) { s.query = "state=a-state"; }},
    {"CodeEmpty", "malformed", [](Scene& s) { s.query = "state=a-state&code="; }},
    {"CodeTooLong", "malformed", [](Scene& s) { s.query = "state=a-state&code=" + std::string(2049, 'x'); }},
    {"CodeWithALineBreak", "malformed", [](Scene& s) { s.query = "state=a-state&code=a%0D%0Acode"; }},
    {"CodeAndError", "malformed",
     [](Scene& s) { s.query = "state=a-state&code=a-code&error=access_denied"; }},
    {"QueryTooLong", "malformed",
     [](Scene& s) { s.query = "code=a-code&state=a-state&more=" + std::string(4097 - 31, 'x'); }},
    {"BrokenEscape", "malformed", [](Scene& s) { s.query = "code=a-code&state=a-state&more=%2"; }},
    {"AnswerOfAnotherIssuer", "wrong-issuer",
     [](Scene& s) { s.query = "code=a-code&state=a-state&iss=https%3A%2F%2Fstranger.example"; }},
    {"AnswerOfNoIssuerWhereOneIsSent", "wrong-issuer", [](Scene& s) { s.config.sends_issuer = true; }},
    {"ErrorOfAnotherIssuer", "wrong-issuer",
     [](Scene& s) { s.query = "error=access_denied&state=a-state&iss=https%3A%2F%2Fstranger.example"; }},
    {"ErrorOfAnotherLogin", "wrong-state", [](Scene& s) { s.query = "error=access_denied&state=b-state"; }},
    {"Cancelled", "cancelled",
     [](Scene& s) { s.query = "error=access_denied&error_description=x&state=a-state"; }},
    {"CancelledInTheBrokersWords", "cancelled",
     [](Scene& s) {
       s.config.cancel_errors.emplace_back("user_aborted");
       s.query = "error=user_aborted&state=a-state";
     }},
    {"OtherError", "refused-by-broker", [](Scene& s) { s.query = "error=invalid_scope&state=a-state"; }},
    {"LevelThatCantBeHad", "level-too-low",
     [](Scene& s) { s.query = "error=unmet_authentication_requirements&state=a-state"; }},
    {"BrokerOutOfOrder", "unavailable", [](Scene& s) { s.query = "error=server_error&state=a-state"; }},
    {"TooLate", "expired", [](Scene& s) { s.finished_at = now + 301; }},
    {"BeforeItWasBegun", "expired", [](Scene& s) { s.finished_at = now - 1; }},
};

const Case transactions[] = {
    {"OtherReferenceText", "other-reference-text",
     [](Scene& s) {
       s.transaction_token.claims.set("mitid.reference_text", in_quotes("Sag 43, J.Æ., Prøvekøbing"));
     }},
    {"ReferenceTextWithABlankMore", "other-reference-text",
     [](Scene& s) {
       s.transaction_token.claims.set("mitid.reference_text", in_quotes("Sag 42, J.Æ., Prøvekøbing "));
     }},
    {"ReferenceTextMissing", "other-reference-text",
     [](Scene& s) { s.transaction_token.claims.remove("mitid.reference_text"); }},
    {"ReferenceTextInTheIdTokenOnly", "other-reference-text",
     [](Scene& s) {
       s.transaction_token.claims.remove("mitid.reference_text");
       s.id_token.claims.set("mitid.reference_text", in_quotes("Sag 42, J.Æ., Prøvekøbing"));
     }},
    {"ReferenceTextInUserinfoOnly", "other-reference-text",
     [](Scene& s) {
       s.transaction_token.claims.remove("mitid.reference_text");
       s.userinfo.set("mitid.reference_text", in_quotes("Sag 42, J.Æ., Prøvekøbing"));
     }},
    {"ApprovalForAnotherCase", "other-reference-text",
     [](Scene& s) { s.kept.wish.reference_text = base::PersonalText{"Sag 44, J.Æ., Prøvekøbing"}; }},
    {"TransactionTokenMissing", "missing-claim", [](Scene& s) { s.transaction_token.sign = nullptr; }},
    {"TransactionTokenWithoutAlgorithm", "wrong-algorithm",
     [](Scene& s) { s.transaction_token.header.set("alg", in_quotes("none")); }},
    {"TransactionTokenOfAStranger", "bad-signature",
     [](Scene& s) {
       s.transaction_token.sign = [](std::string_view input) { return keys().stranger.rs256(input); };
     }},
    {"TransactionTokenWithTheKeyOfIdTokens", "unknown-key",
     [](Scene& s) { s.config.transaction_keys = jwks({keys().second.jwk("good-2")}); }},
    {"IdTokenAsTransactionToken", "other-reference-text",
     [](Scene& s) { s.transaction_token.claims = s.id_token.claims; }},
    {"TransactionOfAnotherIssuer", "wrong-issuer",
     [](Scene& s) { s.transaction_token.claims.set("iss", in_quotes("https://stranger.example")); }},
    {"TransactionOfAnotherClient", "wrong-audience",
     [](Scene& s) { s.transaction_token.claims.set("aud", in_quotes("library")); }},
    {"TransactionOfAnotherSession", "wrong-nonce",
     [](Scene& s) { s.transaction_token.claims.set("nonce", in_quotes("b-nonce")); }},
    {"TransactionOfAnotherPerson", "wrong-person",
     [](Scene& s) { s.transaction_token.claims.set("sub", in_quotes("person-2")); }},
    {"OtherTransaction", "other-transaction",
     [](Scene& s) { s.transaction_token.claims.set("transaction_id", in_quotes("transaction-2")); }},
    {"TransactionWithoutId", "missing-claim",
     [](Scene& s) { s.transaction_token.claims.remove("transaction_id"); }},
    {"TransactionFromBefore", "stale-login",
     [](Scene& s) { s.transaction_token.claims.set("iat", at(now - 31)); }},
    {"TransactionFromTheFuture", "token-too-early",
     [](Scene& s) { s.transaction_token.claims.set("iat", at(now + 40 + 31)); }},
    {"TransactionExpired", "token-expired", [](Scene& s) { s.transaction_token.claims.set("exp", at(now)); }},
    {"SessionUsedAgain", "stale-login",
     [](Scene& s) { s.transaction_token.claims.set("transaction_actions", in_quotes("mitid.sso_login")); }},
    {"SessionUsedAgainAmongOthers", "stale-login",
     [](Scene& s) {
       s.transaction_token.claims.set("transaction_actions", R"(["mitid.cpr_match","mitid.reuse_jwt"])");
     }},
    {"LoggedInAtAnotherTime", "contradiction",
     [](Scene& s) { s.transaction_token.claims.set("auth_time", at(now + 28)); }},
    {"OtherUuid", "contradiction",
     [](Scene& s) { s.transaction_token.claims.set("mitid.uuid", in_quotes("uuid-2")); }},
    {"OtherKindOfIdentity", "contradiction",
     [](Scene& s) { s.transaction_token.claims.set("identity_type", in_quotes("professional")); }},
};

const Case userinfos[] = {
    {"UserinfoOfAnotherPerson", "wrong-person",
     [](Scene& s) { s.userinfo.set("sub", in_quotes("person-2")); }},
    {"UserinfoOfNobody", "missing-claim", [](Scene& s) { s.userinfo.remove("sub"); }},
    {"UserinfoWithAnotherLevel", "contradiction",
     [](Scene& s) { s.userinfo.set("loa", in_quotes("https://data.gov.dk/concept/core/nsis/High")); }},
    {"UuidNowhere", "missing-claim",
     [](Scene& s) {
       s.userinfo.remove("mitid.uuid");
       s.transaction_token.claims.remove("mitid.uuid");
     }},
    {"UuidThatIsANumber", "malformed",
     [](Scene& s) {
       s.userinfo.set("mitid.uuid", "1");
       s.transaction_token.claims.set("mitid.uuid", "1");
     }},
    {"BornOnADayThatIsNone", "malformed",
     [](Scene& s) { s.userinfo.set("mitid.date_of_birth", in_quotes("1971-02-30")); }},
    {"NameTooLong", "malformed",
     [](Scene& s) { s.userinfo.set("mitid.identity_name", in_quotes(std::string(513, 'x'))); }},
    {"NameWithAControlCharacter", "malformed",
     [](Scene& s) { s.userinfo.set("mitid.identity_name", R"("Vera\u0000Vidnesen")"); }},
    {"CprNumberThatIsNone", "malformed", [](Scene& s) { s.userinfo.set("dk.cpr", in_quotes("1413710110")); }},
    {"CprNumberThatIsANumber", "malformed", [](Scene& s) { s.userinfo.set("dk.cpr", "1405710110"); }},
    {"UserinfoThatSaysItTwice", "unavailable",
     [](Scene& s) { s.userinfo.add("dk.cpr", in_quotes("2309840217")); }},
    {"UserinfoRefused", "unavailable",
     [](Scene& s) {
       s.userinfo_reply = [](auto& body) { return reply(body, "application/json", "401 Unauthorized"); };
     }},
    {"UserinfoThatIsAToken", "unavailable",
     [](Scene& s) { s.userinfo_reply = [](auto&) { return reply("a.b.c", "application/jwt"); }; }},
};

const Case good[] = {
    {"OurIssuerBesideTheCode", "proven",
     [](Scene& s) {
       s.config.sends_issuer = true;
       s.query = "code=a-code&state=a-state&iss=https%3A%2F%2Fbroker.example%2Fop&session_state=x";
     }},
    {"LongestCode", "proven", [](Scene& s) { s.query = "state=a-state&code=" + std::string(2048, 'x'); }},
    {"LongestQuery", "proven",
     [](Scene& s) { s.query = "code=a-code&state=a-state&more=" + std::string(4096 - 31, 'x'); }},
    {"AtTheLastMoment", "proven",
     [](Scene& s) {
       s.finished_at = now + 300;
       s.id_token.claims.set("exp", at(now + 330));
     }},
    {"ReferenceTextAsItWasSent", "proven",
     [](Scene& s) {
       s.transaction_token.claims.set("mitid.reference_text", in_quotes(base64("Sag 42, J.Æ., Prøvekøbing")));
     }},
    {"TransactionTokenWithAKeyOfItsOwn", "proven",
     [](Scene& s) {
       s.config.transaction_keys = jwks({keys().second.jwk("good-2")});
       s.transaction_token.header.set("kid", in_quotes("good-2"));
       s.transaction_token.sign = [](std::string_view input) { return keys().second.rs256(input); };
     }},
    {"TransactionTokenWithEverythingRight", "proven",
     [](Scene& s) {
       s.transaction_token.claims.set("aud", in_quotes("skranke"));
       s.transaction_token.claims.set("nonce", in_quotes("a-nonce"));
       s.transaction_token.claims.set("exp", at(now + 330));
     }},
    {"NoActions", "proven", [](Scene& s) { s.transaction_token.claims.remove("transaction_actions"); }},
    {"NoCprNumber", "proven", [](Scene& s) { s.userinfo.remove("dk.cpr"); }},
    {"ABrokenNumberThatNobodyAskedFor", "proven",
     [](Scene& s) {
       s.kept.wish.is_cpr_number_wanted = false;
       s.userinfo.set("dk.cpr", in_quotes("none"));
     }},
    {"NeitherNameNorBirthday", "proven",
     [](Scene& s) {
       s.userinfo.remove("mitid.identity_name");
       s.userinfo.remove("mitid.date_of_birth");
     }},
    {"ABrokerWithoutTransactionTokens", "proven",
     [](Scene& s) {
       s.config.transaction_token.clear();
       s.config.claims.reference_text.clear();
       s.transaction_token.sign = nullptr;
     }},
    {"ABrokerWithoutUserinfo", "proven", [](Scene& s) { s.config.userinfo_endpoint.clear(); }},
};

class AnswerCase : public testing::TestWithParam<Case> {};

TEST_P(AnswerCase, IsRefusedForItsReasonAlone) {
  EXPECT_EQ(Scene{}.outcome(), "proven");
  Scene changed;
  GetParam().change(changed);
  EXPECT_EQ(changed.outcome(), GetParam().expected);
}

std::string name_of_case(const testing::TestParamInfo<Case>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Callbacks, AnswerCase, testing::ValuesIn(callbacks), name_of_case);
INSTANTIATE_TEST_SUITE_P(Transactions, AnswerCase, testing::ValuesIn(transactions), name_of_case);
INSTANTIATE_TEST_SUITE_P(Userinfos, AnswerCase, testing::ValuesIn(userinfos), name_of_case);
INSTANTIATE_TEST_SUITE_P(Good, AnswerCase, testing::ValuesIn(good), name_of_case);

TEST(Answers, AreReadToTheLastClaim) {
  Scene scene;
  scene.config.claims.mitid_since = "mitid.since";
  scene.userinfo.set("mitid.since", in_quotes("2023-02-01T10:00:00Z"));
  const std::string id_token = scene.id_token.written();
  const auto finished = scene.finish();
  ASSERT_EQ(name_of(finished), "proven");
  const desk::ProvenLogin& login = **finished;
  EXPECT_EQ(login.issuer, "https://broker.example/op");
  EXPECT_EQ(login.subject.reveal(), "person-1");
  EXPECT_EQ(login.mitid_uuid.reveal(), "uuid-1");
  EXPECT_EQ(login.cpr_number->reveal(), "1405710110");
  EXPECT_EQ(base::format_day(login.born->reveal()), "1971-05-14");
  EXPECT_EQ(login.name->reveal(), "Vera Vidnesen Prøve");
  EXPECT_EQ(login.level, desk::AssuranceLevel::substantial);
  EXPECT_EQ(login.authenticated_at, now + 29);
  EXPECT_EQ(login.identity_type, "private");
  EXPECT_EQ(login.transaction_id, "transaction-1");
  EXPECT_EQ(login.reference_text->reveal(), "Sag 42, J.Æ., Prøvekøbing");
  EXPECT_EQ(base::format_day(*login.mitid_since), "2023-02-01");
  ASSERT_EQ(login.tokens.size(), 2U);
  EXPECT_EQ(login.tokens[0].text.reveal(), id_token);
  EXPECT_EQ(login.tokens[0].sha256, sha256_hex(id_token));
}

// The code goes to the broker with the verifier and the secret, and nowhere else.
TEST(Answers, TheCodeIsExchangedAsTheStandardHasIt) {
  Scene scene;
  scene.config.client_secret = base::PersonalText{"s:3 cret"};
  EXPECT_EQ(scene.outcome(), "proven");
  const std::string basic = stand_in().request("/token");
  EXPECT_THAT(basic, testing::StartsWith("POST /token HTTP/1.1\r\n"));
  EXPECT_THAT(basic, testing::HasSubstr("Authorization: Basic " + base64("skranke:s%3A3%20cret") + "\r\n"));
  EXPECT_THAT(basic, testing::EndsWith("\r\n\r\ngrant_type=authorization_code&code=a-code&redirect_uri="
                                       "https%3A%2F%2Fskranke.example%2Flogin%2Fcallback&code_verifier=a-"
                                       "verifier"));
  EXPECT_THAT(stand_in().request("/userinfo"),
              testing::HasSubstr("Authorization: Bearer an-access-token\r\n"));
  scene.config.client_authentication = ClientAuthentication::post;
  EXPECT_EQ(scene.outcome(), "proven");
  const std::string post = stand_in().request("/token");
  EXPECT_THAT(post, testing::EndsWith("&client_id=skranke&client_secret=s%3A3%20cret"));
  EXPECT_THAT(post, testing::Not(testing::HasSubstr("Authorization")));
}

// A refusal asks the broker nothing that it does not have to.
TEST(Answers, AnAnswerToAnotherLoginIsNotExchanged) {
  const int before = stand_in().count("/token");
  Scene scene;
  scene.query = "code=a-code&state=b-state";
  EXPECT_EQ(scene.outcome(), "wrong-state");
  EXPECT_EQ(stand_in().count("/token"), before);
}

}  // namespace
}  // namespace skranke::oidc::test
