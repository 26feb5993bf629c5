// `skranke serve`: the pages and the API over HTTP.
#pragma once

#include <string>

#include "app/handover_settings.hpp"
#include "app/log_witness_settings.hpp"
#include "app/message_settings.hpp"

namespace skranke::app {

struct ServeArguments {
  std::string listen = "127.0.0.1:8080";  // address:port; an IPv6 address in brackets; port 0 is any free one
  unsigned threads = 0;                   // 0: one a core
  std::string database;                   // brought to this program's schema and held open; empty: none
  std::string desk_listen;                // the officers' origin; empty: none. Needs a database
  std::string keys = "var/keys";          // the folder of the installation's secrets
  std::string log_name = "localhost/skranke";  // the name of the log of changes, for good
  std::string staff;                           // who works at the desks, a JSON file; empty: nobody
  std::string staff_broker;                    // of MitID Erhverv, a TOML file; empty: none
  std::string desk_url;               // by which officers reach the desk; empty: http:// and `desk_listen`
  std::string broker;                 // of MitID, a TOML file; empty: none
  std::string public_url;             // before the paths of links in mails; empty: http:// and `listen`
  std::string trusted_proxies;        // addresses that X-Forwarded-For is believed of, with commas between
  std::string limit_loopback = "no";  // whether this machine's own requests are limited too: yes or no
  std::string verifier;               // the socket of the verifier of answers; empty: none
  std::string retention;              // how long what is kept; empty: data/retention.toml
  std::string sample_percent = "5";   // of a week's accepted cases that supervisors look at again
  std::string metrics_from;       // addresses that may read /metrics beside this machine, with commas between
  std::string leave_after = "0";  // seconds from SIGTERM to the end, in which /readyz says so
  std::string log_format = "text";  // or json
  std::string access_log = "no";    // yes: a line in the log for every answer
  MessageSettings messages;
  HandoverSettings handover;
  LogWitnessSettings log_witnesses;
};

// Serves until SIGTERM or SIGINT, then finishes what was accepted. Returns the exit code.
[[nodiscard]] int run_serve(const ServeArguments& arguments, const std::string& home);

}  // namespace skranke::app
