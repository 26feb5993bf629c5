// `skranke handovers`: which events of decided cases wait or failed, and trying one again.
#pragma once

#include <string>

namespace skranke::app {

struct HandoversArguments {
  std::string database;
  std::string retry;  // the id of an event; empty: tells what there is
};

// Counts, ids and answers as JSON. Returns the exit code: 1 where no event of that id waits or failed.
[[nodiscard]] int run_handovers(const HandoversArguments& arguments);

}  // namespace skranke::app
