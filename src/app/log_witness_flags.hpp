// The flags of serve that name the log's witnesses.
#pragma once

namespace CLI {
class App;
}  // namespace CLI

namespace skranke::app {

struct Chosen;
struct LogWitnessSettings;

// `settings` outlives the parsing.
void add_log_witness_flags(CLI::App& command, Chosen& chosen, LogWitnessSettings& settings);

}  // namespace skranke::app
