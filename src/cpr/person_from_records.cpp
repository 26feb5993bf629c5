#include "cpr/person_from_records.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <tuple>
#include <utility>

#include "cpr/layout_current.hpp"
#include "cpr/layout_delivery.hpp"
#include "cpr/layout_history.hpp"
#include "cpr/layout_relations.hpp"
#include "cpr/record_fault.hpp"
#include "cpr/record_view.hpp"

namespace skranke::cpr {
namespace {

void read_person(const RecordView& record, Person& person) {
  person.number = record.person(r001::pnr).value_or(CprNumber{});
  const auto current = record.person(r001::pnrgaeld);
  if (current && *current != person.number) person.current_number = current;
  person.status = static_cast<Status>(record.number(r001::status));
  person.status_from = record.date(r001::statushaenstart, r001::statusdto_umrk);
  // A number says the sex where the record doesn't.
  const bool is_male = record.mark(r001::koen) == ' ' ? sex(person.number) == proofing::Sex::male
                                                      : record.mark(r001::koen) == 'M';
  person.sex = is_male ? proofing::Sex::male : proofing::Sex::female;
  person.born = record.date(r001::foed_dt, r001::foed_dt_umrk);
}

void read_address(const RecordView& record, Person& person) {
  Address address = person.address.value_or(Address{});
  address.municipality = record.code(r002::komkod);
  address.road = record.code(r002::vejkod);
  address.house = record.without_zeros(r002::husnr);
  address.floor = record.without_zeros(r002::etage);
  address.door = record.text(r002::sidedoer);
  address.from = record.date(r002::tilflydto, r002::tilflydt_umrk);
  address.from_municipality = record.code(r002::fraflykomkod);
  address.in_municipality_since = record.date(r002::tilflykomdto, r002::tilflykomdt_umrk);
  if (address.road_name.reveal().empty()) address.road_name = record.text(r002::vejnvn);
  if (!address.municipality.empty()) person.address = std::move(address);
}

void read_address_in_words(const RecordView& record, Person& person) {
  person.addressing_name = record.text(r003::adrnvn);
  Address address = person.address.value_or(Address{});
  PersonalText road_name = record.text(r003::vejadrnvn);
  if (!road_name.reveal().empty()) address.road_name = std::move(road_name);
  address.postcode = PersonalText{record.code(r003::postnr)};
  address.postal_district = record.text(r003::postdisttxt);
  if (!person.address) {
    address.municipality = record.code(r003::komkod);
    address.road = record.code(r003::vejkod);
    address.house = record.without_zeros(r003::husnr);
    address.floor = record.without_zeros(r003::etage);
    address.door = record.text(r003::sidedoer);
  }
  if (!address.municipality.empty()) person.address = std::move(address);
}

void read_protection(const RecordView& record, Person& person) {
  const int kind = record.number(r004::beskyttype);
  if (kind == 0) return;
  person.protections.push_back({.kind = static_cast<Protection>(kind),
                                .from = record.date(r004::start_dt_beskyttelse),
                                .to = record.date(r004::slet_dt_beskyttelse)});
}

void read_abroad(const RecordView& record, Person& person) {
  person.abroad = StayAbroad{.country = record.code(r005::udr_landekod),
                             .left = record.date(r005::udrdto, r005::udrdto_umrk),
                             .returned = {},
                             .returned_from = {}};
}

void read_contact_address(const RecordView& record, Person& person) {
  for (const Field& field : {r006::adr1_kontaktadr, r006::adr2_kontaktadr, r006::adr3_kontaktadr,
                             r006::adr4_kontaktadr, r006::adr5_kontaktadr}) {
    PersonalText line = record.text(field);
    if (!line.reveal().empty()) person.contact_address.push_back(std::move(line));
  }
}

void read_disappearance(const RecordView& record, Person& person) {
  person.disappeared = record.date(r007::forsvinddto, r007::forsvinddto_umrk);
}

// A newborn's record is there before the name is: no name then.
void read_name(const RecordView& record, Person& person) {
  Name name{.given = record.text(r008::fornvn),
            .middle = record.text(r008::melnvn),
            .family = record.text(r008::efternvn),
            .given_mark = record.mark(r008::fornvn_mrk),
            .middle_mark = record.mark(r008::melnvn_mrk),
            .family_mark = record.mark(r008::efternvn_mrk),
            .from = record.date(r008::nvnhaenstart, r008::haenstart_umrk_navne),
            .to = {}};
  if (person.addressing_name.reveal().empty()) person.addressing_name = record.text(r008::adrnvn);
  if (name.given.reveal().empty() && name.middle.reveal().empty() && name.family.reveal().empty()) return;
  person.name = std::move(name);
}

void read_birth(const RecordView& record, Person& person) {
  person.birth_authority = record.code(r009::start_mynkod_foedested);
  person.birth_place = record.text(r009::myntxt_foedested);
}

void read_citizenship(const RecordView& record, Person& person) {
  std::string country = record.code(r010::landekod);
  if (country.empty()) return;
  person.citizenship =
      Citizenship{.country = std::move(country),
                  .from = record.date(r010::haenstart_statsborgerskab, r010::haenstart_umrk_statsborgerskab),
                  .to = {}};
}

void read_church(const RecordView& record, Person& person) { person.church = record.mark(r011::fkirk); }

void read_civil_status(const RecordView& record, Person& person) {
  if (record.mark(r012::civst) == ' ') return;
  person.civil_status =
      CivilStatus{.code = record.mark(r012::civst),
                  .spouse = record.person(r012::aegtepnr),
                  .spouse_born = record.date(r012::aegtefoed_dt, r012::aegtefoeddt_umrk),
                  .spouse_name = record.text(r012::aegtenvn),
                  .from = record.date(r012::haenstart_civilstand, r012::haenstart_umrk_civilstand),
                  .to = {}};
}

void read_separation(const RecordView& record, Person& person) {
  person.separated = record.date(r013::start_dt_separation, r013::start_dt_umrk_separation);
}

void read_child(const RecordView& record, Person& person) {
  if (const auto child = record.person(r014::barn)) person.children.push_back(*child);
}

void read_parents(const RecordView& record, Person& person) {
  person.mother = {.number = record.person(r015::pnrmor),
                   .born = record.date(r015::mor_foed_dt, r015::mor_foed_dt_umrk),
                   .name = record.text(r015::mornvn)};
  person.father = {.number = record.person(r015::pnrfar),
                   .born = record.date(r015::far_foed_dt, r015::far_foed_dt_umrk),
                   .name = record.text(r015::farnvn)};
}

void read_custody(const RecordView& record, Person& person) {
  person.custody.push_back(
      {.relation = static_cast<std::uint8_t>(record.number(r016::reltyp_foraeldremyn)),
       .holder = record.person(r016::relpnr),
       .from = record.date(r016::start_dt_foraeldremyn, r016::start_dt_umrk_foraeldremyn),
       .to = record.date(r016::slet_dt_foraeldremyn)});
}

void read_guardianship(const RecordView& record, Person& person) {
  person.under_guardianship = true;
  person.guardian = record.person(r017::relpnr);
}

void read_extended_guardianship(const RecordView& /*record*/, Person& person) {
  person.under_guardianship = true;
}

void read_former_number(const RecordView& record, Person& person) {
  const auto number = record.person(r022::former_pnr);
  if (!number || *number == record.person(r022::pnr)) return;
  person.former_numbers.push_back({.number = *number,
                                   .from = record.date(r022::start_dt_person, r022::start_dt_umrk_person),
                                   .to = record.date(r022::slut_dt_person, r022::slut_dt_umrk_person)});
}

void read_former_address(const RecordView& record, Person& person) {
  person.former_addresses.push_back({.municipality = record.code(r023::komkod),
                                     .road = record.code(r023::vejkod),
                                     .house = record.without_zeros(r023::husnr),
                                     .floor = record.without_zeros(r023::etage),
                                     .door = record.text(r023::sidedoer),
                                     .road_name = {},
                                     .postcode = {},
                                     .postal_district = {},
                                     .from = record.date(r023::tilflydto, r023::tilflydt_umrk),
                                     .to = record.date(r023::fraflydto, r023::fraflydto_umrk),
                                     .from_municipality = {},
                                     .in_municipality_since = {},
                                     .correction = record.correction(r023::annkor)});
}

void read_former_abroad(const RecordView& record, Person& person) {
  person.former_stays_abroad.push_back({.country = record.code(r024::udr_landekod),
                                        .left = record.date(r024::udrdto, r024::udrdto_umrk),
                                        .returned = record.date(r024::indrdto, r024::indrdto_umrk),
                                        .returned_from = record.code(r024::indr_landekod),
                                        .correction = record.correction(r024::annkor)});
}

void read_former_name(const RecordView& record, Person& person) {
  person.former_names.push_back({.given = record.text(r026::fornvn),
                                 .middle = record.text(r026::melnvn),
                                 .family = record.text(r026::efternvn),
                                 .given_mark = record.mark(r026::fornvn_mrk),
                                 .middle_mark = record.mark(r026::melnvn_mrk),
                                 .family_mark = record.mark(r026::efternvn_mrk),
                                 .from = record.date(r026::nvnhaenstart, r026::haenstart_umrk_navne),
                                 .to = record.date(r026::nvnhaenslut, r026::haenslut_umrk_navne),
                                 .correction = record.correction(r026::annkor)});
}

void read_former_citizenship(const RecordView& record, Person& person) {
  person.former_citizenships.push_back(
      {.country = record.code(r027::landekod),
       .from = record.date(r027::haenstart_statsborgerskab, r027::haenstart_umrk_statsborgerskab),
       .to = record.date(r027::haenslut_statsborgerskab, r027::haenslut_umrk_statsborgerskab),
       .correction = record.correction(r027::annkor)});
}

void read_former_civil_status(const RecordView& record, Person& person) {
  person.former_civil_statuses.push_back(
      {.code = record.mark(r029::civst),
       .spouse = record.person(r029::aegtepnr),
       .spouse_born = record.date(r029::aegtefoed_dt, r029::aegtefoeddt_umrk),
       .spouse_name = record.text(r029::aegtenvn),
       .from = record.date(r029::haenstart_civilstand, r029::haenstart_umrk_civilstand),
       .to = record.date(r029::haenslut_civilstand, r029::haenslut_umrk_civilstand),
       .correction = record.correction(r029::annkor)});
}

template <Relative::Kind kind>
void read_relative(const RecordView& record, Person& person) {
  person.relatives.push_back({.kind = kind,
                              .number = record.person(r033::pnrbarn),  // at the same place in 031 and 032
                              .protected_from = record.date(r033::start_dt_beskyttelse)});
}

void read_credit_warning(const RecordView& record, Person& person) {
  person.credit_warning_from = record.date(r050::startdato);
}

using Reader = void (*)(const RecordView&, Person&);
constexpr std::array<std::pair<std::string_view, Reader>, 28> readers{{
    {"001", read_person},
    {"002", read_address},
    {"003", read_address_in_words},
    {"004", read_protection},
    {"005", read_abroad},
    {"006", read_contact_address},
    {"007", read_disappearance},
    {"008", read_name},
    {"009", read_birth},
    {"010", read_citizenship},
    {"011", read_church},
    {"012", read_civil_status},
    {"013", read_separation},
    {"014", read_child},
    {"015", read_parents},
    {"016", read_custody},
    {"017", read_guardianship},
    {"022", read_former_number},
    {"023", read_former_address},
    {"024", read_former_abroad},
    {"026", read_former_name},
    {"027", read_former_citizenship},
    {"029", read_former_civil_status},
    {"031", read_relative<Relative::Kind::mother>},
    {"032", read_relative<Relative::Kind::father>},
    {"033", read_relative<Relative::Kind::child>},
    {"050", read_credit_warning},
    {"052", read_extended_guardianship},
}};

// In the order of the types, whatever the order of the records: a later reader completes an earlier one's.
void read_all(std::span<const std::string_view> records, Person& person) {
  for (const auto& [type, reader] : readers) {
    for (const std::string_view record : records) {
      if (record.substr(0, 3) == type) reader(RecordView{record}, person);
    }
  }
}

// What the register lists in any order: the newest first.
template <class T>
void sort_newest_first(std::vector<T>& entries) {
  std::ranges::stable_sort(entries, [](const T& a, const T& b) {
    const auto key = [](const Date& date) {
      return std::tuple{date.year, date.month, date.day, date.minute};
    };
    return key(a.from) > key(b.from);
  });
}

}  // namespace

base::Result<Person> person_from_records(std::span<const std::string_view> records) {
  std::string_view own;
  for (const std::string_view record : records) {
    if (const auto fault = find_fault(record))
      return base::fail(base::Fault::invalid_value, describe(*fault));
    if (own.empty()) own = record.substr(0, 13).substr(3);
    if (record.substr(0, 13).substr(3) != own)
      return base::fail(base::Fault::invalid_value, "the records are not all of one number");
  }
  const auto is_person = [](std::string_view record) { return record.substr(0, 3) == r001::layout.type; };
  if (std::ranges::none_of(records, is_person))
    return base::fail(base::Fault::missing_key, "there is no record 001 among the records");
  Person person;
  read_all(records, person);
  sort_newest_first(person.former_addresses);
  sort_newest_first(person.former_names);
  sort_newest_first(person.former_civil_statuses);
  sort_newest_first(person.former_citizenships);
  return person;
}

}  // namespace skranke::cpr
