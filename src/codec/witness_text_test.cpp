#include "codec/witness_text.hpp"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.hpp"
#include "policy/load.hpp"

namespace skranke::codec {
namespace {

using testing::HasSubstr;

const base::Day today = base::parse_day("2026-11-24").value();

const policy::Catalogue& catalogue() {
  static const policy::Catalogue only_mitid = [] {
    std::ifstream file{SKRANKE_SOURCE_DIR "/policies/mitid/2024-01-01.toml"};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    policy::Catalogue all;
    if (!all.add(std::move(*policy::load(text, "mitid").edition))) ADD_FAILURE();
    return all;
  }();
  return only_mitid;
}

std::string answer(std::string_view text) {
  WitnessText checker{catalogue()};
  std::string out;
  const auto done = checker.check(text, today, out);
  return done ? out : std::string{base::name(done.error().fault)} + " " + done.error().path;
}

constexpr std::string_view passport =
    R"({"kind": "passport", "issuer": "DK", "form": "physical", "cpr_number": true, "temporary": false,)"
    R"( "name_matches": true, "expires": null})";

std::string asked(std::string_view witness, std::string_view documents = passport) {
  return std::string{R"({"date": "2026-11-24", "witness": )"}
      .append(witness)
      .append(R"(, "documents": [)")
      .append(documents)
      .append("]}");
}

TEST(WitnessText, AnswersTheExampleOfTheContract) {
  EXPECT_EQ(answer(R"({"id": "w1", "date": "2026-11-24", "witness": {"born": "2008-11-24",
      "mitid_since": "2026-10-24", "mitid_present": true, "professional": false, "is_applicant": false,
      "is_officer": false, "earlier": ["2026-10-01"]}, "documents": [)" +
                   std::string{passport} + R"(], "centre": "citizen-service"})"),
            R"({"id":"w1","verdict":"eligible","refused":[],"open_facts":[],"left":2,"next_day":null})");
}

TEST(WitnessText, NamesEveryCertainReasonWithItsClauseAndTheNextDay) {
  EXPECT_EQ(answer(asked(R"({"born": "2010-01-02", "mitid_since": "2026-11-01", "mitid_present": false,
      "is_applicant": true, "is_officer": true, "earlier": ["2026-11-24", "2026-10-01", "2026-09-01", "2026-08-01"]})",
                         "")),
            R"({"verdict":"not-eligible","refused":[{"code":"too-young","clause":"W2"},)"
            R"({"code":"mitid-too-new","clause":"W3"},{"code":"mitid-absent","clause":"W5"},)"
            R"({"code":"no-valid-documents","clause":"W4"},{"code":"quota-used","clause":"W6"},)"
            R"({"code":"self","clause":"W8"},{"code":"officer","clause":"W8"}],)"
            R"("open_facts":[],"left":0,"next_day":"2026-12-30"})");
}

TEST(WitnessText, NamesTheOpenFactsOfTheWitnessAndOfTheDocuments) {
  EXPECT_EQ(answer(asked(R"({"mitid_since": null})",
                         R"({"kind": "passport", "issuer": "DK", "form": "physical", "temporary": false,
                             "name_matches": true, "expires": null})")),
            R"({"verdict":"undetermined","refused":[],"open_facts":[{"fact":"born"},{"fact":"mitid_since"},)"
            R"({"fact":"mitid_present"},{"document":0,"fact":"cpr_number"}],"left":3,"next_day":null})");
}

TEST(WitnessText, TheQuotaOfAProfessionalIsNull) {
  EXPECT_THAT(
      answer(asked(R"({"professional": true, "earlier": ["2026-11-24", "2026-11-24", "2026-11-24"]})")),
      HasSubstr(R"("left":null,"next_day":null)"));
}

TEST(WitnessText, BadInputIsAProblemThatNamesThePlace) {
  EXPECT_EQ(answer(R"({"documents": []})"), "missing-key /witness");
  EXPECT_EQ(answer(R"({"witness": {}})"), "missing-key /documents");
  EXPECT_EQ(answer(R"({"witness": [], "documents": []})"), "wrong-type /witness");
  EXPECT_EQ(answer(R"({"witness": {}, "documents": [], "vidne": 1})"), "unknown-key /vidne");
  EXPECT_EQ(answer(asked(R"({"age": 18})")), "unknown-key /witness/age");
  EXPECT_EQ(answer(asked(R"({"born": null, "born": null})")), "duplicate-key /witness/born");
  EXPECT_EQ(answer(asked(R"({"born": "2008-02-30"})")), "invalid-value /witness/born");
  EXPECT_EQ(answer(asked(R"({"born": 2008})")), "wrong-type /witness/born");
  EXPECT_EQ(answer(asked(R"({"mitid_present": "yes"})")), "wrong-type /witness/mitid_present");
  EXPECT_EQ(answer(asked(R"({"professional": null})")), "wrong-type /witness/professional");
  EXPECT_EQ(answer(asked(R"({"earlier": "2026-11-24"})")), "wrong-type /witness/earlier");
  EXPECT_EQ(answer(asked(R"({"earlier": ["2026-11-24", "2026-11-25"]})")),
            "invalid-value /witness/earlier/1");
  EXPECT_EQ(answer(asked(R"({"earlier": [null]})")), "wrong-type /witness/earlier/0");
}

TEST(WitnessText, EarlierVouchingsAreBounded) {
  const auto with = [](std::size_t count) {
    std::string days;
    for (std::size_t i = 0; i < count; ++i) days.append(i == 0 ? "" : ",").append(R"("2020-01-01")");
    return answer(asked(R"({"earlier": [)" + days + "]}"));
  };
  EXPECT_THAT(with(base::limits::earlier_vouchings_max), HasSubstr(R"("left":3)"));
  EXPECT_EQ(with(base::limits::earlier_vouchings_max + 1), "too-many /witness/earlier");
}

TEST(WitnessText, ABadLineGetsItsPlaceAndTheRunGoesOn) {
  WitnessText checker{catalogue()};
  std::string out;
  EXPECT_FALSE(checker.check_line(R"({"id": "a", "witness": 1, "documents": []})", 7, today, out));
  EXPECT_TRUE(checker.check_line(R"({"id": "b", "witness": {}, "documents": []})", 8, today, out));
  EXPECT_THAT(out, HasSubstr(R"({"id":"a","error":{"code":"wrong-type")"));
  EXPECT_THAT(out, HasSubstr(R"("path":"/witness","line":7}})"));
  EXPECT_THAT(out, HasSubstr("\n{\"id\":\"b\",\"verdict\":\"not-eligible\""));
}

}  // namespace
}  // namespace skranke::codec
