// Records 014 to 017: children, parents, custody, guardianship.
#include <algorithm>

#include "cpr/layout_relations.hpp"
#include "synthetic/records.hpp"

namespace skranke::synthetic {
namespace {

using proofing::Sex;
namespace r014 = cpr::r014;
namespace r015 = cpr::r015;
namespace r016 = cpr::r016;
namespace r017 = cpr::r017;

constexpr std::size_t children_max = 25;  // of one person's records
constexpr int of_age = 18;

void tell_children(const Teller& teller) {
  std::array<Index, children_max> children{};
  std::size_t count = 0;
  for (Index child = teller.person.first_child; child != none && count < children_max;) {
    children[count++] = child;
    const Inhabitant& one = teller.block.at(child);
    child = teller.person.sex == Sex::female ? one.next_of_mother : one.next_of_father;
  }
  while (count > 0) {
    teller.begin<r014::layout>().number(r014::barn, teller.block.at(children[--count]).number);
  }
}

struct ParentFields {
  const cpr::Field& since;
  const cpr::Field& number;
  const cpr::Field& born;
  const cpr::Field& born_mark;
  const cpr::Field& name;
};

void put_parent(const Teller& teller, Record record, const ParentFields& fields, Index parent, Sex sex) {
  const Inhabitant& person = teller.person;
  if (parent != none) {
    const Inhabitant& one = teller.block.at(parent);
    record.day(fields.since, person.adopted ? person.present_from : person.born())
        .number(fields.number, one.number)
        .day(fields.born, one.born());
    return;
  }
  // A father whom nobody named stands blank, and so do most parents abroad.
  const bool is_nameless = person.immigrant   ? teller.chance.in_1000(600)
                           : sex == Sex::male ? person.mother != none || teller.chance.in_1000(60)
                                              : teller.chance.in_1000(20);
  if (is_nameless || person.adopted) return;
  const int year = person.birth_year - teller.chance.between(20, sex == Sex::male ? 44 : 38);
  record.text(fields.name, relative_name(draw_relative(teller, sex, year)).view());
  if (person.immigrant || teller.chance.in_1000(250)) return;
  record.day(fields.born, day_in(year, teller.chance));
  if (!teller.chance.in_1000(60)) return;
  cpr::Field month_and_day = fields.born;  // only the year is known
  month_and_day.at = static_cast<std::uint16_t>(month_and_day.at + 4);
  month_and_day.length = 6;
  record.text(month_and_day, "-00-00").mark(fields.born_mark, '*');
}

void tell_parents(const Teller& teller) {
  const Record record = teller.begin<r015::layout>();
  if (teller.is_dead_number()) return;
  put_parent(teller, record,
             {r015::mor_dt, r015::pnrmor, r015::mor_foed_dt, r015::mor_foed_dt_umrk, r015::mornvn},
             teller.person.mother, Sex::female);
  put_parent(teller, record,
             {r015::far_dt, r015::pnrfar, r015::far_foed_dt, r015::far_foed_dt_umrk, r015::farnvn},
             teller.person.father, Sex::male);
}

// The day on which somebody turns 18; who is born on 29 February, on 1 March.
base::Day majority(base::Day born) {
  const base::YearMonthDay date = base::date_from(born);
  return base::day_from({.year = date.year + of_age, .month = date.month, .day = 1}) + date.day - 1;
}

void tell_custody(const Teller& teller) {
  const Inhabitant& person = teller.person;
  const base::Day ends = majority(person.born());
  if (!teller.is_resident() || ends <= as_of) return;
  const auto tell_one = [&teller, &person, ends](Index parent, std::uint64_t kind) {
    const Inhabitant& one = teller.block.at(parent);
    if (static_cast<int>(one.status) >= static_cast<int>(cpr::Status::dead)) return;
    const base::Day since = std::max(person.born(), person.present_from);
    teller.begin<r016::layout>()
        .digits(r016::reltyp_foraeldremyn, kind)
        .day(r016::start_dt_foraeldremyn, since)
        .day(r016::slet_dt_foraeldremyn, ends)
        .number(r016::relpnr, one.number)
        .day(r016::start_dt_relpnr_pnr, since);
  };
  if (person.mother != none) tell_one(person.mother, 3);
  if (person.father != none && !teller.chance.in_1000(90)) tell_one(person.father, 4);
}

void tell_guardianship(const Teller& teller) {
  const Inhabitant& person = teller.person;
  if (!teller.is_resident() || teller.age() <= of_age + 1 || !teller.chance.in_1000(3)) return;
  const auto guardian =
      static_cast<Index>(teller.chance.below(static_cast<std::uint32_t>(teller.block.regular)));
  const Inhabitant& one = teller.block.at(guardian);
  const base::Day since = as_of - teller.chance.between(1, 300);
  Record record = teller.begin<r017::layout>();
  record.day(r017::start_dt_umyndig, since);
  const bool fits = static_cast<int>(one.status) < 10 && last_year - one.birth_year > 25 && &one != &person;
  if (fits) {
    record.digits(r017::umyn_reltyp, 1)
        .number(r017::relpnr, one.number)
        .day(r017::start_dt_relpnr_pnr, since);
  } else {
    record.digits(r017::umyn_reltyp, 2)
        .text(r017::reladrsat_relpnr_txt, "V\xE6rgem\xE5let")
        .day(r017::start_dt_relpnr_txt, since)
        .text(r017::reltxt1,
              "R\xE5"
              "dhuset");
  }
}

}  // namespace

void tell_relations(const Teller& teller) {
  if (!teller.is_dead_number()) tell_children(teller);
  tell_parents(teller);
  tell_custody(teller);
  tell_guardianship(teller);
}

}  // namespace skranke::synthetic
