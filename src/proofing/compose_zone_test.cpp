#include "proofing/compose_zone.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace skranke::proofing {
namespace {

using testing::HasSubstr;

const base::Day today = base::parse_day("2026-11-24").value();

MachineReadableZone eriksson(ZoneFormat format) {
  MachineReadableZone zone;
  zone.format = format;
  zone.kind = base::ShortText<2>{format == ZoneFormat::td3 ? "P" : "I"};
  zone.issuer = ZoneState{"UTO"};
  zone.surname = base::Personal{ZoneName{"ERIKSSON"}};
  zone.given_names = base::Personal{ZoneName{"ANNA MARIA"}};
  zone.number = base::Personal{ZoneNumber{format == ZoneFormat::td3 ? "L898902C3" : "D23145890"}};
  zone.nationality = base::Personal{ZoneState{"UTO"}};
  zone.born = base::Personal{ZoneDate{.year = 1974, .month = 8, .day = 12}};
  zone.sex = base::Personal{ZoneSex::female};
  zone.expires = {.year = 2012, .month = 4, .day = 15};
  if (format == ZoneFormat::td3) zone.optional[0] = base::Personal{ZoneOptional{"ZE184226B"}};
  return zone;
}

std::string composed(const MachineReadableZone& zone) {
  const auto text = compose_zone(zone);
  return text ? *text : text.error().text;
}

TEST(ComposeZone, TheStandardsDocuments) {
  EXPECT_EQ(composed(eriksson(ZoneFormat::td3)),
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n");
  EXPECT_EQ(composed(eriksson(ZoneFormat::td2)),
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6\n");
  EXPECT_EQ(
      composed(eriksson(ZoneFormat::td1)),
      "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<\n");
}

TEST(ComposeZone, LongNumbersSpill) {
  MachineReadableZone zone = eriksson(ZoneFormat::td1);
  zone.number = base::Personal{ZoneNumber{"D23145890734"}};
  EXPECT_THAT(composed(zone), HasSubstr("I<UTOD23145890<7349<<<<<<<<<<<\n"));
  zone.optional[0] = base::Personal{ZoneOptional{"AB"}};
  EXPECT_THAT(composed(zone), HasSubstr("I<UTOD23145890<7349<AB<<<<<<<<\n"));
  zone.optional[0] = base::Personal{ZoneOptional{"ABCDEFGHIJK"}};
  EXPECT_THAT(composed(zone), HasSubstr("expected room"));
  zone.format = ZoneFormat::td3;
  zone.kind = base::ShortText<2>{"P"};
  EXPECT_THAT(composed(zone), HasSubstr("expected nine characters"));
}

std::string names(ZoneFormat format, std::string_view surname, std::string_view given_names) {
  MachineReadableZone zone = eriksson(format);
  zone.surname = base::Personal{ZoneName{surname}};
  zone.given_names = base::Personal{ZoneName{given_names}};
  const std::string text = composed(zone);
  if (format == ZoneFormat::td1) return text.substr(62, 30);
  return text.substr(5, text.find('\n') - 5);
}

// Of ICAO's options, the one that keeps most of the name.
TEST(ComposeZone, LongNamesAreCutWithALetterAtTheEnd) {
  EXPECT_EQ(names(ZoneFormat::td3, "NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG KRASUANG"),
            "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K");
  EXPECT_EQ(names(ZoneFormat::td3, "NILAVADHANANANDA", "ARNPOL PETCH CHARONGUANG"),
            "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU");
  EXPECT_EQ(names(ZoneFormat::td3, "PAPANDROPOULOUS", "JONATHON WARREN TREVOR"),
            "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR");
  EXPECT_EQ(names(ZoneFormat::td2, "NILAVADHANANANDA", "ARNPOL PETCH CHARONGUANG"),
            "NILAVADHANANANDA<<ARNPOL<PETC<C")
      << "not a filler at the end";
  EXPECT_EQ(names(ZoneFormat::td1, "BENNELONG WOOLOOMOOLOO WARRANDYTE", "DINGO POTOROO"),
            "BENNELONG<WOOLOOMOOLOO<WARR<<D");
  EXPECT_EQ(names(ZoneFormat::td1, "BENNELONG WOOLOOMOOLOO WARRANDYTE", ""),
            "BENNELONG<WOOLOOMOOLOO<WARRAND");
}

TEST(ComposeZone, WhatNoZoneCanSayIsRefused) {
  MachineReadableZone zone = eriksson(ZoneFormat::td3);
  zone.surname = base::Personal{ZoneName{"O'CONNOR"}};
  EXPECT_EQ(composed(zone), "line 1, column 7: expected a capital A to Z, a digit or <");
  zone = eriksson(ZoneFormat::td3);
  zone.issuer = {};
  EXPECT_EQ(composed(zone), "line 1, column 3: expected a letter");
  zone = eriksson(ZoneFormat::td3);
  zone.number = base::Personal{ZoneNumber{}};
  EXPECT_EQ(composed(zone), "line 2, column 1: expected a letter or a digit");
}

// Names of any letters, of one letter a word up to the longest.
RC_GTEST_PROP(ComposeZoneProperties, AnyNameFillsItsFieldAtMostAndReadsBackAsItsBeginning, ()) {
  const auto word = rc::gen::mapcat(rc::gen::inRange(1, 9), [](int size) {
    return rc::gen::container<std::string>(static_cast<std::size_t>(size),
                                           rc::gen::inRange<char>('A', 'Z' + 1));
  });
  const auto name = [&](int most) {
    std::string text;
    for (const std::string& part : *rc::gen::container<std::vector<std::string>>(
             static_cast<std::size_t>(*rc::gen::inRange(1, most)), word)) {
      if (text.size() + part.size() + 1 > 39) break;
      if (!text.empty()) text.push_back(' ');
      text += part;
    }
    return text;
  };
  const std::string surname = name(20);
  const std::string given_names = name(20);
  for (const ZoneFormat format : {ZoneFormat::td1, ZoneFormat::td2, ZoneFormat::td3}) {
    MachineReadableZone zone = eriksson(format);
    zone.surname = base::Personal{ZoneName{surname}};
    zone.given_names = base::Personal{ZoneName{given_names}};
    const auto read = read_zone(composed(zone), today);
    RC_ASSERT(read.has_value());
    RC_ASSERT(read->valid());
    const std::size_t width = format == ZoneFormat::td1 ? 30U : format == ZoneFormat::td2 ? 31U : 39U;
    const bool fits = surname.size() + 2 + given_names.size() <= width;
    const std::string_view shown = read->surname.reveal().view();
    RC_ASSERT(!shown.empty());
    RC_ASSERT(!read->given_names.reveal().empty());
    RC_ASSERT(shown.front() == surname.front());
    RC_ASSERT(read->given_names.reveal().view().front() == given_names.front());
    if (fits) {
      RC_ASSERT(shown == surname);
      RC_ASSERT(read->given_names.reveal().view() == given_names);
    } else if (surname.find(' ') == surname.npos && surname.size() <= width - 3 && surname.size() > 1) {
      RC_ASSERT(read->names_may_be_cut);
    }
  }
}

}  // namespace
}  // namespace skranke::proofing
