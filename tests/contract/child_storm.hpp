// Programs that work on one database until they are killed: started, counted, killed at random, and started
// again.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace skranke::test {

struct StormPlan {
  int processes = 1;
  std::int64_t tries = 0;  // of all of them together
  int kills = 11;          // at least so many
  // The command line of a process at its place, with a seed that no other had.
  std::function<std::vector<std::string>(int place, int seed)> command;
};

// Runs them until as much was tried; gives how much. A process prints "50" and a line end for each 50 tries.
// One that ends by itself is a failure.
[[nodiscard]] std::int64_t blow(const StormPlan& plan);

// SKRANKE_STORM_TRIES, or what the ordinary tests make.
[[nodiscard]] std::int64_t storm_tries(std::int64_t by_default);

}  // namespace skranke::test
