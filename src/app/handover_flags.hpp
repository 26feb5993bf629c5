// The flags of serve that say who is told about decided cases.
#pragma once

#include "app/handover_settings.hpp"

namespace CLI {
class App;
}  // namespace CLI

namespace skranke::app {

struct Chosen;

// `settings` outlives the parsing.
void add_handover_flags(CLI::App& command, Chosen& chosen, HandoverSettings& settings);

}  // namespace skranke::app
