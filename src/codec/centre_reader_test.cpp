// The files of data/centres, and every mistake that they could have.
#include "codec/centre_reader.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/ensure.hpp"
#include "centre/search.hpp"
#include "codec/centre_json.hpp"

namespace skranke::codec {
namespace {

using centre::Part;
using ::testing::HasSubstr;

std::string file(const std::string& name) {
  std::ifstream stream{SKRANKE_SOURCE_DIR "/data/centres/" + name};
  return std::string{std::istreambuf_iterator<char>{stream}, {}};
}

const centre::Directory& real() {
  static const centre::Directory directory = [] {
    auto all = read_centres(file("centres.json"), file("postcodes.csv"));
    base::ensure(all.has_value(), all ? "" : all.error().text.c_str());
    return std::move(*all);
  }();
  return directory;
}

TEST(Centres, AreThe98MunicipalitiesChristiansoeGreenlandsFiveAndTheHighCommissioner) {
  const auto count = [](Part part, bool is_municipality) {
    return std::ranges::count_if(real().all(), [&](const centre::Centre& each) {
      return each.part == part && each.is_municipality == is_municipality;
    });
  };
  EXPECT_EQ(real().all().size(), 105U);
  EXPECT_EQ(count(Part::denmark, true), 98);
  EXPECT_EQ(count(Part::denmark, false), 1);
  EXPECT_EQ(count(Part::greenland, true), 5);
  EXPECT_EQ(count(Part::faroe_islands, false), 1);
  for (const auto* id : {"koebenhavn", "aarhus", "aeroe", "lyngby-taarbaek", "christiansoe", "sermersooq",
                         "high-commissioner-faroe"})
    EXPECT_NE(real().find(id), nullptr) << id;
}

TEST(Centres, HaveIdsOfAsciiAndTheTimeZoneOfTheirPart) {
  for (const centre::Centre& each : real().all()) {
    EXPECT_TRUE(std::ranges::all_of(each.id, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; }))
        << each.id;
    const auto* zone = each.part == Part::denmark     ? "Europe/Copenhagen"
                       : each.part == Part::greenland ? "America/Nuuk"
                                                      : "Atlantic/Faroe";
    EXPECT_EQ(each.time_zone, zone) << each.id;
    EXPECT_EQ(each.municipality_code.has_value(), each.part != Part::faroe_islands) << each.id;
    EXPECT_EQ(each.region.has_value(), each.part == Part::denmark) << each.id;
  }
}

TEST(Centres, SayFromWhenTheirAddressIsOrThatThereIsNone) {
  const auto day = base::parse_day("2012-07-02");
  for (const centre::Centre& each : real().all()) {
    if (each.address) {
      EXPECT_EQ(each.address->as_of, day) << each.id;
    }
    if (each.phone) {
      EXPECT_EQ(each.phone->as_of, day) << each.id;
    }
    if (each.web) {
      EXPECT_EQ(each.web->as_of, std::nullopt) << each.id;
    }
  }
  EXPECT_FALSE(real().find("high-commissioner-faroe")->address);
  EXPECT_FALSE(real().find("avannaata")->phone);
}

TEST(Centres, EveryPostcodeOfTheListIsFoundWithEachOfItsMunicipalities) {
  std::size_t codes = 0;
  const std::string list = file("postcodes.csv");
  for (std::size_t at = list.find('\n') + 1; at < list.size(); at = list.find('\n', at) + 1, ++codes) {
    const std::string line = list.substr(at, list.find('\n', at) - at);
    const std::string code = line.substr(0, 4);
    const auto found = centre::search(real(), {.postcode = code});
    ASSERT_TRUE(found) << code;
    EXPECT_EQ(found->size(), static_cast<std::size_t>(std::ranges::count(line, '|')) + 1) << code;
    for (const centre::Found& each : *found)
      EXPECT_THAT(line, HasSubstr(*real().all()[each.index].municipality_code)) << code;
  }
  EXPECT_EQ(codes, 1124U);
}

TEST(Centres, AreFoundAsPeopleWriteThem) {
  const auto first = [](std::string words) {
    const auto found = centre::search(real(), {.words = std::move(words)});
    return !found || found->empty() ? "nothing" : real().all()[found->front().index].id;
  };
  for (const auto* words : {"København", "kobenhavn", "Koebenhavn", "copenhagen", "Københavns Kommune"})
    EXPECT_EQ(first(words), "koebenhavn") << words;
  for (const auto* words : {"Aarhus", "Århus", "arhus", "8000"}) EXPECT_EQ(first(words), "aarhus") << words;
  EXPECT_EQ(first("Skagen"), "frederikshavn");
  EXPECT_EQ(first("Ilulissat"), "avannaata");
  EXPECT_EQ(first("torshavn"), "high-commissioner-faroe");
  EXPECT_EQ(first("ø"), first("o")) << "and no centre is lost";
}

TEST(Centres, EachIsTheNearestToTheMiddleOfItsOwnTown) {
  for (const centre::Centre& each : real().all()) {
    const auto found = centre::search(real(), {.near = each.position.value, .limit = 1});
    ASSERT_TRUE(found);
    EXPECT_EQ(real().all()[found->front().index].id, each.id);
  }
}

TEST(Centres, AreWrittenWithDecimalDegreesAndNullForWhatIsNotKnown) {
  const std::string faroe = centre_members(*real().find("high-commissioner-faroe"));
  EXPECT_THAT(faroe, HasSubstr(R"("latitude":62.00973,"longitude":-6.77164,"of":"town-centre")"));
  EXPECT_THAT(faroe, HasSubstr(R"("address":null,"phone":null,"email":null)"));
  EXPECT_THAT(faroe, HasSubstr(R"("municipality_code":null,"region":null)"));
  const std::string herning = centre_members(*real().find("herning"));
  EXPECT_THAT(herning, HasSubstr(R"({"weekday":"wed","from":"12:30","to":"15:00"})"));
  EXPECT_THAT(sources_member(real()), HasSubstr(R"("licence":"CC BY 4.0")"));
}

constexpr std::string_view source = R"({"id":"s","title":"T","covers":[],"licence":"L"})";

std::string centre_with(const std::string& members) {
  return R"({"id":"a","name":"A","country":"DK","is_municipality":true,"time_zone":"Europe/Copenhagen","town":"A",)"
         R"("municipality_code":"0001","position":{"latitude":55,"longitude":10,"source":"s"})" +
         members + "}";
}

std::string problem_of(const std::string& centres, const std::string& postcodes = "") {
  const auto read =
      read_centres(R"({"sources":[)" + std::string{source} + R"(],"centres":[)" + centres + "]}",
                   "postcode,district,municipalities\n" + postcodes);
  return read ? "no problem" : read.error().text;
}

TEST(CentreFiles, AMistakeIsNamedByItsCentreAndKey) {
  EXPECT_EQ(problem_of(centre_with("")), "no problem");
  EXPECT_THAT(problem_of(centre_with(R"(,"colour":"red")")), HasSubstr("centre a: there is no such key"));
  EXPECT_THAT(problem_of(centre_with(R"(,"phone":{"text":"1"})")),
              HasSubstr("centre a: phone: source: expected"));
  EXPECT_THAT(problem_of(centre_with(R"(,"phone":{"text":"1","source":"x"})")),
              HasSubstr("centre a: there is no source x"));
  EXPECT_THAT(problem_of(centre_with(R"(,"address":{"lines":[1],"source":"s"})")),
              HasSubstr("address: lines: expected texts"));
  EXPECT_THAT(problem_of(centre_with(R"(,"newer":1)")), HasSubstr("newer: expected an array"));
  EXPECT_THAT(problem_of(centre_with(R"(,"newer":[{"kind":"k","source":"x","hours":{"mon":"9-17"}}])")),
              HasSubstr("expected HH:MM-HH:MM"));
  EXPECT_THAT(
      problem_of(centre_with(R"(,"newer":[{"kind":"k","source":"x","hours":{"mon":"17:00-09:00"}}])")),
      HasSubstr("expected HH:MM-HH:MM"));
  EXPECT_THAT(problem_of("{}"), HasSubstr("id: expected, and not there"));
}

TEST(CentreFiles, AMistakeAmongPostcodesIsNamedByItsLineOrCode) {
  EXPECT_EQ(problem_of(centre_with(""), "1000,A,0001\n"), "no problem");
  EXPECT_THAT(problem_of(centre_with(""), "1000,A,0001\n1001\n"), HasSubstr("line 3"));
  EXPECT_THAT(problem_of(centre_with(""), "1000,A,0001,x\n"), HasSubstr("line 2"));
  EXPECT_THAT(problem_of(centre_with(""), "1000,A,0002\n"),
              HasSubstr("postcode 1000: there is no municipality 0002"));
}

}  // namespace
}  // namespace skranke::codec
