// `skranke backup` and `skranke restore`: an SQLite database as a file, and back; what is in it is held
// against its log each time.
#pragma once

#include <string>

namespace skranke::app {

struct BackupArguments {
  std::string database;  // "sqlite:PATH"
  std::string file;
  bool is_quiet = false;  // no progress
};

// Writes the database as it is at one moment to a new file, also while a server writes, and tells size and
// root of the log in it as JSON. Exit 1: the copy is not what its log says; it stays for whoever looks into
// it.
[[nodiscard]] int run_backup(const BackupArguments& arguments);

// Writes a backup that is what its log says to a new database. Exit 1: it is not; nothing is written.
[[nodiscard]] int run_restore(const BackupArguments& arguments);

}  // namespace skranke::app
