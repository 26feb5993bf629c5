// Records 001 to 011: number, address, protection, absence, name, birth, citizenship, church.
#include <algorithm>

#include "cpr/layout_current.hpp"
#include "synthetic/address_text.hpp"
#include "synthetic/records.hpp"

namespace skranke::synthetic {
namespace {

using cpr::Status;
namespace r001 = cpr::r001;
namespace r002 = cpr::r002;
namespace r003 = cpr::r003;
namespace r004 = cpr::r004;
namespace r005 = cpr::r005;
namespace r006 = cpr::r006;
namespace r007 = cpr::r007;
namespace r008 = cpr::r008;
namespace r009 = cpr::r009;

constexpr std::string_view administrative_municipality = "0019";

void tell_number(const Teller& teller) {
  const Inhabitant& person = teller.person;
  Record record = teller.begin<r001::layout>();
  const bool is_replaced = teller.is_dead_number() && person.other_number != none;
  record.number(r001::pnrgaeld, is_replaced ? teller.block.at(person.other_number).number : person.number)
      .digits(r001::status, static_cast<std::uint64_t>(person.status))
      .day(r001::statushaenstart, teller.status_since(),
           person.status == Status::dead ? teller.chance.between(0, 1'439) : 0)
      .mark(r001::koen, person.sex == proofing::Sex::male ? 'M' : 'K')
      .day(r001::foed_dt, person.born())
      .day(r001::start_dt_person, person.present_from);
  if (person.immigrant && teller.chance.in_1000(20)) record.mark(r001::foed_dt_umrk, '*');
  if (person.present_from == register_began) record.mark(r001::start_dt_umrk_person, '*');
  if (teller.is_dead_number()) record.day(r001::slut_dt_person, teller.status_since());
  if (teller.age() < 18 || teller.is_dead_number() || !teller.chance.in_1000(330)) return;
  const auto& occupations = teller.tables().occupations;
  const auto count = static_cast<std::uint32_t>(occupations.size());
  record.text(r001::stilling, occupations[teller.chance.below(count)]);
}

void tell_address(const Teller& teller) {
  const Inhabitant& person = teller.person;
  const Tables& tables = teller.tables();
  if (person.status == Status::administrative) {
    teller.begin<r002::layout>().text(r002::komkod, administrative_municipality);
    return;
  }
  if (!teller.is_resident()) return;
  const auto* const homes = &teller.block.homes[person.homes];
  const std::size_t last = person.home_count - 1U;
  const Residence& home = homes[last];
  std::size_t first = last;  // of those in the municipality without a break
  while (first > 0 && homes[first - 1].until == homes[first].from &&
         homes[first - 1].address.municipality == home.address.municipality) {
    --first;
  }
  Record record = teller.begin<r002::layout>();
  put_codes(record, {r002::komkod, r002::vejkod, r002::husnr, r002::etage, r002::sidedoer, r002::bnr}, tables,
            teller.address(home));
  record.day(r002::tilflydto, home.from).day(r002::tilflykomdto, homes[first].from);
  if (home.from == register_began) record.mark(r002::tilflydt_umrk, '*');
  if (first == 0 || homes[first - 1].until != homes[first].from) return;
  record.text(r002::fraflykomkod, tables.municipalities[homes[first - 1].address.municipality].code)
      .day(r002::fraflykomdto, homes[first - 1].until);
}

void tell_clear_address(const Teller& teller) {
  const Inhabitant& person = teller.person;
  const Tables& tables = teller.tables();
  Record record = teller.begin<r003::layout>();
  record.text(r003::adrnvn, addressing_name(person.name()).view());
  if (!teller.is_resident()) return;
  const Residence& home = teller.block.homes[person.homes + person.home_count - 1U];
  const Address address = teller.address(home);
  put_codes(record, {r003::komkod, r003::vejkod, r003::husnr, r003::etage, r003::sidedoer, r003::bnr}, tables,
            address);
  const Postcode& post = postcode(tables, address);
  record.text(r003::postnr, post.code).text(r003::postdisttxt, post.district);
  if (has_special_road(person)) {
    record.text(r003::standardadr, "Uden fast bop\xE6l").text(r003::vejadrnvn, "Uden fast bop\xE6l");
    return;
  }
  record.text(r003::standardadr, street_line(tables, address).view())
      .text(r003::vejadrnvn, road_name(tables, address));
  const auto& places = tables.postcodes;
  if (teller.chance.in_1000(60)) record.text(r003::bynvn, places[address.road % places.size()].district);
}

void tell_protection(const Teller& teller) {
  const Inhabitant& person = teller.person;
  if (teller.is_dead_number() || person.status == Status::administrative) return;
  const auto protect = [&teller, &person](std::uint64_t kind, std::uint32_t in_1000, int days_max,
                                          std::uint32_t ends_in_1000) {
    if (!teller.chance.in_1000(in_1000)) return;
    const base::Day until = std::min(as_of, person.present_until);
    const base::Day from = std::max(person.present_from, until - teller.chance.between(1, days_max));
    Record record = teller.begin<r004::layout>();
    record.digits(r004::beskyttype, kind).day(r004::start_dt_beskyttelse, from);
    if (teller.chance.in_1000(ends_in_1000)) {
      record.day(r004::slet_dt_beskyttelse, as_of + teller.chance.between(1, 360));
    }
  };
  protect(1, teller.age() < 18 ? 8 : 17, 3'000, 700);
  protect(2, 25, 6'000, 0);
  protect(3, teller.age() < 18 ? 0 : 140, 9'000, 0);
  protect(4, 6, 9'000, 0);
}

void tell_absence(const Teller& teller) {
  const Inhabitant& person = teller.person;
  const Tables& tables = teller.tables();
  if (person.status == Status::emigrated) {
    const bool goes_back = person.country >= 0 && teller.chance.in_1000(650);
    const Country& country = tables.countries[goes_back ? static_cast<std::size_t>(person.country)
                                                        : tables.destinations.draw(teller.chance)];
    Record record = teller.begin<r005::layout>();
    record.text(r005::udr_landekod, country.code).day(r005::udrdto, person.present_until);
    if (teller.chance.in_1000(300)) {
      Text<34> line;
      line.append("Poste restante ").append(std::to_string(100 + teller.chance.below(900)));
      record.text(r005::udlandadr1, line.view()).text(r005::udlandadr2, country.name);
    }
    if (!teller.chance.in_1000(60)) return;
    teller.begin<r006::layout>()
        .text(r006::adr1_kontaktadr, "c/o Ambassaden")
        .text(r006::adr2_kontaktadr, country.name)
        .day(r006::start_dt_adrtxt, person.present_until);
  }
  if (person.status == Status::disappeared) {
    Record record = teller.begin<r007::layout>();
    record.day(r007::forsvinddto, person.present_until);
    if (teller.chance.in_1000(300)) record.mark(r007::forsvinddto_umrk, '*');
  }
}

void tell_name(const Teller& teller) {
  const NameSpell& name = teller.person.name();
  Record record = teller.begin<r008::layout>();
  record.text(r008::fornvn, name.given.view())
      .mark(r008::fornvn_mrk, name.given_mark)
      .text(r008::melnvn, name.middle.view())
      .mark(r008::melnvn_mrk, name.middle_mark)
      .text(r008::efternvn, name.family.view())
      .mark(r008::efternvn_mrk, name.family_mark)
      .day(r008::nvnhaenstart, name.from)
      .text(r008::adrnvn, addressing_name(name).view());
  if (name.from == register_began) record.mark(r008::haenstart_umrk_navne, '*');
}

void tell_birth(const Teller& teller) {
  const Inhabitant& person = teller.person;
  const Tables& tables = teller.tables();
  Record record = teller.begin<r009::layout>();
  if (person.adopted || person.immigrant) {
    const auto country = static_cast<std::size_t>(person.adopted ? person.adopted_from : person.country);
    record.text(r009::start_mynkod_foedested, tables.countries[country].code)
        .text(r009::myntxt_foedested, tables.countries[country].name);
    return;
  }
  if (person.people == People::faroese) {
    record.text(r009::start_mynkod_foedested, "5902")
        .text(r009::myntxt_foedested,
              "F\xE6r\xF8"
              "erne");
    return;
  }
  const Municipality& place = tables.municipalities[person.birth_place];
  record.text(r009::start_mynkod_foedested, place.code).text(r009::myntxt_foedested, place.name);
}

}  // namespace

base::Day Teller::status_since() const {
  if (person.until_year != no_year) return person.present_until;
  if (!is_dead_number()) return person.present_from;
  return std::min(as_of, person.present_from + 400);
}

bool has_special_road(const Inhabitant& person) {
  return person.status == Status::resident_special_road ||
         person.status == Status::resident_greenland_special_road;
}

Address Teller::address(const Residence& home) const {
  Address address = home.address;
  if (has_special_road(person) && home.until == always) {
    address.house = address.building = 0;
    address.letter = ' ';
    address.floor = no_floor;
    address.door = no_door;
    address.is_nowhere = true;
  }
  return address;
}

void tell_current(const Teller& teller) {
  tell_number(teller);
  tell_address(teller);
  tell_clear_address(teller);
  tell_protection(teller);
  tell_absence(teller);
  tell_name(teller);
  tell_birth(teller);
}

}  // namespace skranke::synthetic
