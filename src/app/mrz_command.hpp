// `skranke mrz`: what a machine-readable zone says.
#pragma once

#include <string>

namespace skranke::app {

struct MrzArguments {
  std::string file;    // "-": standard input
  bool image = false;  // it is a picture
  std::string date;    // the day that tells centuries; empty: today
  bool jsonl = false;
};

// Reads, answers, prints; returns the exit code. Needs no policy and so no data folder.
[[nodiscard]] int run_mrz(const MrzArguments& arguments);

}  // namespace skranke::app
