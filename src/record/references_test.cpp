// References of an assurance process: to one check each, or the record is refused.
#include <string>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "record/claims.hpp"
#include "record/testing.hpp"

namespace skranke::record {
namespace {

namespace json = boost::json;
using base::Fault;

// A payload with these check ids and these references.
std::string with(const json::array& checks, const json::array& references) {
  json::array check_details;
  for (const json::value& id : checks)
    check_details.push_back(json::object{{"check_id", id}, {"check_method", "vpip"}});
  json::array refs;
  for (const json::value& id : references) refs.push_back(json::object{{"check_id", id}});
  return json::serialize(json::object{
      {"verified_claims",
       json::object{{"verification",
                     json::object{{"trust_framework", "x"},
                                  {"evidence", json::array{json::object{{"type", "document"},
                                                                        {"check_details", check_details}}}},
                                  {"assurance_process",
                                   json::object{{"assurance_details",
                                                 json::array{json::object{{"evidence_ref", refs}}}}}}}}}}});
}

TEST(References, ResolveInEveryRecordThatIsMade) {
  for (const CaseFacts& facts :
       {list_a_with_questions(), list_b_with_witness(), two_papers_with_questions(), refused_case()})
    EXPECT_TRUE(check_references(claims(facts)).has_value());
}

TEST(References, ThatDangleAreFoundWithTheirPlace) {
  EXPECT_TRUE(check_references(with({"a", "b"}, {"b", "a", "a"})).has_value());
  const auto dangling = check_references(with({"a"}, {"a", "nope"}));
  ASSERT_FALSE(dangling.has_value());
  EXPECT_EQ(dangling.error().fault, Fault::not_found);
  EXPECT_EQ(dangling.error().path,
            "/verified_claims/verification/assurance_process/assurance_details/0/evidence_ref/1/check_id");
}

TEST(References, AreAmbiguousWhereTwoChecksHaveOneId) {
  const auto twice = check_references(with({"a", "a"}, {"a"}));
  ASSERT_FALSE(twice.has_value());
  EXPECT_EQ(twice.error().fault, Fault::duplicate_key);
  EXPECT_EQ(twice.error().path, "/verified_claims/verification/evidence/0/check_details/1/check_id");
}

TEST(References, AreLookedAtInEveryOneOfSeveralVerifiedClaims) {
  const json::value good = json::parse(with({"a"}, {"a"})).at("verified_claims");
  const json::value bad = json::parse(with({"a"}, {"b"})).at("verified_claims");
  EXPECT_TRUE(check_references(json::serialize(json::object{{"verified_claims", json::array{good, good}}})));
  const auto found =
      check_references(json::serialize(json::object{{"verified_claims", json::array{good, bad}}}));
  ASSERT_FALSE(found.has_value());
  EXPECT_TRUE(found.error().path.starts_with("/verified_claims/1/"));
}

TEST(References, OfBrokenPayloadsAreRefusedAndNeverCrash) {
  const auto fault = [](std::string_view text) {
    const auto checked = check_references(text);
    return checked ? std::string{"fine"} : std::string{base::name(checked.error().fault)};
  };
  EXPECT_EQ(fault("{"), "invalid-json");
  EXPECT_EQ(fault("[]"), "wrong-type");
  EXPECT_EQ(fault("{}"), "fine") << "a refusal has no verified claims";
  EXPECT_EQ(fault(R"({"verified_claims": 1})"), "wrong-type");
  EXPECT_EQ(fault(R"({"verified_claims": {}})"), "missing-key");
  EXPECT_EQ(fault(R"({"verified_claims": {"verification": {"evidence": {}}}})"), "wrong-type");
  EXPECT_EQ(fault(with({nullptr}, {})), "wrong-type");
  EXPECT_EQ(fault(R"({"verified_claims": {"verification": {"evidence": [{"check_details": [{}]}]}}})"),
            "missing-key");
}

}  // namespace
}  // namespace skranke::record
