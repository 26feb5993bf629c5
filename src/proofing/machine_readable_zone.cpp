#include "proofing/machine_readable_zone.hpp"

#include <utility>

#include "proofing/zone_layout.hpp"
#include "proofing/zone_lines.hpp"

namespace skranke::proofing {
namespace {

using base::Result;

std::string_view without_fillers_behind(std::string_view field) {
  return field.substr(0, field.find_last_not_of(filler) + 1);
}

char check_digit(std::string_view field) {
  CheckSum sum;
  sum.add(field);
  return sum.digit();
}

class ZoneReader {
 public:
  ZoneReader(const ZoneLines& lines, base::Day today)
      : layout_{*lines.layout}, zone_{lines.view()}, today_{base::date_from(today)} {}

  Result<MachineReadableZone> read() {
    read_.format = layout_.format;
    for (const auto part : {&ZoneReader::read_codes, &ZoneReader::read_names, &ZoneReader::read_number,
                            &ZoneReader::read_dates, &ZoneReader::read_sex}) {
      if (auto done = (this->*part)(); !done) return std::unexpected{std::move(done.error())};
    }
    read_optional();
    CheckSum sum;
    for (const ZoneField& field : layout_.composite) sum.add(of(field));
    read_.checks.composite = sum.digit() == of(layout_.composite_check)[0];
    return std::move(read_);
  }

 private:
  [[nodiscard]] std::string_view of(ZoneField field) const { return field.of(zone_); }

  [[nodiscard]] std::unexpected<base::Problem> wrong(std::size_t at, std::string_view expected) const {
    return std::unexpected{zone_problem(layout_, at, expected)};
  }

  Result<void> read_codes() {
    const std::string_view kind = of(layout_.kind);
    if (kind[0] == 'V') return wrong(layout_.kind.at, "a visa; expected the zone of a passport or a card");
    if (layout_.format == ZoneFormat::td3) {
      if (kind[0] != 'P') return wrong(layout_.kind.at, "expected P, for a passport");
    } else {
      if (kind[0] != 'A' && kind[0] != 'C' && kind[0] != 'I')
        return wrong(layout_.kind.at, "expected A, C or I, for an official travel document");
      if (kind[1] == 'V') return wrong(layout_.kind.at + 1U, "expected any letter but V, or <");
    }
    read_.kind = base::ShortText<2>{without_fillers_behind(kind)};
    for (const ZoneField& field : {layout_.issuer, layout_.nationality}) {
      const std::string_view code = of(field);
      if (code[1] == filler && code[2] != filler)
        return wrong(field.at + 2U, "expected <, as before it: a state's code has no gap");
    }
    read_.issuer = ZoneState{without_fillers_behind(of(layout_.issuer))};
    read_.nationality = base::Personal{ZoneState{without_fillers_behind(of(layout_.nationality))}};
    return {};
  }

  // "SURNAME<PARTS<<GIVEN<NAMES<<<"; a field that begins with two fillers has no surname.
  Result<void> read_names() {
    const std::string_view field = of(layout_.names);
    read_.names_may_be_cut = field.back() != filler;
    std::string_view rest = without_fillers_behind(field);
    if (rest.empty()) return wrong(layout_.names.at, "expected a name");
    if (rest[0] == filler && rest[1] != filler)
      return wrong(layout_.names.at, "expected a letter, or << before given names without a surname");
    ZoneName surname;
    std::size_t i = 0;
    for (; i < rest.size() && !rest.substr(i).starts_with("<<"); ++i)
      surname.push_back(rest[i] == filler ? ' ' : rest[i]);
    ZoneName given_names;
    for (i = rest.find_first_not_of(filler, i); i < rest.size(); ++i) {
      if (rest[i] != filler) {
        given_names.push_back(rest[i]);
      } else if (rest[i + 1] != filler) {  // the last character is a letter
        given_names.push_back(' ');
      }
    }
    read_.surname = base::Personal{surname};
    read_.given_names = base::Personal{given_names};
    return {};
  }

  // SPEC: ICAO Doc 9303-5 and -6, 4.2.2, note j: nine characters, a filler, and the rest of the number with
  // its check digit at the beginning of the optional field.
  Result<void> read_number() {
    const std::string_view first = of(layout_.number);
    const char digit = of(layout_.number_check)[0];
    if (digit != filler) {
      read_.number = base::Personal{ZoneNumber{without_fillers_behind(first)}};
      read_.checks.number = check_digit(first) == digit;
      return {};
    }
    const std::string_view field = of(layout_.optional[0]);
    const std::string_view rest = field.substr(0, field.find(filler));
    if (first.back() == filler || rest.size() < 2)
      return wrong(layout_.number_check.at,
                   "expected the number's check digit, or < and the number's tenth character and so on, with "
                   "its check digit, in the optional field");
    if (class_of(rest.back()) != class_digit)
      return wrong(layout_.optional[0].at + rest.size() - 1U,
                   "expected a digit: the long number's check digit");
    ZoneNumber number{first};
    number.append(rest.substr(0, rest.size() - 1));
    read_.checks.number = check_digit(number.view()) == rest.back();
    read_.number = base::Personal{number};
    spilled_ = rest.size() < field.size() ? rest.size() + 1 : rest.size();
    return {};
  }

  Result<void> read_dates() {
    ZoneDate born;
    auto done = read_date(layout_.born, layout_.born_check, ZoneDateUse::born, born, read_.checks.born);
    if (!done) return done;
    read_.born = base::Personal{born};
    return read_date(layout_.expires, layout_.expires_check, ZoneDateUse::expires, read_.expires,
                     read_.checks.expires);
  }

  // A date that doesn't exist was misread if its check digit is wrong, and else the issuer wrote it.
  Result<void> read_date(ZoneField field, ZoneField check, ZoneDateUse use, ZoneDate& date,
                         bool& is_right) const {
    const std::string_view six = of(field);
    is_right = check_digit(six) == of(check)[0];
    const ZoneDateReading reading = read_zone_date(six, use, today_);
    if (!reading.is_shaped)
      return wrong(field.at + std::size_t{reading.odd_at},
                   "expected two digits or << for each of year, month and day");
    if (!reading.date && is_right) return wrong(field.at, "expected a date that exists, as YYMMDD");
    date = reading.date.value_or(ZoneDate{});
    return {};
  }

  Result<void> read_sex() {
    switch (of(layout_.sex)[0]) {
      case 'F':
        read_.sex = base::Personal{ZoneSex::female};
        return {};
      case 'M':
        read_.sex = base::Personal{ZoneSex::male};
        return {};
      case filler:
        return {};
      default:
        return wrong(layout_.sex.at, "expected F, M or <");
    }
  }

  void read_optional() {
    read_.optional_count = layout_.optional[1].size == 0 ? 1 : 2;
    for (std::size_t i = 0; i < read_.optional_count; ++i) {
      const std::string_view field = of(layout_.optional[i]).substr(i == 0 ? spilled_ : 0);
      read_.optional[i] = base::Personal{ZoneOptional{without_fillers_behind(field)}};
    }
    if (layout_.optional_check.size == 0) return;
    // SPEC: ICAO Doc 9303-4, 4.2.2.2: of an unused field the check digit is 0 or a filler.
    const char digit = of(layout_.optional_check)[0];
    if (digit == filler && read_.optional[0].reveal().empty()) return;
    read_.checks.optional = check_digit(of(layout_.optional[0])) == digit;
  }

  const ZoneLayout& layout_;
  std::string_view zone_;
  base::YearMonthDay today_;
  MachineReadableZone read_;
  std::size_t spilled_ = 0;  // of the first optional field, taken by the number and the filler behind it
};

}  // namespace

Result<MachineReadableZone> read_zone(std::string_view text, base::Day today) {
  const auto lines = zone_lines(text);
  if (!lines) return std::unexpected{lines.error()};
  return ZoneReader{*lines, today}.read();
}

std::string_view name(ZoneFormat format) {
  switch (format) {
    case ZoneFormat::td1:
      return "TD1";
    case ZoneFormat::td2:
      return "TD2";
    case ZoneFormat::td3:
      return "TD3";
  }
  std::unreachable();
}

std::string_view name(ZoneSex sex) {
  switch (sex) {
    case ZoneSex::unspecified:
      return "unspecified";
    case ZoneSex::female:
      return "female";
    case ZoneSex::male:
      return "male";
  }
  std::unreachable();
}

}  // namespace skranke::proofing
