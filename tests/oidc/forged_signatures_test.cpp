// Forged signatures, algorithms and keys: each token differs from a good one in one thing, and is refused for
// it.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connect/oidc/encoding.hpp"
#include "scene.hpp"

namespace skranke::oidc::test {
namespace {

std::string nothing(std::string_view /*input*/) { return {}; }
std::string as_stranger(std::string_view input) { return keys().stranger.rs256(input); }

// Where an accepted token would have to be signed with a key that anybody can read.
std::string as_shared_secret(std::string_view input) { return hs256(keys().good.pem(), input); }

void set_header(Scene& scene, const std::string& name, const std::string& json) {
  scene.id_token.header.set(name, json);
}
void set_claim(Scene& scene, const std::string& name, const std::string& json) {
  scene.id_token.claims.set(name, json);
}

const Case algorithms[] = {
    {"AlgorithmNone", "wrong-algorithm",
     [](Scene& s) {
       set_header(s, "alg", in_quotes("none"));
       s.sign_with(nothing);
     }},
    {"AlgorithmNoneInOtherLetters", "wrong-algorithm",
     [](Scene& s) {
       set_header(s, "alg", in_quotes("nOnE"));
       s.sign_with(nothing);
     }},
    {"AlgorithmNoneWithAGoodSignature", "wrong-algorithm",
     [](Scene& s) { set_header(s, "alg", in_quotes("none")); }},
    {"AlgorithmEmpty", "wrong-algorithm", [](Scene& s) { set_header(s, "alg", in_quotes("")); }},
    {"AlgorithmMissing", "malformed", [](Scene& s) { s.id_token.header.remove("alg"); }},
    {"AlgorithmThatIsANumber", "malformed", [](Scene& s) { set_header(s, "alg", "256"); }},
    {"AlgorithmTwice", "malformed", [](Scene& s) { s.id_token.header.add("alg", in_quotes("none")); }},
    {"PublicKeyAsSharedSecret", "wrong-algorithm",
     [](Scene& s) {
       set_header(s, "alg", in_quotes("HS256"));
       s.sign_with(as_shared_secret);
     }},
    {"ClientSecretAsSharedSecret", "wrong-algorithm",
     [](Scene& s) {
       set_header(s, "alg", in_quotes("HS256"));
       s.sign_with([](std::string_view input) { return hs256("s3cret", input); });
     }},
    {"SharedSecretUnderTheNameOfRsa", "bad-signature", [](Scene& s) { s.sign_with(as_shared_secret); }},
    {"AlgorithmThatIsNotAllowedHere", "wrong-algorithm",
     [](Scene& s) {
       set_header(s, "alg", in_quotes("ES256"));
       set_header(s, "kid", in_quotes("curve-1"));
       s.sign_with([](std::string_view input) { return keys().curve.es256(input); });
     }},
    {"AlgorithmOfAnotherPadding", "bad-signature",
     [](Scene& s) { s.sign_with([](std::string_view input) { return keys().good.ps256(input); }); }},
    {"AlgorithmThatTheKeyIsNotFor", "unknown-key",
     [](Scene& s) {
       s.config.algorithms.push_back(Algorithm::ps256);
       set_header(s, "alg", in_quotes("PS256"));
       s.sign_with([](std::string_view input) { return keys().good.ps256(input); });
     }},
};

const Case signatures[] = {
    {"StrangersSignature", "bad-signature", [](Scene& s) { s.sign_with(as_stranger); }},
    {"NoSignature", "bad-signature", [](Scene& s) { s.sign_with(nothing); }},
    {"ShortSignature", "bad-signature",
     [](Scene& s) {
       s.sign_with([](std::string_view input) { return keys().good.rs256(input).substr(0, 255); });
     }},
    {"SignatureOfZeros", "bad-signature",
     [](Scene& s) { s.sign_with([](std::string_view) { return std::string(256, '\0'); }); }},
    {"SignatureOfOtherClaims", "bad-signature",
     [](Scene& s) {
       const std::string other = s.id_token.written();
       set_claim(s, "sub", in_quotes("person-2"));
       s.sign_with([other](std::string_view) { return *from_base64url(other.substr(other.rfind('.') + 1)); });
     }},
    {"ChangedAfterSigning", "bad-signature",
     [](Scene& s) {
       Draft other = s.id_token;
       other.claims.set("sub", in_quotes("person-2"));
       s.id_token.at_last = [other](const std::string& token) {
         const std::string changed = other.written();
         return changed.substr(0, changed.rfind('.')) + token.substr(token.rfind('.'));
       };
     }},
};

// What the key id can be bent to.
const Case key_ids[] = {
    {"KeyIdOfAnotherTrustedKey", "bad-signature",
     [](Scene& s) { set_header(s, "kid", in_quotes("good-2")); }},
    {"KeyIdOfAKeyOfAnotherKind", "unknown-key", [](Scene& s) { set_header(s, "kid", in_quotes("curve-1")); }},
    {"KeyIdThatNobodyHas", "unknown-key",
     [](Scene& s) {
       set_header(s, "kid", in_quotes("stranger-1"));
       s.sign_with(as_stranger);
     }},
    {"KeyIdMissing", "unknown-key", [](Scene& s) { s.id_token.header.remove("kid"); }},
    {"KeyIdEmpty", "unknown-key", [](Scene& s) { set_header(s, "kid", in_quotes("")); }},
    {"KeyIdThatIsANumber", "unknown-key", [](Scene& s) { set_header(s, "kid", "1"); }},
    {"KeyIdThatIsAList", "unknown-key", [](Scene& s) { set_header(s, "kid", R"(["good-1"])"); }},
    {"KeyIdInOtherLetters", "unknown-key", [](Scene& s) { set_header(s, "kid", in_quotes("GOOD-1")); }},
    {"KeyIdWithMoreBehindANul", "unknown-key",
     [](Scene& s) { set_header(s, "kid", R"("good-1\u0000more")"); }},
    {"KeyIdThatIsAPath", "unknown-key",
     [](Scene& s) { set_header(s, "kid", in_quotes("../../../../dev/null")); }},
    {"KeyIdThatIsAQuery", "unknown-key",
     [](Scene& s) { set_header(s, "kid", in_quotes("x' UNION SELECT 'good-1")); }},
    {"KeyIdThatIsAnAddress", "unknown-key",
     [](Scene& s) { set_header(s, "kid", in_quotes("https://stranger.example/key")); }},
    {"KeyIdTwice", "malformed", [](Scene& s) { s.id_token.header.add("kid", in_quotes("good-2")); }},
};

const Case headers[] = {
    {"OwnKeyInTheHeader", "untrusted-header",
     [](Scene& s) {
       set_header(s, "jwk", keys().stranger.jwk("good-1"));
       s.sign_with(as_stranger);
     }},
    {"AddressOfKeysInTheHeader", "untrusted-header",
     [](Scene& s) {
       set_header(s, "jku", in_quotes("https://stranger.example/jwks"));
       s.sign_with(as_stranger);
     }},
    {"AddressOfACertificateInTheHeader", "untrusted-header",
     [](Scene& s) {
       set_header(s, "x5u", in_quotes("https://stranger.example/certificate"));
       s.sign_with(as_stranger);
     }},
    {"CertificateInTheHeader", "bad-signature",
     [](Scene& s) {
       set_header(s, "x5c", "[" + in_quotes(base64(keys().stranger.pem())) + "]");
       s.sign_with(as_stranger);
     }},
    {"ExtensionThatHasToBeUnderstood", "untrusted-header",
     [](Scene& s) {
       set_header(s, "crit", R"(["b64"])");
       set_header(s, "b64", "true");
     }},
    {"ClaimsThatAreNotEncoded", "untrusted-header", [](Scene& s) { set_header(s, "b64", "false"); }},
    {"Compressed", "untrusted-header", [](Scene& s) { set_header(s, "zip", in_quotes("DEF")); }},
    {"AccessTokenAsIdToken", "wrong-token", [](Scene& s) { set_header(s, "typ", in_quotes("at+jwt")); }},
    {"LogoutTokenByItsType", "wrong-token", [](Scene& s) { set_header(s, "typ", in_quotes("logout+jwt")); }},
    {"TypeThatIsAList", "wrong-token", [](Scene& s) { set_header(s, "typ", R"(["JWT"])"); }},
    {"LogoutTokenByItsClaims", "wrong-token",
     [](Scene& s) {
       set_claim(s, "events", R"({"http://schemas.openid.net/event/backchannel-logout":{}})");
     }},
    {"TransactionTokenAsIdToken", "wrong-audience",
     [](Scene& s) { s.id_token.claims = s.transaction_token.claims; }},
    {"HeaderThatIsAList", "malformed", [](Scene& s) { s.id_token.raw_header = R"(["RS256"])"; }},
    {"HeaderThatIsNotJson", "malformed",
     [](Scene& s) { s.id_token.raw_header = R"({"alg":"RS256","kid":"good-1",})"; }},
};

class SignatureCase : public testing::TestWithParam<Case> {};

TEST_P(SignatureCase, IsRefusedForItsReasonAlone) {
  EXPECT_EQ(Scene{}.outcome(), "proven");
  Scene changed;
  GetParam().change(changed);
  EXPECT_EQ(changed.outcome(), GetParam().expected);
}

std::string name_of_case(const testing::TestParamInfo<Case>& info) { return info.param.name; }

INSTANTIATE_TEST_SUITE_P(Algorithms, SignatureCase, testing::ValuesIn(algorithms), name_of_case);
INSTANTIATE_TEST_SUITE_P(Signatures, SignatureCase, testing::ValuesIn(signatures), name_of_case);
INSTANTIATE_TEST_SUITE_P(KeyIds, SignatureCase, testing::ValuesIn(key_ids), name_of_case);
INSTANTIATE_TEST_SUITE_P(Headers, SignatureCase, testing::ValuesIn(headers), name_of_case);

TEST(SignatureCases, AreMoreThanForty) {
  EXPECT_GE(std::size(algorithms) + std::size(signatures) + std::size(key_ids) + std::size(headers), 41U);
}

}  // namespace
}  // namespace skranke::oidc::test
