// The machine-readable zone of a travel document: TD1 (3 lines of 30), TD2 (2 of 36), TD3 (2 of 44).
//
// A zone is read strictly, since its check digits cover only some of it: a character where the standard has
// no such character is a mistake with its line and column. What the check digits say is part of the result,
// so that one can say which field was misread. SPEC: ICAO Doc 9303, 8th edition, parts 3 to 6; contract,
// "skranke mrz"; docs/zones.md.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "base/short_text.hpp"
#include "proofing/zone_date.hpp"

namespace skranke::proofing {

enum class ZoneFormat : std::uint8_t { td1, td2, td3 };
enum class ZoneSex : std::uint8_t { unspecified, female, male };

// Which check digits are right.
struct ZoneChecks {
  bool number = false;
  bool born = false;
  bool expires = false;
  std::optional<bool> optional;  // only in TD3, and only where the zone has a digit there
  bool composite = false;

  [[nodiscard]] bool all() const { return number && born && expires && optional.value_or(true) && composite; }
  friend bool operator==(const ZoneChecks&, const ZoneChecks&) = default;
};

// The longest that fields can be in any format.
using ZoneName = base::ShortText<39>;
using ZoneNumber = base::ShortText<23>;  // nine characters, and what a TD1's optional field has of it
using ZoneState = base::ShortText<3>;
using ZoneOptional = base::ShortText<15>;

// PRIVACY: what is about the holder is Personal.
struct MachineReadableZone {
  ZoneFormat format = ZoneFormat::td3;
  base::ShortText<2> kind;           // the document code without fillers: "P", "ID"
  ZoneState issuer;                  // ICAO's code without fillers: "DNK", "D", "UTO"
  base::Personal<ZoneName> surname;  // spaces for fillers; empty where there is none
  base::Personal<ZoneName> given_names;
  bool names_may_be_cut = false;  // the field is full: as the standard has it, that may be a cut
  // Fillers inside stand for any other character of the printed number; those behind it are left out.
  base::Personal<ZoneNumber> number;
  base::Personal<ZoneState> nationality;
  base::Personal<ZoneDate>
      born;  // no part of it known where its check digit is wrong and there is no such date
  base::Personal<ZoneSex> sex;
  ZoneDate expires;  // as `born`
  // What the issuer put into each optional field, as `number`; without what a long number took of the first.
  std::array<base::Personal<ZoneOptional>, 2> optional;
  std::uint8_t optional_count = 1;  // 2 in TD1
  ZoneChecks checks;

  [[nodiscard]] bool valid() const { return checks.all(); }  // whether or not expired
};

// Reads lines that end in LF, CR or CR LF, of which white space at the end is taken away, and empty lines
// left out. `today` tells centuries. Problem (invalid_value) for anything that is no zone; its text names
// line and column among the lines that are not empty, and what would be right. Asks for no memory where it
// succeeds.
[[nodiscard]] base::Result<MachineReadableZone> read_zone(std::string_view text, base::Day today);

// The stable names, as they stand in output ("TD1", "unspecified").
[[nodiscard]] std::string_view name(ZoneFormat format);
[[nodiscard]] std::string_view name(ZoneSex sex);

}  // namespace skranke::proofing
