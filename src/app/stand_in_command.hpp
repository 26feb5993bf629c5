// `skranke stand-in cpr-direkte`: a server that speaks CPR Direkte, for demonstrations and tests.
#pragma once

#include <string>
#include <vector>

namespace skranke::app {

struct StandInArguments {
  std::string register_file;              // a CPR extract, or
  std::string database;                   // an imported register
  std::string keys = "var/keys";          // the folder with register.key, for the database
  std::string listen = "127.0.0.1:5000";  // address:port; port 0 is any free one
  std::vector<std::string> faults;        // NAME or NAME:N
  std::string certificate;                // PEM files; empty: made at the start
  std::string key;
  std::string certificate_out;  // where the certificate that was made is written to
  std::vector<std::string> names{"localhost", "127.0.0.1"};  // that it names
};

// Serves until SIGTERM or SIGINT. Returns the exit code.
[[nodiscard]] int run_stand_in_cpr_direkte(const StandInArguments& arguments);

}  // namespace skranke::app
