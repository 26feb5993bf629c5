#include "proofing/machine_readable_zone.hpp"

#include <concepts>
#include <initializer_list>
#include <ostream>
#include <string>

#include <gtest/gtest.h>

namespace skranke::proofing {
namespace {

const base::Day today = base::parse_day("2026-11-24").value();

MachineReadableZone read(std::string_view text) {
  auto zone = read_zone(text, today);
  EXPECT_TRUE(zone.has_value()) << (zone ? std::string{} : zone.error().text);
  return zone.value_or(MachineReadableZone{});
}

// The standard's own documents.
constexpr std::string_view passport =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10\n";
constexpr std::string_view card =
    "I<UTOD231458907<<<<<<<<<<<<<<<\n"
    "7408122F1204159UTO<<<<<<<<<<<6\n"
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<\n";
constexpr std::string_view large_card =
    "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\n"
    "D231458907UTO7408122F1204159<<<<<<<6\n";

template <class T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };
static_assert(!Printable<decltype(MachineReadableZone::surname)>, "a name can't be written to a stream");
static_assert(!Printable<decltype(MachineReadableZone::number)>);
static_assert(!std::convertible_to<decltype(MachineReadableZone::surname), std::string_view>);

// ICAO Doc 9303-4, appendix B.
TEST(MachineReadableZone, APassportIsRead) {
  const MachineReadableZone zone = read(passport);
  EXPECT_EQ(zone.format, ZoneFormat::td3);
  EXPECT_EQ(zone.kind.view(), "P");
  EXPECT_EQ(zone.issuer.view(), "UTO");
  EXPECT_EQ(zone.surname.reveal().view(), "ERIKSSON");
  EXPECT_EQ(zone.given_names.reveal().view(), "ANNA MARIA");
  EXPECT_FALSE(zone.names_may_be_cut);
  EXPECT_EQ(zone.number.reveal().view(), "L898902C3");
  EXPECT_EQ(zone.nationality.reveal().view(), "UTO");
  EXPECT_EQ(date_text(zone.born.reveal()), "1974-08-12");
  EXPECT_EQ(zone.sex.reveal(), ZoneSex::female);
  EXPECT_EQ(date_text(zone.expires), "2012-04-15");
  EXPECT_EQ(zone.optional_count, 1);
  EXPECT_EQ(zone.optional[0].reveal().view(), "ZE184226B");
  EXPECT_EQ(zone.checks,
            (ZoneChecks{.number = true, .born = true, .expires = true, .optional = true, .composite = true}));
  EXPECT_TRUE(zone.valid());
}

// ICAO Doc 9303-5 and 9303-6, appendices A and B.
TEST(MachineReadableZone, CardsAreRead) {
  for (const std::string_view text : {card, large_card}) {
    const MachineReadableZone zone = read(text);
    EXPECT_EQ(zone.format, text == card ? ZoneFormat::td1 : ZoneFormat::td2);
    EXPECT_EQ(zone.kind.view(), "I");
    EXPECT_EQ(zone.surname.reveal().view(), "ERIKSSON");
    EXPECT_EQ(zone.given_names.reveal().view(), "ANNA MARIA");
    EXPECT_EQ(zone.number.reveal().view(), "D23145890");
    EXPECT_EQ(date_text(zone.born.reveal()), "1974-08-12");
    EXPECT_EQ(date_text(zone.expires), "2012-04-15");
    EXPECT_EQ(zone.optional_count, text == card ? 2 : 1);
    EXPECT_TRUE(zone.optional[0].reveal().empty());
    EXPECT_FALSE(zone.checks.optional.has_value());
    EXPECT_TRUE(zone.valid());
  }
}

// ICAO Doc 9303-11, appendix D.2.
TEST(MachineReadableZone, ALongNumberGoesOnInTheOptionalField) {
  for (const char* text :
       {"I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<\n",
        "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8\n"}) {
    const MachineReadableZone zone = read(text);
    EXPECT_EQ(zone.number.reveal().view(), "D23145890734");
    EXPECT_EQ(zone.sex.reveal(), ZoneSex::male);
    EXPECT_EQ(date_text(zone.born.reveal()), "1934-07-12");
    EXPECT_EQ(date_text(zone.expires), "1995-07-12");
    EXPECT_TRUE(zone.optional[0].reveal().empty());
    EXPECT_TRUE(zone.valid());
  }
}

// The published specimen of a Belgian card: the check digit is over the number alone, without the filler.
TEST(MachineReadableZone, ALongNumbersCheckDigitLeavesTheFillerOut) {
  const MachineReadableZone zone = read(
      "IDBEL600001795<0152<<<<<<<<<<<\n1301014F2311207UTO<<<<<<<<<<<6\nSPECIMEN<<SPECIMEN<<<<<<<<<<<<\n");
  EXPECT_EQ(zone.number.reveal().view(), "600001795015");
  EXPECT_TRUE(zone.checks.number);
}

TEST(MachineReadableZone, WhatStandsBehindALongNumberIsTheOptionalField) {
  const MachineReadableZone zone = read(
      "I<UTOD23145890<7349<AB<C<<<<<<\n3407127M9507122UTOX<Y<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<\n");
  EXPECT_EQ(zone.number.reveal().view(), "D23145890734");
  EXPECT_EQ(zone.optional[0].reveal().view(), "AB<C");
  EXPECT_EQ(zone.optional[1].reveal().view(), "X<Y");
  EXPECT_TRUE(zone.checks.number);
  EXPECT_FALSE(zone.checks.composite);
}

TEST(MachineReadableZone, TheGermanCodeHasOneLetter) {
  const MachineReadableZone zone = read(
      "P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<\n"
      "C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4\n");
  EXPECT_EQ(zone.issuer.view(), "D");
  EXPECT_EQ(zone.nationality.reveal().view(), "D");
  EXPECT_FALSE(zone.checks.optional.has_value()) << "an unused field may have a filler for its check digit";
  EXPECT_TRUE(zone.valid());
}

struct NameRow {
  const char* line;
  const char* surname;
  const char* given_names;
  bool may_be_cut = false;
};

void expect_names(const NameRow& row) {
  const std::string first = row.line;
  const MachineReadableZone zone =
      first.size() == 44   ? read(first + "\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
      : first.size() == 36 ? read(first + "\nD231458907UTO7408122F1204159<<<<<<<6")
                           : read("I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\n" + first);
  EXPECT_EQ(zone.surname.reveal().view(), row.surname) << row.line;
  EXPECT_EQ(zone.given_names.reveal().view(), row.given_names) << row.line;
  EXPECT_EQ(zone.names_may_be_cut, row.may_be_cut) << row.line;
  EXPECT_TRUE(zone.valid());
}

// ICAO Doc 9303-4, 4.2.3; the example of truncation to a fixed number of characters is 40 characters long in
// the standard, and so is left out.
TEST(MachineReadableZone, TheStandardsNamesInPassports) {
  for (const NameRow& row : std::initializer_list<NameRow>{
           {"PPUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "ERIKSSON", "ANNA MARIA"},
           {"PPUTOHENG<<DEBORAH<MING<LO<<<<<<<<<<<<<<<<<<", "HENG", "DEBORAH MING LO"},
           {"PPUTOSMITH<JONES<<SUSIE<MARGARET<<<<<<<<<<<<", "SMITH JONES", "SUSIE MARGARET"},
           {"PPUTOOCONNOR<<ENYA<SIOBHAN<<<<<<<<<<<<<<<<<<", "OCONNOR", "ENYA SIOBHAN"},
           {"PPUTOVAN<DER<MUELLEN<<MARTIN<<<<<<<<<<<<<<<<", "VAN DER MUELLEN", "MARTIN"},
           {"PPUTOAL<BASRI<<HUDA<MUHAMMAD<JAWAD<<<<<<<<<<", "AL BASRI", "HUDA MUHAMMAD JAWAD"},
           {"PPUTOVILARCHAO<FERNANDEZ<<JOSE<RAMON<<<<<<<<", "VILARCHAO FERNANDEZ", "JOSE RAMON"},
           {"PPUTOARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", "ARKFREITH", ""},
           {"PPUTOSATRIYA<SUDARPA<<<<<<<<<<<<<<<<<<<<<<<<", "SATRIYA SUDARPA", ""},
           {"PPUTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", "NILAVADHANANANDA", "CHAYAPA DEJTHAMRONG K",
            true},
           {"PPUTONILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU", "NILAVADHANANANDA", "ARNPOL PETCH CHARONGU",
            true},
           {"PPUTOBENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI", "BENNELONG WOOLOOMOOLOO WARRANDYTE W", "DI",
            true},
           {"PPUTOBENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO", "BENNELONG WOOLOOM WARRAND WARNAM", "DINGO",
            true},
           {"PPUTOPAPANDROPOULOUS<<JONATHON<WARREN<TREVOR", "PAPANDROPOULOUS", "JONATHON WARREN TREVOR",
            true}})
    expect_names(row);
}

// ICAO Doc 9303-6, 4.2.3, and the same names in a TD1's 30 characters.
TEST(MachineReadableZone, TheStandardsNamesOnCards) {
  for (const NameRow& row : std::initializer_list<NameRow>{
           {"I<UTONILAVADHANANANDA<<CHAYAPA<DEJ<K", "NILAVADHANANANDA", "CHAYAPA DEJ K", true},
           {"I<UTONILAVADHANANANDA<<ARN<PET<CHARO", "NILAVADHANANANDA", "ARN PET CHARO", true},
           {"I<UTOBENNELONG<WOOLOOMOOLOO<W<W<<D<P", "BENNELONG WOOLOOMOOLOO W W", "D P", true},
           {"I<UTOBENNELONG<WOOLOOM<WAR<WARN<<D<P", "BENNELONG WOOLOOM WAR WARN", "D P", true},
           {"I<UTOBENNEL<WOOLO<WARRA<WARNA<<DIN<P", "BENNEL WOOLO WARRA WARNA", "DIN P", true},
           {"I<UTOPAPANDROPOULOUS<<JONATHOON<ALEC", "PAPANDROPOULOUS", "JONATHOON ALEC", true},
           {"I<UTOVAN<DER<MUELLEN<<MARTIN<<<<<<<<", "VAN DER MUELLEN", "MARTIN"},
           {"I<UTOAL<BASRI<<HUDA<MUHAMMAD<JAWAD<<", "AL BASRI", "HUDA MUHAMMAD JAWAD"},
           {"I<UTOVILARCHAO<FERNANDEZ<<JOSE<RAMON", "VILARCHAO FERNANDEZ", "JOSE RAMON", true},
           {"I<UTOARKFREITH<<<<<<<<<<<<<<<<<<<<<<", "ARKFREITH", ""},
           {"I<UTOSATRIYA<SUDARPA<<<<<<<<<<<<<<<<", "SATRIYA SUDARPA", ""},
           {"NILAVADHANANANDA<<CHAYAPA<DE<K", "NILAVADHANANANDA", "CHAYAPA DE K", true},
           {"ARKFREITH<<<<<<<<<<<<<<<<<<<<<", "ARKFREITH", ""}})
    expect_names(row);
}

TEST(MachineReadableZone, GivenNamesCanStandAlone) {
  expect_names({"P<UTO<<SATRIYA<SUDARPA<<<<<<<<<<<<<<<<<<<<<<", "", "SATRIYA SUDARPA"});
}

TEST(MachineReadableZone, LineEndsAndEmptyLinesSayNothing) {
  const std::string first{passport.substr(0, 44)};
  const std::string second{passport.substr(45, 44)};
  for (const std::string& text :
       {first + "\n" + second, first + "\r\n" + second + "\r\n", first + "\r" + second + "\r",
        "\n\n  \n" + first + " \t\n\n" + second + "  \r\n\n"})
    EXPECT_TRUE(read(text).valid());
}

TEST(MachineReadableZone, WrongCheckDigitsAreTold) {
  const auto with = [](std::size_t at, char c) {
    std::string text{passport};
    text[at] = c;
    return read(text).checks;
  };
  constexpr ZoneChecks right{
      .number = true, .born = true, .expires = true, .optional = true, .composite = true};
  const auto wrong = [right](auto member) {
    ZoneChecks checks = right;
    checks.*member = false;
    return checks;
  };
  ZoneChecks number = wrong(&ZoneChecks::number);
  number.composite = false;
  EXPECT_EQ(with(45, 'M'), number);
  EXPECT_EQ(with(54, '7'), number) << "the check digit itself is in the composite one";
  ZoneChecks born = wrong(&ZoneChecks::born);
  born.composite = false;
  EXPECT_EQ(with(58, '5'), born);
  ZoneChecks expires = wrong(&ZoneChecks::expires);
  expires.composite = false;
  EXPECT_EQ(with(67, '4'), expires);
  ZoneChecks optional = right;
  optional.optional = false;
  optional.composite = false;
  EXPECT_EQ(with(73, 'A'), optional);
  EXPECT_EQ(with(87, '<'), optional) << "a used field needs its check digit";
  EXPECT_EQ(with(88, '1'), wrong(&ZoneChecks::composite));
}

TEST(MachineReadableZone, AMisreadDateIsUnknown) {
  std::string text{passport};
  text[60] = '9';  // month 09 becomes 98
  text[59] = '9';
  const MachineReadableZone zone = read(text);
  EXPECT_FALSE(zone.checks.born);
  EXPECT_EQ(zone.born.reveal(), ZoneDate{});
}

}  // namespace
}  // namespace skranke::proofing
