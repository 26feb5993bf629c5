// `skranke keys`: new keys in place of old ones, while servers go on.
#pragma once

#include <string>

namespace skranke::app {

// Makes a new key under records, and tells its id. Returns the exit code.
[[nodiscard]] int run_rotate_records(const std::string& folder);

struct MasterArguments {
  std::string keys;
  std::string database;
  bool is_quiet = false;
};

// Draws a new master key, unless a change to one is still under way, and wraps every data key by it. Where a
// server has an SQLite database open that server wraps, and this waits for it. Stopped and begun again, it
// goes on. Tells as JSON what is done. Returns the exit code.
[[nodiscard]] int run_rotate_master(const MasterArguments& arguments);

// Takes away those older master keys that wrap nothing any more. Tells as JSON what is gone and what is still
// needed. Returns the exit code: 1 where one is still needed.
[[nodiscard]] int run_retire_master(const MasterArguments& arguments);

}  // namespace skranke::app
