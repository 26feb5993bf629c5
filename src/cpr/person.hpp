// A person as the CPR register knows them: what the records of one number say, typed.
//
// Built from the records of an extract or of a look-up (person_from_records.hpp). Marks
// stay: an uncertain date is uncertain here, an annulled entry annulled. Nothing is guessed: what a record
// leaves blank is empty. SPEC: record layout P12170/P12180, docs/cpr.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/personal.hpp"
#include "proofing/cpr_number.hpp"

namespace skranke::cpr {

using base::PersonalText;
using proofing::CprNumber;

// A date as the register writes it. Unknown parts are 0 ("1950-00-00"); an entirely unknown date is year 0.
struct Date {
  std::int16_t year = 0;
  std::uint8_t month = 0;
  std::uint8_t day = 0;
  std::int16_t minute = -1;  // of the day, where the record tells a time; else -1
  bool uncertain = false;    // UMRK "*"
  [[nodiscard]] bool known() const { return year != 0; }
  friend bool operator==(const Date&, const Date&) = default;
};

// The codes of field STATUS.
enum class Status : std::uint8_t {
  resident = 1,
  resident_special_road = 3,
  resident_greenland = 5,
  resident_greenland_special_road = 7,
  administrative = 20,
  annulled = 30,
  deleted_duplicate = 50,
  changed_number = 60,
  disappeared = 70,
  emigrated = 80,
  dead = 90,
};

enum class Correction : std::uint8_t { none, corrected, annulled };  // ANNKOR: blank, K, A

struct Name {
  PersonalText given;  // all given names, one space between them
  PersonalText middle;
  PersonalText family;
  char given_mark = ' ';  // '+' shortened, '*' a sign that can't be reported, '=' insufficiently documented
  char middle_mark = ' ';
  char family_mark = ' ';
  Date from;
  Date to;  // of former names
  Correction correction = Correction::none;
};

// A Danish or Greenlandic address by codes, and in words where the record has them.
struct Address {
  std::string municipality;  // KOMKOD, four digits: "0851"
  std::string road;          // VEJKOD, four digits
  PersonalText house;        // HUSNR, without leading zeros: "16", "2B"
  PersonalText floor;        // ETAGE: "1", "st", "kl"
  PersonalText door;         // SIDEDOER: "tv", "th", "mf", "0012"
  PersonalText road_name;    // empty where the record has none (former addresses)
  PersonalText postcode;
  PersonalText postal_district;
  Date from;                      // moved in
  Date to;                        // moved out; of former addresses
  std::string from_municipality;  // FRAFLYKOMKOD: where the person came from; empty where blank
  Date in_municipality_since;
  Correction correction = Correction::none;
};

enum class Protection : std::uint8_t {
  name_and_address = 1,
  local_directory = 2,
  marketing = 3,
  research = 4
};

struct ProtectionEntry {
  Protection kind = Protection::name_and_address;
  Date from;
  Date to;  // unknown: until further notice
};

struct StayAbroad {
  std::string country;  // the register's four-digit country code
  Date left;
  Date returned;              // unknown: still abroad
  std::string returned_from;  // the country; of former stays
  Correction correction = Correction::none;
};

struct CivilStatus {
  char code = ' ';  // U unmarried, G married, F divorced, E widowed, P partnership, O dissolved, L longest
                    // living, D dead
  std::optional<CprNumber> spouse;
  Date spouse_born;
  PersonalText spouse_name;  // only where the spouse has no number
  Date from;
  Date to;  // of former statuses
  Correction correction = Correction::none;
};

struct Parent {
  std::optional<CprNumber> number;
  Date born;
  PersonalText name;  // surname first with a comma, as the register writes it; only where there is no number
};

// Who has custody of a minor (record 016).
struct Custody {
  std::uint8_t relation = 0;  // 3 mother, 4 father, 5 and 6 others
  std::optional<CprNumber> holder;
  Date from;
  Date to;
};

// A relative of whom the delivery says whether the address is protected (records 031 to 033).
struct Relative {
  enum class Kind : std::uint8_t { mother, father, child };
  Kind kind = Kind::child;
  std::optional<CprNumber> number;
  Date protected_from;  // unknown: not protected
};

struct Citizenship {
  std::string country;  // the register's four-digit country code
  Date from;
  Date to;
  Correction correction = Correction::none;
};

struct FormerNumber {
  CprNumber number;
  Date from;
  Date to;
};

struct Person {
  CprNumber number;
  std::optional<CprNumber> current_number;  // PNRGAELD, where it differs: status 50 and 60
  Status status = Status::resident;
  Date status_from;
  proofing::Sex sex = proofing::Sex::female;
  Date born;
  std::optional<Name> name;
  PersonalText addressing_name;  // ADRNVN, 34 characters: never for comparing
  std::optional<Address> address;
  std::vector<ProtectionEntry> protections;
  std::optional<StayAbroad> abroad;  // record 005
  std::string birth_authority;       // MYNKOD of record 009
  PersonalText birth_place;          // MYNTXT of record 009
  std::optional<Citizenship> citizenship;
  char church = ' ';
  std::optional<CivilStatus> civil_status;
  std::vector<CprNumber> children;
  Parent mother;
  Parent father;
  std::vector<Custody> custody;
  bool under_guardianship = false;
  std::optional<CprNumber> guardian;
  std::vector<Relative> relatives;
  Date separated;                             // record 013
  Date disappeared;                           // record 007
  Date credit_warning_from;                   // record 050
  std::vector<PersonalText> contact_address;  // record 006
  std::vector<FormerNumber> former_numbers;
  std::vector<Address> former_addresses;  // newest first
  std::vector<StayAbroad> former_stays_abroad;
  std::vector<Name> former_names;
  std::vector<Citizenship> former_citizenships;
  std::vector<CivilStatus> former_civil_statuses;

  // Types of this person's records that were refused on import: what they said is missing above, which is not
  // the same as being empty. Who must not show a protected address treats "004" here as protected.
  std::vector<std::string> refused_records;
};

}  // namespace skranke::cpr
