// Cases drawn from a seed, the same on every machine and with every standard library.
//
// Values lie near the edges of the rules on purpose: the day of expiry, the day three months ago, the
// neighbouring years; documents are mostly good, so that rules are tried one at a time.
#pragma once

#include <cstdint>
#include <random>

#include "reference/nouns.hpp"

namespace skranke::reference {

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}

  // 0 to sides - 1. The standard distributions differ between libraries; this doesn't.
  [[nodiscard]] int roll(int sides) {
    return static_cast<int>(engine_() % static_cast<std::uint64_t>(sides));
  }
  [[nodiscard]] bool one_in(int n) { return roll(n) == 0; }
  template <class Values>
  [[nodiscard]] auto pick(const Values& values) {
    return values[static_cast<std::size_t>(roll(static_cast<int>(values.size())))];
  }

 private:
  std::mt19937_64 engine_;
};

// The day `days` after (before, where negative) a date.
[[nodiscard]] Date plus_days(Date date, int days);

// A day from 2024-01-01 on, often the last or the first of a month or in February.
[[nodiscard]] Date random_visit(Dice& dice);

// Any value that the fact can have, near the edges of the rules on the day of the visit.
[[nodiscard]] Value random_value(Dice& dice, Kind kind, Fact fact, Date visit);

struct Shape {
  int documents_max = 5;
  int unknown_in_ten = 2;  // of ten facts that may matter, about so many are unknown
};
[[nodiscard]] Document random_document(Dice& dice, Date visit, const Shape& shape);
[[nodiscard]] Case random_case(Dice& dice, const Shape& shape);

}  // namespace skranke::reference
