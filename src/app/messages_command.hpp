// `skranke messages`: what of the messages of bookings waits or was given up, and trying one again.
#pragma once

#include <string>

namespace skranke::app {

struct MessagesArguments {
  std::string database;
  std::string retry;  // the id of a message; empty: tells what there is
};

// Counts and ids as JSON, nobody's name or address. Returns the exit code: 1 where no message of that id
// waits or was given up.
[[nodiscard]] int run_messages(const MessagesArguments& arguments);

}  // namespace skranke::app
