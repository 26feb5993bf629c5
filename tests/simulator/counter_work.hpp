// Officers with cases, and witnesses: every step of a case until it is decided, and statements that are taken
// back.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "world.hpp"

namespace skranke::simulator {

class CounterWork {
 public:
  explicit CounterWork(World& world) : world_{world} {}

  void step();
  // Whether the cases are what the officers saw last, and what is promised of every case and every witness.
  void check();

 private:
  using Step = std::function<counter::Answer(const counter::Asking&)>;

  void open();
  void go_on(cases::Kept& seen);
  void prove(cases::Kept& seen);
  void take(const char* what, cases::Kept& seen, const std::string& officer, const Step& step);
  void approve(const cases::Kept& seen);
  void withdraw();
  void check_cases();
  void check_witnesses();

  World& world_;
  std::map<std::string, cases::Kept> seen_;  // by case
  std::map<std::string, bool> given_;        // statements: whether they were taken back
};

}  // namespace skranke::simulator
