// What an installation says of who is told about decided cases.
#pragma once

#include <string>

namespace skranke::app {

struct HandoverSettings {
  std::string url;          // of the MitID registration authority's system; empty: events wait
  std::string secret_file;  // secrets of Standard Webhooks, one a line, the newest first
  std::string ca;           // PEM; empty: the system's authorities
  std::string post_spool;   // a folder for Digital Post; empty: notices wait
  std::string post_cvr;     // CVR number of the municipality that sends Digital Post
  std::string post_sender;  // its name
  std::string pause;        // seconds after a first failed try; empty: five
};

}  // namespace skranke::app
