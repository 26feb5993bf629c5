// Records: what stands in them, and what never does.
#include "record/claims.hpp"

#include <set>
#include <string>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/ensure.hpp"
#include "record/testing.hpp"

namespace skranke::record {
namespace {

namespace json = boost::json;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

std::string text(const json::value& value) { return std::string{value.as_string()}; }

json::value parsed(const CaseFacts& facts) { return json::parse(claims(facts)); }

const json::value& verification(const json::value& payload) {
  return payload.at("verified_claims").at("verification");
}

// "TYPE:METHOD" of every check of the evidence.
std::multiset<std::string> checks(const json::value& payload) {
  std::multiset<std::string> all;
  for (const json::value& evidence : verification(payload).at("evidence").as_array()) {
    for (const json::value& check : evidence.at("check_details").as_array())
      all.insert(std::string{evidence.at("type").as_string()} + ":" +
                 std::string{check.at("check_method").as_string()});
  }
  return all;
}

std::set<std::string> assurance_types(const json::value& payload) {
  std::set<std::string> all;
  for (const json::value& details :
       verification(payload).at("assurance_process").at("assurance_details").as_array())
    all.emplace(details.at("assurance_type").as_string());
  return all;
}

TEST(Record, OfAPassportWithQuestions) {
  const json::value payload = parsed(list_a_with_questions());
  EXPECT_EQ(checks(payload), (std::multiset<std::string>{"document:vpip", "document:pvp",
                                                         "electronic_record:data", "electronic_record:kbv"}));
  EXPECT_EQ(assurance_types(payload),
            (std::set<std::string>{"evidence_validation", "verification", "supplementary_check"}));
  EXPECT_EQ(text(verification(payload).at("trust_framework")), "skranke_dk_counter");
  EXPECT_EQ(text(verification(payload).at("time")), "2026-11-29T09:42:00Z");
  EXPECT_EQ(text(verification(payload).at("assurance_process").at("procedure")), "list-A+questions");
  EXPECT_EQ(text(payload.at("verified_claims").at("claims").at("birthdate")), "1990-02-03");
  EXPECT_EQ(text(payload.at("iss")), "https://citizen-service.example");
  EXPECT_EQ(text(payload.at("urn:skranke:case").at("policy").at("sha256")), std::string(64, 'a'));
}

TEST(Record, OfAWitnessNamesTheStatementAndNobody) {
  const json::value payload = parsed(list_b_with_witness());
  EXPECT_THAT(checks(payload), Contains("vouch:auth"));
  const json::array& evidence = verification(payload).at("evidence").as_array();
  const json::value& vouch = evidence.back();
  EXPECT_EQ(text(vouch.at("attestation").at("reference_number")), "s0123");
  EXPECT_EQ(vouch.at("attestation").as_object().if_contains("voucher"), nullptr);
  EXPECT_EQ(payload.at("urn:skranke:case").at("vouching").at("known_years").as_int64(), 7);
}

TEST(Record, NeverSaysThatQuestionsVerifiedSomebody) {
  const json::value payload = parsed(two_papers_with_questions());
  EXPECT_THAT(assurance_types(payload), Not(Contains("verification")));
  EXPECT_THAT(assurance_types(payload), Contains("supplementary_check"));
  EXPECT_EQ(text(payload.at("urn:skranke:case").at("information_levels").at("binding")), "none");
}

TEST(Record, LeavesOutAsEvidenceWhatWasNotUsedOrNotTheSame) {
  CaseFacts facts = accepted_case("C", {portrait("residence-permit", "DK", Likeness::doubt),
                                        paper("health-card"), paper("birth-certificate")});
  facts.documents[2].used = false;
  facts.questions = passed_questions();
  facts.questions->passed = false;
  facts.vouching = witness();
  const json::value payload = parsed(facts);
  EXPECT_EQ(checks(payload), (std::multiset<std::string>{"document:vpip", "document:vpip",
                                                         "electronic_record:data", "vouch:auth"}));
  EXPECT_EQ(payload.at("urn:skranke:case").at("documents").as_array().size(), 3U);
  EXPECT_FALSE(payload.at("urn:skranke:case").at("questions").at("passed").as_bool());
}

TEST(Record, OfARefusalHasItsReasonsAndNoVerifiedClaims) {
  const json::value payload = parsed(refused_case());
  EXPECT_EQ(payload.as_object().if_contains("verified_claims"), nullptr);
  EXPECT_EQ(text(payload.at("urn:skranke:case").at("outcome")), "refused");
  EXPECT_EQ(payload.at("urn:skranke:case").at("reasons"), (json::value{"expired", "documents-missing"}));
  EXPECT_EQ(payload.at("urn:skranke:case").at("documents").at(0).at("refused"),
            json::value(json::array{"expired"}));
  CaseFacts nobody = refused_case();
  nobody.applicant.reset();
  nobody.documents.clear();
  EXPECT_EQ(parsed(nobody).as_object().if_contains("sub"), nullptr);
}

TEST(Record, HasTheNumberOnlyWhereThatIsChosen) {
  CaseFacts facts = list_a_with_questions();
  EXPECT_THAT(claims(facts), Not(HasSubstr("dk.cpr")));
  facts.applicant->number = base::PersonalText{"0201011234"};
  EXPECT_EQ(text(parsed(facts).at("verified_claims").at("claims").at("dk.cpr")), "0201011234");
}

TEST(Record, HasTheFactsOfEveryDocumentAsTheyAre) {
  CaseFacts facts = list_b_with_witness();
  facts.documents[1].issuer.clear();
  facts.documents[1].expires = proofing::day_never;
  const json::value whole = parsed(facts).at("urn:skranke:case");
  EXPECT_EQ(text(whole.at("verdict")), "accepted");
  EXPECT_EQ(text(whole.at("list")), "B");
  const json::value& passport = whole.at("documents").at(0);
  EXPECT_EQ(text(passport.at("issuer")), "SE");
  EXPECT_EQ(text(passport.at("expires")), "2031-05-04");
  EXPECT_EQ(text(passport.at("read_by")), "zone");
  EXPECT_TRUE(passport.at("picture").as_bool());
  EXPECT_TRUE(passport.at("in_force").is_null());
  EXPECT_TRUE(passport.at("issued").is_null());
  EXPECT_TRUE(passport.at("features").at("two").as_bool());
  EXPECT_EQ(text(passport.at("face").at("features").at("ears")), "agrees");
  const json::value& card = whole.at("documents").at(1);
  EXPECT_TRUE(card.at("issuer").is_null());
  EXPECT_EQ(text(card.at("expires")), "never");
  EXPECT_FALSE(card.at("picture").as_bool());
}

TEST(Record, OfTheSameFactsIsTheSameBytes) {
  EXPECT_EQ(claims(list_b_with_witness()), claims(list_b_with_witness()));
}

TEST(Record, ThatCanNotBeIsABug) {
  CaseFacts nobody = list_a_with_questions();
  nobody.applicant.reset();
  EXPECT_THROW((void)claims(nobody), base::BrokenAssumption);
  CaseFacts no_documents = list_a_with_questions();
  no_documents.documents.front().used = false;
  EXPECT_THROW((void)claims(no_documents), base::BrokenAssumption);
  CaseFacts no_reason = refused_case();
  no_reason.reasons.clear();
  EXPECT_THROW((void)claims(no_reason), base::BrokenAssumption);
}

}  // namespace
}  // namespace skranke::record
