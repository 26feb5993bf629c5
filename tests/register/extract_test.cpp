// The reader over whole extracts: the CPR office's fictitious persons, and deliveries that are broken.
#include <algorithm>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cpr/extract_lines.hpp"
#include "cpr/extract_reader.hpp"
#include "cpr/packed_person.hpp"
#include "register/extract_builder.hpp"

namespace skranke::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Collected final : cpr::ExtractSink {
  void person(cpr::PersonEntry&& entry) override { persons.push_back(std::move(entry)); }
  void quarantined(const cpr::QuarantinedLine& line) override { broken.push_back(line); }
  std::vector<cpr::PersonEntry> persons;
  std::vector<cpr::QuarantinedLine> broken;
};

base::Result<cpr::ExtractSummary> read(std::string_view file, Collected& into) {
  cpr::ExtractLines lines;
  cpr::ExtractReader reader{into};
  while (true) {
    while (const auto* line = lines.next()) {
      if (auto taken = reader.take(*line); !taken) return std::unexpected{taken.error()};
    }
    if (file.empty()) break;
    const auto room = lines.room();
    const std::size_t count = std::min(room.size(), file.size());
    file.copy(room.data(), count);
    file.remove_prefix(count);
    lines.added(count);
    if (file.empty()) lines.finish();
  }
  return reader.finish();
}

std::string problem_of(std::string_view file) {
  Collected collected;
  const auto summary = read(file, collected);
  return summary ? "" : summary.error().text;
}

cpr::Person person_of(const cpr::PersonEntry& entry) {
  return *cpr::person_from_packed(std::as_bytes(std::span{entry.packed}));
}

TEST(Extract, TheFictitiousPersonsAreReadWithoutABrokenLine) {
  for (const char* line_end : {"\n", "\r\n"}) {
    Collected collected;
    const auto summary = read(fictitious_extract({.line_end = line_end}), collected);
    ASSERT_TRUE(summary) << summary.error().text;
    EXPECT_THAT(collected.broken, IsEmpty());
    EXPECT_EQ(summary->persons, 80U);
    std::map<int, int> statuses;
    for (const cpr::PersonEntry& entry : collected.persons) ++statuses[entry.status];
    EXPECT_EQ(statuses, (std::map<int, int>{{1, 69}, {50, 1}, {60, 3}, {70, 1}, {80, 3}, {90, 3}}));
  }
}

TEST(Extract, APersonSaysWhatTheFactsSay) {
  Collected collected;
  ASSERT_TRUE(read(fictitious_extract(), collected));
  const std::vector<FictitiousPerson> facts = fictitious_persons();
  ASSERT_EQ(collected.persons.size(), facts.size());
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const cpr::Person person = person_of(collected.persons[i]);
    EXPECT_EQ(person.number.reveal(), facts[i].number);
    EXPECT_EQ(person.current_number ? person.current_number->reveal() : "", facts[i].current);
    EXPECT_EQ(person.sex == proofing::Sex::male, facts[i].sex == "M");
    std::string name;
    if (person.name) {
      name = person.name->given.reveal();
      for (const auto& part : {person.name->middle.reveal(), person.name->family.reveal()})
        if (!part.empty()) name.append(" ").append(part);
    }
    EXPECT_EQ(name, facts[i].name);
    EXPECT_EQ(person.protections.size(), facts[i].protections.size());
    EXPECT_EQ(person.citizenship->country, facts[i].citizenship);
    EXPECT_EQ(std::string(1, person.civil_status->code), facts[i].civil_status);
    EXPECT_EQ(person.address.has_value(), !facts[i].address.empty());
    const auto count = [&](const char* type) { return std::ranges::count(facts[i].records, type); };
    EXPECT_EQ(person.former_addresses.size(), static_cast<std::size_t>(count("023")));
    EXPECT_EQ(person.former_numbers.size(), static_cast<std::size_t>(count("022")));
    EXPECT_EQ(person.under_guardianship, count("017") == 1);
  }
}

TEST(Extract, MarksAndUnknownPartsOfDatesStay) {
  Collected collected;
  ASSERT_TRUE(read(fictitious_extract(), collected));
  const auto found = std::ranges::find(collected.persons, "0701614011", &cpr::PersonEntry::number);
  ASSERT_NE(found, collected.persons.end());
  const cpr::Person person = person_of(*found);
  EXPECT_TRUE(person.civil_status->from.uncertain);
  EXPECT_EQ(person.father.born, (cpr::Date{.year = 1941}));
  EXPECT_EQ(person.father.name.reveal(), "Henriksen, Arne");
  EXPECT_EQ(person.former_names.at(0).family.reveal(), "J\xC3\xB8rgensen");
  EXPECT_EQ(person.former_names.at(0).family_mark, '=');
  EXPECT_EQ(person.former_addresses.at(0).correction, cpr::Correction::corrected);
  EXPECT_EQ(person.former_addresses.at(0).house.reveal(), "2B");
  EXPECT_EQ(person.address->floor.reveal(), "1");
  EXPECT_EQ(person.address->door.reveal(), "tv");
  EXPECT_EQ(person.address->road_name.reveal(), "Industriv\xC3\xA6nget");
}

TEST(Extract, ADeliveryThatIsNotWholeIsRefused) {
  const std::string file = fictitious_extract();
  EXPECT_THAT(problem_of(""), HasSubstr("no records"));
  EXPECT_THAT(problem_of(file.substr(0, file.size() / 2)), HasSubstr("cut off"));
  EXPECT_THAT(problem_of(file.substr(0, file.rfind("\n999") + 1)), HasSubstr("cut off"));
  EXPECT_THAT(problem_of(file.substr(file.find('\n') + 1)), HasSubstr("start record 000"));
  const std::size_t second = file.find('\n') + 1;
  const std::string one_less = file.substr(0, second) + file.substr(file.find('\n', second) + 1);
  EXPECT_THAT(problem_of(one_less), HasSubstr("not whole"));
  EXPECT_THAT(problem_of(file + file), HasSubstr("nothing after"));
}

TEST(Extract, TheOtherDialectIsRefusedByItsTask) {
  EXPECT_THAT(problem_of(fictitious_extract({.task = "370716"})), HasSubstr("bitemporal"));
  std::string file = fictitious_extract();
  EXPECT_THAT(problem_of(file.insert(file.find('\n'), "##")), HasSubstr("bitemporal"));
}

TEST(Extract, ABrokenLineIsSetAsideAndTheRestGoesOn) {
  std::vector<std::string> records = records_of(fictitious_persons()[5]);  // protected
  const auto protection = std::ranges::find_if(records, [](const auto& r) { return r.starts_with("004"); });
  protection->replace(13, 4, "00A1");
  const auto place = static_cast<std::uint64_t>(protection - records.begin()) + 2;
  records.emplace_back(
      "888"
      "0107529039"
      "something new");
  records.emplace_back("!!!");
  Collected collected;
  const auto summary = read(extract_of(records), collected);
  ASSERT_TRUE(summary) << summary.error().text;
  EXPECT_EQ(summary->persons, 1U);
  EXPECT_THAT(summary->unknown, ElementsAre(std::pair{"888", 1}));
  ASSERT_EQ(collected.broken.size(), 2U);
  EXPECT_EQ(collected.broken[0].line, place);
  EXPECT_EQ(collected.broken[0].fault.field, "BESKYTTYPE");
  EXPECT_EQ(collected.broken[1].fault.reason, cpr::Reason::unknown_type);
  // That the protection is not known is not the same as that there is none.
  EXPECT_THAT(person_of(collected.persons.at(0)).refused_records, ElementsAre("004"));
}

TEST(Extract, RecordsWithoutAGoodPersonRecordAreSetAside) {
  std::vector<std::string> records = short_records("0107529039", "01");
  records[0].replace(23, 2, "02");
  for (std::string& record : short_records("0709610015", "01")) records.push_back(record);
  Collected collected;
  const auto summary = read(extract_of(records), collected);
  ASSERT_TRUE(summary);
  EXPECT_EQ(summary->persons, 1U);
  ASSERT_EQ(collected.broken.size(), 2U);
  EXPECT_EQ(collected.broken[0].fault.reason, cpr::Reason::code);
  EXPECT_EQ(collected.broken[1].fault.reason, cpr::Reason::no_person_record);
  EXPECT_EQ(collected.broken[1].line, 3U);
}

}  // namespace
}  // namespace skranke::testing
