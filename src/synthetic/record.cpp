#include "synthetic/record.hpp"

namespace skranke::synthetic {
namespace {

void put(char* at, int width, int value) {
  for (; width > 0; value /= 10) at[--width] = static_cast<char>('0' + value % 10);
}

}  // namespace

Record& Record::day(const cpr::Field& field, base::Day value, int minute) {
  const base::YearMonthDay date = base::date_from(value);
  char* at = bytes_ + field.at;
  put(at, 4, date.year);
  if (field.form == cpr::Form::date_10) {
    at[4] = '-';
    put(at + 5, 2, date.month);
    at[7] = '-';
    put(at + 8, 2, date.day);
    return *this;
  }
  put(at + 4, 2, date.month);
  put(at + 6, 2, date.day);
  if (field.form == cpr::Form::date_8) return *this;
  base::ensure(field.length == 12, "a field for a date");
  put(at + 8, 2, minute / 60);
  put(at + 10, 2, minute % 60);
  return *this;
}

}  // namespace skranke::synthetic
