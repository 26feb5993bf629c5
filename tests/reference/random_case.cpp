#include "reference/random_case.hpp"

#include <algorithm>

namespace skranke::reference {
namespace {

using enum Kind;

int days_in_month(int year, int month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int days[]{31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return days[month - 1];
}

// The countries that the lines of a kind take, as far as they are named.
Value likely_issuer(Dice& dice, Kind kind) {
  const Value dk = country("DK"), gl = country("GL"), fo = country("FO"), se = country("SE");
  switch (kind) {
    case residence_permit:
    case foreign_ministry_id_card:
      return dk;
    case national_id_card:
      return se;
    case birth_and_baptism_certificate:
    case birth_and_name_certificate:
    case cpr_certificate:
      return fo;
    case passport:
      return dice.pick(std::vector{dk, gl, fo, se, se});
    case driving_licence:
    case residence_certificate:
      return dice.pick(std::vector{dk, gl, fo});
    default:
      return dice.pick(std::vector{dk, gl});
  }
}

}  // namespace

Date plus_days(Date date, int days) {
  int year = date / 10000, month = date / 100 % 100, day = date % 100 + days;
  while (day < 1) {
    if (--month < 1) {
      month = 12;
      --year;
    }
    day += days_in_month(year, month);
  }
  while (day > days_in_month(year, month)) {
    day -= days_in_month(year, month);
    if (++month > 12) {
      month = 1;
      ++year;
    }
  }
  return year * 10000 + month * 100 + day;
}

Date random_visit(Dice& dice) {
  const int year = 2024 + dice.roll(8);
  const int month = dice.one_in(4) ? dice.pick(std::vector{2, 3, 5}) : 1 + dice.roll(12);
  const int last = days_in_month(year, month);
  const int day =
      dice.one_in(3) ? dice.pick(std::vector{1, last, last, std::min(last, 29)}) : 1 + dice.roll(last);
  return year * 10000 + month * 100 + day;
}

Value random_value(Dice& dice, Kind kind, Fact fact, Date visit) {
  const int year = visit / 10000;
  switch (fact) {
    case issuer:
      if (!dice.one_in(6)) return likely_issuer(dice, kind);
      return dice.pick(std::vector{country("DK"), country("GL"), country("FO"), country("SE"), country("NO"),
                                   country("US"), country("XK"), country("AD"), country("ZW")});
    case form:
      if (!dice.one_in(4)) return physical;
      return dice.pick(std::vector<Value>{physical, app, app, copy});
    case authority:
      return dice.pick(std::vector<Value>{immigration_service, foreign_ministry, other_authority});
    case expires:
      if (dice.one_in(3)) return never;
      if (!dice.one_in(8)) return plus_days(visit, dice.one_in(4) ? 0 : dice.roll(3000));
      return plus_days(visit, dice.one_in(2) ? -1 : -dice.roll(1000));
    case issued:
      switch (dice.roll(6)) {
        case 0:
          return visit;
        case 1:
          return plus_days(visit, 1 + dice.roll(20));
        case 2:
          return plus_days(visit, -95 - dice.roll(400));
        default:
          return plus_days(visit, -86 - dice.roll(9));
      }
    case income_year:
      if (dice.one_in(5)) return year - 3 + dice.roll(6);
      return kind == preliminary_income_assessment ? year : year - 1;
    case temporary:
      return dice.one_in(12) ? 1 : 0;
    case name_matches:
      return dice.one_in(12) ? 0 : 1;
    default:
      return dice.one_in(3) ? 0 : 1;
  }
}

Document random_document(Dice& dice, Date visit, const Shape& shape) {
  Document document{.kind = static_cast<Kind>(dice.roll(static_cast<int>(kind_names.size())))};
  const bool complete = dice.one_in(3);
  for (std::size_t f = 0; f < fact_count; ++f) {
    const bool unknown = dice.roll(10) < shape.unknown_in_ten;
    const Value value = random_value(dice, document.kind, static_cast<Fact>(f), visit);
    if (complete || !unknown) document.facts[f] = value;
  }
  return document;
}

Case random_case(Dice& dice, const Shape& shape) {
  Case which{.visit = random_visit(dice), .high_commissioner = dice.one_in(3), .documents = {}};
  const int count = 1 + dice.roll(shape.documents_max);
  for (int i = 0; i < count; ++i) {
    const bool again = i > 0 && dice.one_in(5);  // the same kind twice is where lines clash
    which.documents.push_back(random_document(dice, which.visit, shape));
    if (again) which.documents.back().kind = which.documents.front().kind;
  }
  return which;
}

}  // namespace skranke::reference
