// JSON text to JSON text: the contract's example, every kind of bad input with its code and place, and the
// limits at n-1, n and n+1.
#include "codec/check_text.hpp"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/limits.hpp"
#include "policy/load.hpp"

namespace skranke::codec {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

const policy::Catalogue& catalogue() {
  static const policy::Catalogue loaded = [] {
    std::ifstream file{SKRANKE_SOURCE_DIR "/policies/mitid/2024-01-01.toml"};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    policy::Catalogue all;
    EXPECT_TRUE(all.add(std::move(*policy::load(text, "mitid.toml").edition)).has_value());
    return all;
  }();
  return loaded;
}

const base::Day today = *base::parse_day("2026-11-24");

std::string check(std::string_view text, CheckOptions options = {.advice = false}) {
  CheckText checker{catalogue()};
  options.today = today;
  std::string out = "before ";
  const auto outcome = checker.check(text, options, out);
  if (outcome) return out.substr(7);
  EXPECT_EQ(out, "before ");
  return std::string{base::name(outcome.error().fault)} + " at " + outcome.error().path;
}

std::string with_documents(std::string_view documents) {
  std::string text = "{\"documents\":[";
  return text.append(documents).append("]}");
}

constexpr const char* swedish_passport =
    R"({"kind": "passport", "issuer": "SE", "form": "physical", "cpr_number": false, "temporary": false,
        "name_matches": true, "expires": "2031-01-01"})";

TEST(CheckText, GivesTheExampleOfTheContract) {
  const std::string text =
      std::string{R"({"id": "7", "date": "2026-05-31", "centre": "citizen-service", "documents": [)"}
          .append(swedish_passport)
          .append("]}");
  EXPECT_EQ(check(text),
            R"({"id":"7","policy":"mitid","version":"2024-01-01","verdict":"rejected","list":null,"used":[],)"
            R"("documents":[{"index":0,"lines":["B1.2"],"refused":[]}],"open_facts":[]})");
  EXPECT_THAT(
      check(text, {.advice_max = 6}),
      EndsWith(
          R"("open_facts":[],"advice":[{"add":["A1"]},{"add":["A3"]},{"add":["A4"]},{"add":["A5"]},{"add":["A6"]},{"add":["B2.1"]}]})"));
}

TEST(CheckText, AcceptsAPassportWithAHealthCardByListB) {
  std::string documents{swedish_passport};
  documents +=
      R"(,{"kind":"health-card","issuer":"DK","form":"app","cpr_number":true,"temporary":false,"name_matches":true,"expires":null})";
  const std::string text = with_documents(documents);
  EXPECT_EQ(
      check(text, {}),
      R"({"policy":"mitid","version":"2024-01-01","verdict":"accepted","list":"B","used":[0,1],)"
      R"("documents":[{"index":0,"lines":["B1.2"],"refused":[]},{"index":1,"lines":["B2.1","C3"],"refused":[]}],"open_facts":[],"advice":[]})");
}

TEST(CheckText, NamesReasonsWithTheirClauses) {
  EXPECT_THAT(
      check(with_documents(
          R"({"kind":"driving-licence","issuer":"FO","form":"copy","temporary":true,"name_matches":false,"expires":"2026-11-23"})")),
      HasSubstr(
          R"("refused":[{"code":"not-physical","clause":"G1"},{"code":"temporary","clause":"G2"},{"code":"name-differs","clause":"G3"},{"code":"expired","clause":"G4"},{"code":"elsewhere-only","clause":"A2"}])"));
  EXPECT_THAT(
      check(with_documents(
          R"({"kind":"public-benefit-documentation","issued":"2026-08-23"},{"kind":"public-benefit-documentation","issued":"2026-11-25"},{"kind":"tax-assessment-notice","income_year":2026},{"kind":"other"})")),
      HasSubstr(
          R"("documents":[{"index":0,"lines":[],"refused":[{"code":"too-old","clause":"B2.8"}]},{"index":1,"lines":[],"refused":[{"code":"not-yet-issued","clause":"B2.8"}]},{"index":2,"lines":[],"refused":[{"code":"wrong-year","clause":"B2.7"}]},{"index":3,"lines":[],"refused":[{"code":"not-listed","clause":"S2"}]}])"));
  EXPECT_THAT(
      check(with_documents(
          R"({"kind":"birth-certificate","issuer":"DK","cpr_number":false},{"kind":"residence-permit","photo":false},{"kind":"driving-licence","issuer":"SE"})")),
      HasSubstr(
          R"("refused":[{"code":"no-cpr-number","clause":"B2.5"}]},{"index":1,"lines":[],"refused":[{"code":"no-photo","clause":"A5"}]},{"index":2,"lines":[],"refused":[{"code":"not-listed","clause":"A1"}]})"));
}

TEST(CheckText, AsksForTheNextFactOnlyIfOneIsOpen) {
  EXPECT_THAT(
      check(
          with_documents(
              R"({"kind":"foreign-ministry-id-card","issuer":"DK","form":"physical","temporary":false,"name_matches":true})"),
          {.advice = false, .next = true}),
      EndsWith(R"("open_facts":[{"document":0,"fact":"expires"}],"next":{"document":0,"fact":"expires"}})"));
  EXPECT_THAT(check(R"({"documents":[]})", {.advice = false, .next = true}), EndsWith(R"("next":null})"));
}

TEST(CheckText, GivesTheIdBackAsItWasWritten) {
  EXPECT_THAT(check(R"({"id":"a\"\\\n\u0001\u00e6ø€😀","documents":[]})"),
              StartsWith("{\"id\":\"a\\\"\\\\\\n\\u0001æø€😀\",\"policy\""));
}

TEST(CheckText, NullIsUnknownButNeverExpiresForTheExpiryDate) {
  const std::string unknown =
      R"({"kind":"foreign-ministry-id-card","issuer":null,"form":null,"photo":null,"cpr_number":null,"temporary":null,"name_matches":null,"authority":null,"issued":null,"income_year":null,"expires":null})";
  EXPECT_THAT(
      check(with_documents(unknown)),
      HasSubstr(
          R"("open_facts":[{"document":0,"fact":"issuer"},{"document":0,"fact":"form"},{"document":0,"fact":"temporary"},{"document":0,"fact":"name_matches"}])"));
}

struct Bad {
  const char* text;
  const char* says;  // code and place
};

TEST(CheckText, SaysWhatIsWrongAndWhere) {
  const Bad all[] = {
      {"", "invalid-json at "},
      {"   ", "invalid-json at "},
      {"{", "invalid-json at "},
      {"{\"documents\":[]} x", "invalid-json at "},
      {"{\"documents\":[],}", "invalid-json at "},
      {"{'documents':[]}", "invalid-json at "},
      {"\xef\xbb\xbf{\"documents\":[]}", "invalid-json at "},
      {"{\"documents\":[],\xc3\xa9:1}", "invalid-json at "},
      {"{\"documents\":[NaN]}", "invalid-json at "},
      {"[]", "wrong-type at "},
      {"\"text\"", "wrong-type at "},
      {"{}", "missing-key at /documents"},
      {"{\"id\":\"\xff\",\"documents\":[]}", "invalid-utf8 at "},
      {"{\"id\":\"\xed\xa0\x80\",\"documents\":[]}", "invalid-utf8 at "},
      {R"({"id":7,"documents":[]})", "wrong-type at /id"},
      {R"({"date":20260101,"documents":[]})", "wrong-type at /date"},
      {R"({"date":"2026-02-30","documents":[]})", "invalid-value at /date"},
      {R"({"date":"2023-12-31","documents":[]})", "no-version-in-force at /date"},
      {R"({"centre":"moon","documents":[]})", "invalid-value at /centre"},
      {R"({"centre":1,"documents":[]})", "wrong-type at /centre"},
      {R"({"policy":"other","documents":[]})", "unknown-policy at /policy"},
      {R"({"version":"9","documents":[]})", "unknown-version at /version"},
      {R"({"documents":{}})", "wrong-type at /documents"},
      {R"({"documents":[1]})", "wrong-type at /documents/0"},
      {R"({"documents":[],"colour":1})", "unknown-key at /colour"},
      {R"({"documents":[],"a~b/c":1})", "unknown-key at /a~0b~1c"},
      {R"({"documents":[],"documents":[]})", "duplicate-key at /documents"},
      {R"({"documents":[{}]})", "missing-key at /documents/0/kind"},
      {R"({"documents":[{"kind":"other"},{"kind":"passprt"}]})", "invalid-value at /documents/1/kind"},
      {R"({"documents":[{"kind":3}]})", "wrong-type at /documents/0/kind"},
      {R"({"documents":[{"kind":"other","kind":"other"}]})", "duplicate-key at /documents/0/kind"},
      {R"({"documents":[{"kind":"other","colour":1}]})", "unknown-key at /documents/0/colour"},
      {R"({"documents":[{"kind":"other","":1}]})", "unknown-key at /documents/0/"},
      {R"({"documents":[{"kind":"other","issuer":"dk"}]})", "invalid-value at /documents/0/issuer"},
      {R"({"documents":[{"kind":"other","issuer":"ZZ"}]})", "invalid-value at /documents/0/issuer"},
      {R"({"documents":[{"kind":"other","issuer":true}]})", "wrong-type at /documents/0/issuer"},
      {R"({"documents":[{"kind":"other","form":"paper"}]})", "invalid-value at /documents/0/form"},
      {R"({"documents":[{"kind":"other","form":"unknown"}]})", "invalid-value at /documents/0/form"},
      {R"({"documents":[{"kind":"other","photo":"yes"}]})", "wrong-type at /documents/0/photo"},
      {R"({"documents":[{"kind":"other","cpr_number":1}]})", "wrong-type at /documents/0/cpr_number"},
      {R"({"documents":[{"kind":"other","temporary":[]}]})", "wrong-type at /documents/0/temporary"},
      {R"({"documents":[{"kind":"other","name_matches":{}}]})", "wrong-type at /documents/0/name_matches"},
      {R"({"documents":[{"kind":"other","authority":"police"}]})", "invalid-value at /documents/0/authority"},
      {R"({"documents":[{"kind":"other","expires":"2026-13-01"}]})", "invalid-value at /documents/0/expires"},
      {R"({"documents":[{"kind":"other","expires":false}]})", "wrong-type at /documents/0/expires"},
      {R"({"documents":[{"kind":"other","issued":"yesterday"}]})", "invalid-value at /documents/0/issued"},
      {R"({"documents":[{"kind":"other","income_year":"2025"}]})", "wrong-type at /documents/0/income_year"},
      {R"({"documents":[{"kind":"other","income_year":2025.5}]})", "wrong-type at /documents/0/income_year"},
      {R"({"documents":[{"kind":"other","income_year":0}]})", "invalid-value at /documents/0/income_year"},
      {R"({"documents":[{"kind":"other","income_year":10000}]})",
       "invalid-value at /documents/0/income_year"},
      {R"({"documents":[{"kind":"other","income_year":99999999999999999999}]})", "invalid-value at "},
  };
  for (const Bad& bad : all) EXPECT_EQ(check(bad.text), bad.says) << bad.text;
}

TEST(CheckText, HoldsEveryLimitToTheByte) {
  const auto accepted = [](const std::string& text) { return check(text).starts_with("{"); };
  const auto documents = [](std::size_t count) {
    std::string all;
    for (std::size_t i = 0; i < count; ++i) all += i == 0 ? R"({"kind":"other"})" : R"(,{"kind":"other"})";
    return with_documents(all);
  };
  namespace limits = base::limits;
  EXPECT_TRUE(accepted(documents(limits::documents_per_case_max - 1)));
  EXPECT_TRUE(accepted(documents(limits::documents_per_case_max)));
  EXPECT_EQ(check(documents(limits::documents_per_case_max + 1)), "too-many at /documents");

  const auto id = [](std::size_t size) {
    std::string text = R"({"documents":[],"id":")";
    return text.append(size, 'x').append("\"}");
  };
  EXPECT_TRUE(accepted(id(limits::id_bytes_max - 1)));
  EXPECT_TRUE(accepted(id(limits::id_bytes_max)));
  EXPECT_EQ(check(id(limits::id_bytes_max + 1)), "too-large at /id");

  const auto sized = [](std::size_t size) {
    std::string text = R"({"documents":[]})";
    text.resize(size, ' ');
    return text;
  };
  EXPECT_TRUE(accepted(sized(limits::case_bytes_max - 1)));
  EXPECT_TRUE(accepted(sized(limits::case_bytes_max)));
  EXPECT_EQ(check(sized(limits::case_bytes_max + 1)), "too-large at ");

  const auto nested = [](std::size_t depth) {  // the case itself is one
    std::string text = R"({"documents":[],"x":)";
    return text.append(depth - 1, '[').append(depth - 1, ']').append("}");
  };
  EXPECT_EQ(check(nested(limits::json_depth_max - 1)), "unknown-key at /x");
  EXPECT_EQ(check(nested(limits::json_depth_max)), "unknown-key at /x");
  EXPECT_EQ(check(nested(limits::json_depth_max + 1)), "too-deep at ");
}

TEST(CheckText, ABadLineAnswersOnItsLineWithTheIdThatItHas) {
  CheckText checker{catalogue()};
  std::string out;
  EXPECT_FALSE(checker.check_line(R"({"id":"b","documents":[{"kind":"x"}]})", 3,
                                  {.today = today, .advice = false}, out));
  EXPECT_THAT(
      out,
      StartsWith(
          R"({"id":"b","error":{"code":"invalid-value","message":"kind: expected one of: driving-licence passport)"));
  EXPECT_THAT(out, EndsWith("\"path\":\"/documents/0/kind\",\"line\":3}}\n"));
  out.clear();
  EXPECT_FALSE(checker.check_line("", 4, {.today = today, .advice = false}, out));
  EXPECT_THAT(out, StartsWith(R"({"error":{"code":"invalid-json")"));
  out.clear();
  EXPECT_TRUE(checker.check_line("{\"documents\":[]}\r", 5, {.today = today, .advice = false}, out));
  EXPECT_THAT(out, StartsWith(R"({"policy")"));  // no id of an earlier line
}

TEST(CheckText, UsesTheDayGivenWhereTheCaseNamesNone) {
  const std::string text = with_documents(R"({"kind":"public-benefit-documentation","issued":"2026-08-24"})");
  EXPECT_THAT(check(text), HasSubstr(R"("lines":["B2.8","C12"])"));
}

}  // namespace
}  // namespace skranke::codec
