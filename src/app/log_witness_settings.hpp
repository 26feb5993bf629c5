// What an installation says of the witnesses of its log.
#pragma once

#include <string>

namespace skranke::app {

struct LogWitnessSettings {
  std::string witnesses;  // URL#KEY,…; empty: none
  std::string quorum;     // how many of them have to cosign what is published; empty: more than half
  std::string ca;         // PEM; empty: the system's authorities
};

}  // namespace skranke::app
