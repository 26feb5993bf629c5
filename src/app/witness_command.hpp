// `skranke witness check`: may this person be a witness today?
#pragma once

#include <string>

namespace skranke::app {

struct WitnessCheckArguments {
  std::string file;  // "-": standard input
  bool jsonl = false;
};

// Reads, judges, prints; returns the exit code.
[[nodiscard]] int run_witness_check(const WitnessCheckArguments& arguments, const std::string& named_home);

}  // namespace skranke::app
