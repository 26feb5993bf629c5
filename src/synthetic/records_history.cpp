// Records 022 to 026 and 050, and how the records of a person follow each other.
#include <algorithm>

#include "cpr/layout_history.hpp"
#include "cpr/layout_relations.hpp"
#include "synthetic/address_text.hpp"
#include "synthetic/records.hpp"

namespace skranke::synthetic {
namespace {

namespace r022 = cpr::r022;
namespace r023 = cpr::r023;
namespace r024 = cpr::r024;
namespace r025 = cpr::r025;
namespace r026 = cpr::r026;
namespace r050 = cpr::r050;

constexpr std::size_t former_addresses_max = 15;

void tell_former_number(const Teller& teller) {
  const Inhabitant& person = teller.person;
  if (person.other_number == none || teller.is_dead_number()) return;
  const Inhabitant& dead = teller.block.at(person.other_number);
  const Teller former{.block = teller.block, .person = dead, .out = teller.out, .chance = teller.chance};
  teller.begin<r022::layout>()
      .number(r022::former_pnr, dead.number)
      .day(r022::start_dt_person, dead.present_from)
      .day(r022::slut_dt_person, former.status_since());
}

void tell_former_addresses(const Teller& teller) {
  const Inhabitant& person = teller.person;
  const std::size_t count = person.home_count - (teller.is_resident() && person.home_count > 0 ? 1U : 0U);
  const std::size_t oldest = count > former_addresses_max ? count - former_addresses_max : 0;
  for (std::size_t i = count; i-- > oldest;) {
    const Residence& home = teller.block.homes[person.homes + i];
    Record record = teller.begin<r023::layout>();
    put_codes(record, {r023::komkod, r023::vejkod, r023::husnr, r023::etage, r023::sidedoer, r023::bnr},
              teller.tables(), home.address);
    record.day(r023::tilflydto, home.from).day(r023::fraflydto, home.until);
    if (home.from == register_began) record.mark(r023::tilflydt_umrk, '*');
    const std::uint32_t lot = teller.chance.below(1'000);
    if (lot < 6) record.mark(r023::annkor, lot < 4 ? 'K' : 'A');
  }
}

void tell_former_stays(const Teller& teller) {
  const Inhabitant& person = teller.person;
  const auto& countries = teller.tables().countries;
  for (std::uint8_t i = person.stay_count; i-- > 0;) {
    const StayAbroad& stay = person.stays[i];
    teller.begin<r024::layout>()
        .text(r024::udr_landekod, countries[stay.country].code)
        .day(r024::udrdto, stay.left)
        .text(r024::indr_landekod, countries[stay.country].code)
        .day(r024::indrdto, stay.returned);
  }
  const bool came = person.adopted || (person.immigrant && person.status != cpr::Status::administrative);
  if (!came || teller.is_dead_number()) return;
  const auto from = static_cast<std::size_t>(person.adopted ? person.adopted_from : person.country);
  teller.begin<r024::layout>()
      .text(r024::indr_landekod, countries[from].code)
      .day(r024::indrdto, person.present_from);
}

void tell_former_disappearance(const Teller& teller) {
  const Inhabitant& person = teller.person;
  const base::Day until = std::min(as_of, person.present_until);
  if (!person.immigrant || until - person.present_from < 1'500 || !teller.chance.in_1000(8)) return;
  const base::Day gone = person.present_from + teller.chance.between(200, 700);
  teller.begin<r025::layout>()
      .day(r025::forsvinddto, gone)
      .day(r025::genfinddto, gone + teller.chance.between(30, 600));
}

void tell_former_names(const Teller& teller) {
  const Inhabitant& person = teller.person;
  for (std::size_t i = person.name_count - 1U; i-- > 0;) {
    const NameSpell& name = person.names[i];
    Record record = teller.begin<r026::layout>();
    record.text(r026::fornvn, name.given.view())
        .mark(r026::fornvn_mrk, name.given_mark)
        .text(r026::melnvn, name.middle.view())
        .mark(r026::melnvn_mrk, name.middle_mark)
        .text(r026::efternvn, name.family.view())
        .mark(r026::efternvn_mrk, name.family_mark)
        .day(r026::nvnhaenstart, name.from)
        .day(r026::nvnhaenslut, person.names[i + 1].from);
    if (name.from == register_began) record.mark(r026::haenstart_umrk_navne, '*');
  }
}

void tell_credit_warning(const Teller& teller) {
  constexpr base::Day began = base::day_from({.year = 2017, .month = 1, .day = 1});
  if (!teller.is_resident() || teller.age() < 19 || !teller.chance.in_1000(6)) return;
  const base::Day from = std::min(as_of, std::max(began, teller.person.present_from));
  const base::Day day = teller.chance.between(from, as_of);
  const int minute = teller.chance.between(0, 1'439);
  teller.begin<r050::layout>().digits(r050::advarselstype, 5).day(r050::startdato, day, minute);
}

}  // namespace

void tell_history(const Teller& teller) {
  tell_former_number(teller);
  tell_former_addresses(teller);
  tell_former_stays(teller);
  tell_former_disappearance(teller);
  tell_former_names(teller);
}

void tell(const Block& block, const Inhabitant& person, Records& out, Chance& chance) {
  const Teller teller{.block = block, .person = person, .out = out, .chance = chance};
  const Standing standing = standing_of(block, person, chance);
  tell_current(teller);
  tell_standing(teller, standing);
  tell_relations(teller);
  tell_history(teller);
  tell_former_standing(teller, standing);
  tell_credit_warning(teller);
}

}  // namespace skranke::synthetic
