// Citizens who book, hold, move, cancel and take tickets, and what they were told.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "world.hpp"

namespace skranke::simulator {

class Visits {
 public:
  explicit Visits(World& world) : world_{world} {}

  void step();
  // Whether what they were told is what there is, and nobody has what somebody else has.
  void check();

 private:
  struct Told {
    std::string token;
    std::int64_t start = 0;
    bool is_cancelled = false;
  };
  using Asked = appointments::Answer<appointments::Visit>;

  [[nodiscard]] std::string slot();
  [[nodiscard]] Told* somebody();
  void book();
  void move();
  void cancel();
  void take_ticket();
  void arrive();
  void serve();
  void take(const char* what, const Asked& answer);
  void check_seats();

  World& world_;
  std::map<std::string, Told> told_;  // by booking
  std::set<std::string> tickets_;
};

}  // namespace skranke::simulator
