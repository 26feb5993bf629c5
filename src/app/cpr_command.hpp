// `skranke cpr check`: is this a CPR number, and what does it say?
#pragma once

#include <string>

namespace skranke::app {

struct CprCheckArguments {
  std::string file;  // "-": standard input
  bool jsonl = false;
};

// Reads, answers, prints; returns the exit code. Needs no policy and so no data folder.
[[nodiscard]] int run_cpr_check(const CprCheckArguments& arguments);

}  // namespace skranke::app
