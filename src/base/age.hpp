// When somebody comes of an age.
#pragma once

#include "base/civil.hpp"

namespace skranke::base {

// The first day on which somebody born on `born` is `years` old: who is born on 29 February comes of age on
// 1 March in a common year. SPEC: clauses.md, W2.
[[nodiscard]] constexpr Day day_of_age(Day born, std::int32_t years) {
  YearMonthDay date = date_from(born);
  date.year += years;
  if (date.day > days_in_month(date.year, date.month)) {
    ++date.month;
    date.day = 1;
  }
  return day_from(date);
}

}  // namespace skranke::base
