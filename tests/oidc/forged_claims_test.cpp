// ID tokens that are signed, and wrong all the same: each differs from a good one in one thing, and is
// refused for it. At the end, what is allowed at the border of each rule.
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

void set_header(Scene& scene, const std::string& name, const std::string& json) {
  scene.id_token.header.set(name, json);
}
void set_claim(Scene& scene, const std::string& name, const std::string& json) {
  scene.id_token.claims.set(name, json);
}

// What is not a token of three parts with claims that can be read in one way.
const Case forms[] = {
    {"EmptyToken", "malformed", [](Scene& s) { s.id_token.at_last = [](auto&) { return std::string{}; }; }},
    {"NoToken", "malformed",
     [](Scene& s) { s.id_token.at_last = [](auto&) { return std::string{"token"}; }; }},
    {"FourParts", "malformed",
     [](Scene& s) { s.id_token.at_last = [](auto& token) { return token + ".more"; }; }},
    {"FivePartsOfAnEncryptedToken", "malformed",
     [](Scene& s) { s.id_token.at_last = [](auto& token) { return token + ".more.more"; }; }},
    {"CutInItsClaims", "malformed",
     [](Scene& s) { s.id_token.at_last = [](auto& token) { return token.substr(0, token.size() / 3); }; }},
    {"CutInItsSignature", "bad-signature",
     [](Scene& s) { s.id_token.at_last = [](auto& token) { return token.substr(0, token.size() - 2); }; }},
    {"Padded", "malformed", [](Scene& s) { s.id_token.at_last = [](auto& token) { return token + "="; }; }},
    {"WithBlanks", "malformed",
     [](Scene& s) { s.id_token.at_last = [](auto& token) { return " " + token; }; }},
    {"BitsBehindTheSignature", "malformed",
     [](Scene& s) {
       s.id_token.at_last = [](const std::string& token) {
         std::string changed = token;
         changed.back() = static_cast<char>(changed.back() + 1);  // of A, Q, g or w
         return changed;
       };
     }},
    {"Huge", "malformed", [](Scene& s) { set_claim(s, "more", in_quotes(std::string(30'000, 'x'))); }},
    {"Deep", "malformed",
     [](Scene& s) { set_claim(s, "more", std::string(20, '[') + std::string(20, ']')); }},
    {"ClaimsThatAreAText", "malformed", [](Scene& s) { s.id_token.raw_claims = in_quotes("claims"); }},
    {"ClaimsThatAreNotUtf8", "malformed", [](Scene& s) { set_claim(s, "more", "\"\xC3\x28\""); }},
    {"ClaimsWithMoreBehindThem", "malformed",
     [](Scene& s) { s.id_token.raw_claims = s.id_token.claims.json() + "{}"; }},
    {"SubjectTwice", "malformed", [](Scene& s) { s.id_token.claims.add("sub", in_quotes("person-2")); }},
    {"LevelTwice", "malformed",
     [](Scene& s) { s.id_token.claims.add("loa", in_quotes("https://data.gov.dk/concept/core/nsis/High")); }},
    {"SubjectTwiceOnceEscaped", "malformed",
     [](Scene& s) { s.id_token.claims.add("\\u0073ub", in_quotes("person-2")); }},
};

const Case parties[] = {
    {"OtherIssuer", "wrong-issuer",
     [](Scene& s) { set_claim(s, "iss", in_quotes("https://stranger.example")); }},
    {"IssuerWithASlash", "wrong-issuer",
     [](Scene& s) { set_claim(s, "iss", in_quotes("https://broker.example/op/")); }},
    {"IssuerInOtherLetters", "wrong-issuer",
     [](Scene& s) { set_claim(s, "iss", in_quotes("https://Broker.example/op")); }},
    {"IssuerOverHttp", "wrong-issuer",
     [](Scene& s) { set_claim(s, "iss", in_quotes("http://broker.example/op")); }},
    {"IssuerInAList", "wrong-issuer",
     [](Scene& s) { set_claim(s, "iss", R"(["https://broker.example/op"])"); }},
    {"IssuerMissing", "wrong-issuer", [](Scene& s) { s.id_token.claims.remove("iss"); }},
    {"TokenOfAnotherClient", "wrong-audience", [](Scene& s) { set_claim(s, "aud", in_quotes("library")); }},
    {"TokenForUsAndAnother", "wrong-audience",
     [](Scene& s) { set_claim(s, "aud", R"(["skranke","library"])"); }},
    {"TokenForUsTwice", "wrong-audience", [](Scene& s) { set_claim(s, "aud", R"(["skranke","skranke"])"); }},
    {"TokenForNobody", "wrong-audience", [](Scene& s) { set_claim(s, "aud", "[]"); }},
    {"AudienceMissing", "wrong-audience", [](Scene& s) { s.id_token.claims.remove("aud"); }},
    {"AudienceThatBeginsWithUs", "wrong-audience",
     [](Scene& s) { set_claim(s, "aud", in_quotes("skranke-test")); }},
    {"AuthorisedForAnother", "wrong-audience", [](Scene& s) { set_claim(s, "azp", in_quotes("library")); }},
    {"AuthorisedForAList", "wrong-audience", [](Scene& s) { set_claim(s, "azp", R"(["skranke"])"); }},
    {"NonceOfAnotherSession", "wrong-nonce", [](Scene& s) { set_claim(s, "nonce", in_quotes("b-nonce")); }},
    {"NonceMissing", "wrong-nonce", [](Scene& s) { s.id_token.claims.remove("nonce"); }},
    {"NonceEmpty", "wrong-nonce", [](Scene& s) { set_claim(s, "nonce", in_quotes("")); }},
    {"NonceThatIsNull", "wrong-nonce", [](Scene& s) { set_claim(s, "nonce", "null"); }},
    {"NonceInAList", "wrong-nonce", [](Scene& s) { set_claim(s, "nonce", R"(["a-nonce"])"); }},
    {"SubjectMissing", "missing-claim", [](Scene& s) { s.id_token.claims.remove("sub"); }},
    {"SubjectEmpty", "missing-claim", [](Scene& s) { set_claim(s, "sub", in_quotes("")); }},
    {"SubjectThatIsANumber", "missing-claim", [](Scene& s) { set_claim(s, "sub", "1"); }},
    {"SubjectTooLong", "missing-claim",
     [](Scene& s) { set_claim(s, "sub", in_quotes(std::string(256, 'x'))); }},
    {"HashOfAnotherAccessToken", "wrong-access-token",
     [](Scene& s) { set_claim(s, "at_hash", in_quotes(base64url(sha256("another").substr(0, 16)))); }},
    {"HashOfTheWholeAccessToken", "wrong-access-token",
     [](Scene& s) { set_claim(s, "at_hash", in_quotes(base64url(sha256("an-access-token")))); }},
};

const Case times[] = {
    {"Expired", "token-expired", [](Scene& s) { set_claim(s, "exp", at(now + 40 - 30)); }},
    {"EndMissing", "missing-claim", [](Scene& s) { s.id_token.claims.remove("exp"); }},
    {"EndThatIsAText", "malformed", [](Scene& s) { set_claim(s, "exp", in_quotes(at(now + 330))); }},
    {"EndBeforeTheBeginningOfTime", "token-expired",
     [](Scene& s) { set_claim(s, "exp", "-9223372036854775808"); }},
    {"EndBeyondAllNumbers", "malformed", [](Scene& s) { set_claim(s, "exp", "1e300"); }},
    {"IssuedInTheFuture", "token-too-early", [](Scene& s) { set_claim(s, "iat", at(now + 40 + 31)); }},
    {"IssuedBeforeTheLogin", "stale-login", [](Scene& s) { set_claim(s, "iat", at(now - 31)); }},
    {"IssuedMissing", "missing-claim", [](Scene& s) { s.id_token.claims.remove("iat"); }},
    {"NotYetGood", "token-too-early", [](Scene& s) { set_claim(s, "nbf", at(now + 40 + 31)); }},
    {"NotYetGoodAsAText", "malformed", [](Scene& s) { set_claim(s, "nbf", in_quotes("0")); }},
    {"LoggedInBeforeTheLogin", "stale-login", [](Scene& s) { set_claim(s, "auth_time", at(now - 31)); }},
    {"LoggedInInTheFuture", "token-too-early",
     [](Scene& s) { set_claim(s, "auth_time", at(now + 40 + 31)); }},
    {"LoggedInMissing", "missing-claim", [](Scene& s) { s.id_token.claims.remove("auth_time"); }},
};

const Case logins[] = {
    {"LevelLow", "level-too-low",
     [](Scene& s) { set_claim(s, "loa", in_quotes("https://data.gov.dk/concept/core/nsis/Low")); }},
    {"LevelBelowAHigherWish", "level-too-low",
     [](Scene& s) { s.kept.wish.level = desk::AssuranceLevel::high; }},
    {"LevelMissing", "level-too-low", [](Scene& s) { s.id_token.claims.remove("loa"); }},
    {"LevelThatNobodyKnows", "level-too-low",
     [](Scene& s) { set_claim(s, "loa", in_quotes("https://data.gov.dk/concept/core/nsis/Highest")); }},
    {"LevelByItsBareName", "level-too-low", [](Scene& s) { set_claim(s, "loa", in_quotes("High")); }},
    {"LevelsInAList", "level-too-low",
     [](Scene& s) { set_claim(s, "loa", R"(["https://data.gov.dk/concept/core/nsis/High"])"); }},
    {"LoginWithoutMitId", "wrong-identity-provider",
     [](Scene& s) { set_claim(s, "idp", in_quotes("mobilepay")); }},
    {"LoginWithNobodyKnowsWhat", "wrong-identity-provider",
     [](Scene& s) { s.id_token.claims.remove("idp"); }},
    {"LoginForAnOrganisation", "not-private",
     [](Scene& s) { set_claim(s, "identity_type", in_quotes("professional")); }},
    {"LoginOfATestIdentity", "not-private",
     [](Scene& s) { set_claim(s, "identity_type", in_quotes("test")); }},
    {"LoginOfNoKind", "not-private", [](Scene& s) { s.id_token.claims.remove("identity_type"); }},
};

// What is allowed at the border of each rule: so none of the cases above is refused for being odd.
const Case good[] = {
    {"AudienceInAListOfOne", "proven", [](Scene& s) { set_claim(s, "aud", R"(["skranke"])"); }},
    {"AuthorisedForUs", "proven", [](Scene& s) { set_claim(s, "azp", in_quotes("skranke")); }},
    {"RightHashOfTheAccessToken", "proven",
     [](Scene& s) {
       set_claim(s, "at_hash", in_quotes(base64url(sha256("an-access-token").substr(0, 16))));
     }},
    {"ExpiredWithinTheLeeway", "proven", [](Scene& s) { set_claim(s, "exp", at(now + 40 - 29)); }},
    {"IssuedAheadWithinTheLeeway", "proven", [](Scene& s) { set_claim(s, "iat", at(now + 40 + 30)); }},
    {"IssuedBeforeWithinTheLeeway", "proven", [](Scene& s) { set_claim(s, "iat", at(now - 30)); }},
    {"LoggedInBeforeWithinTheLeeway", "proven",
     [](Scene& s) {
       set_claim(s, "auth_time", at(now - 30));
       s.transaction_token.claims.set("auth_time", at(now - 30));
     }},
    {"NotYetGoodWithinTheLeeway", "proven", [](Scene& s) { set_claim(s, "nbf", at(now + 40 + 30)); }},
    {"NoType", "proven", [](Scene& s) { s.id_token.header.remove("typ"); }},
    {"CertificateThatNobodyLooksAt", "proven", [](Scene& s) { set_header(s, "x5c", R"(["MIIB"])"); }},
    {"ClaimsThatNobodyKnows", "proven", [](Scene& s) { set_claim(s, "more", R"({"a":[1,null,true]})"); }},
    {"SecondTrustedKey", "proven",
     [](Scene& s) {
       set_header(s, "kid", in_quotes("good-2"));
       s.sign_with([](std::string_view input) { return keys().second.rs256(input); });
     }},
    {"AllowedCurve", "proven",
     [](Scene& s) {
       s.config.algorithms.push_back(Algorithm::es256);
       set_header(s, "alg", in_quotes("ES256"));
       set_header(s, "kid", in_quotes("curve-1"));
       s.sign_with([](std::string_view input) { return keys().curve.es256(input); });
     }},
    {"AllowedPadding", "proven",
     [](Scene& s) {
       s.config.algorithms.push_back(Algorithm::ps256);
       set_header(s, "alg", in_quotes("PS256"));
       set_header(s, "kid", in_quotes("good-2"));
       s.sign_with([](std::string_view input) { return keys().second.ps256(input); });
     }},
    {"HigherLevel", "proven",
     [](Scene& s) { set_claim(s, "loa", in_quotes("https://data.gov.dk/concept/core/nsis/High")); }},
    {"LongestSubject", "proven",
     [](Scene& s) {
       const std::string subject = in_quotes(std::string(255, 'x'));
       set_claim(s, "sub", subject);
       s.transaction_token.claims.set("sub", subject);
       s.userinfo.set("sub", subject);
     }},
};

class ClaimCase : public testing::TestWithParam<Case> {};

TEST_P(ClaimCase, IsRefusedForItsReasonAlone) {
  EXPECT_EQ(Scene{}.outcome(), "proven");
  Scene changed;
  GetParam().change(changed);
  EXPECT_EQ(changed.outcome(), GetParam().expected);
}

std::string name_of_case(const testing::TestParamInfo<Case>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Forms, ClaimCase, testing::ValuesIn(forms), name_of_case);
INSTANTIATE_TEST_SUITE_P(Parties, ClaimCase, testing::ValuesIn(parties), name_of_case);
INSTANTIATE_TEST_SUITE_P(Times, ClaimCase, testing::ValuesIn(times), name_of_case);
INSTANTIATE_TEST_SUITE_P(Logins, ClaimCase, testing::ValuesIn(logins), name_of_case);
INSTANTIATE_TEST_SUITE_P(Good, ClaimCase, testing::ValuesIn(good), name_of_case);

TEST(ClaimCases, AreMoreThanSixty) {
  EXPECT_GE(std::size(forms) + std::size(parties) + std::size(times) + std::size(logins), 61U);
}

}  // namespace
}  // namespace skranke::oidc::test
