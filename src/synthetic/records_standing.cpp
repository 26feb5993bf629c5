// Records 010 to 013 and 027 to 030: citizenship, church and civil status, as they are and as they were.
#include "cpr/layout_current.hpp"
#include "cpr/layout_history.hpp"
#include "synthetic/records.hpp"

namespace skranke::synthetic {
namespace {

namespace r010 = cpr::r010;
namespace r011 = cpr::r011;
namespace r012 = cpr::r012;
namespace r013 = cpr::r013;
namespace r027 = cpr::r027;
namespace r028 = cpr::r028;
namespace r029 = cpr::r029;
namespace r030 = cpr::r030;

struct SpouseFields {
  const cpr::Field& code;
  const cpr::Field& number;
  const cpr::Field& born;
  const cpr::Field& name;
  const cpr::Field& from;
  const cpr::Field& separation;
};

// The two records of a separation refer to each other by the time at which it was entered.
void put_separation(Record record, const cpr::Field& field, base::Day separated) {
  record.digits(field, 0);
  const base::YearMonthDay date = base::date_from(separated);
  record.digits(field, (static_cast<std::uint64_t>(date.year) * 10'000 +
                        static_cast<std::uint64_t>(date.month * 100 + date.day)) *
                               10'000 +
                           1'200);
}

void put_civil(const Teller& teller, Record record, const SpouseFields& fields, const Civil& civil) {
  record.mark(fields.code, civil.code).day(fields.from, civil.from);
  if (civil.spouse != none) {
    const Inhabitant& spouse = teller.block.at(civil.spouse);
    record.number(fields.number, spouse.number).day(fields.born, spouse.born());
  }
  if (civil.spouse_without_number) {
    const auto other = teller.person.sex == proofing::Sex::male ? proofing::Sex::female : proofing::Sex::male;
    const int year = teller.person.birth_year + teller.chance.between(-5, 5);
    record.day(fields.born, day_in(year, teller.chance))
        .text(fields.name, relative_name(draw_relative(teller, other, year)).view());
  }
  if (civil.separated != 0) put_separation(record, fields.separation, civil.separated);
}

}  // namespace

void tell_standing(const Teller& teller, const Standing& standing) {
  teller.begin<r010::layout>()
      .text(r010::landekod, standing.citizenship.now().country)
      .day(r010::haenstart_statsborgerskab, standing.citizenship.now().from);
  teller.begin<r011::layout>()
      .mark(r011::fkirk, standing.church.now().code)
      .day(r011::start_dt_folkekirke, standing.church.now().from);
  const Civil& civil = standing.civil.now();
  put_civil(teller, teller.begin<r012::layout>(),
            {r012::civst, r012::aegtepnr, r012::aegtefoed_dt, r012::aegtenvn, r012::haenstart_civilstand,
             r012::sep_henvis_civilstand},
            civil);
  if (civil.separated == 0) return;
  Record record = teller.begin<r013::layout>();
  put_separation(record, r013::sep_henvis_separation, civil.separated);
  record.day(r013::start_dt_separation, civil.separated);
}

void tell_former_standing(const Teller& teller, const Standing& standing) {
  for (std::size_t i = standing.citizenship.former(); i-- > 0;) {
    teller.begin<r027::layout>()
        .text(r027::landekod, standing.citizenship.at(i).country)
        .day(r027::haenstart_statsborgerskab, standing.citizenship.at(i).from)
        .day(r027::haenslut_statsborgerskab, standing.citizenship.at(i + 1).from);
  }
  for (std::size_t i = standing.church.former(); i-- > 0;) {
    teller.begin<r028::layout>()
        .mark(r028::fkirk, standing.church.at(i).code)
        .day(r028::start_dt_folkekirke, standing.church.at(i).from)
        .day(r028::slut_dt_folkekirke, standing.church.at(i + 1).from);
  }
  // Unmarried, the first of all, is not told: the register keeps no former status for who marries first.
  for (std::size_t i = standing.civil.former(); i-- > 1;) {
    Record record = teller.begin<r029::layout>();
    put_civil(teller, record,
              {r029::civst, r029::aegtepnr, r029::aegtefoed_dt, r029::aegtenvn, r029::haenstart_civilstand,
               r029::sep_henvis_civilstand},
              standing.civil.at(i));
    record.day(r029::haenslut_civilstand, standing.civil.at(i + 1).from);
  }
  for (std::size_t i = standing.civil.former(); i-- > 0;) {
    const Civil& civil = standing.civil.at(i);
    if (civil.separated == 0) continue;
    Record record = teller.begin<r030::layout>();
    put_separation(record, r030::sep_henvis_separation, civil.separated);
    record.day(r030::start_dt_separation, civil.separated)
        .day(r030::slut_dt_separation, standing.civil.at(i + 1).from);
  }
}

}  // namespace skranke::synthetic
