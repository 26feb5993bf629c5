// The command line, put together from one function a subject: its flags, and what runs.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace skranke::app {

// The values that a file and the environment can give too. Rising precedence: file, environment, flag.
class Settings {
 public:
  // `value` is filled from SKRANKE_<KEY> or the file's key where the flag is not given. It outlives fill().
  void add(const CLI::Option* flag, std::string key, std::string* value);
  // The flag "--KEY" itself, with what `value` is now as its default.
  void add(CLI::App& command, const std::string& key, std::string& value, const std::string& what);

  // Reads "key = value" lines (TOML). Throws CLI::ParseError for a file or key that is not known.
  void read(const std::string& file);

  void fill() const;

 private:
  struct Entry {
    const CLI::Option* flag;
    std::string key;
    std::string* value;
  };
  std::deque<Entry> entries_;
  std::map<std::string, std::string> from_file_;
};

// What parsing leaves behind.
struct Chosen {
  std::string home;
  Settings settings;
  std::function<int()> run;                  // the subcommand
  std::deque<std::function<void()>> checks;  // of values, once the settings are filled; throw CLI::ParseError
};

void add_rule_commands(CLI::App& program, Chosen& chosen);         // check, ask, cpr, policy, bench
void add_register_commands(CLI::App& program, Chosen& chosen);     // register
void add_direkte_commands(CLI::App& program, Chosen& chosen);      // cpr-direkte, stand-in
void add_question_commands(CLI::App& program, Chosen& chosen);     // questions, verifier
void add_witness_commands(CLI::App& program, Chosen& chosen);      // witness
void add_serve_command(CLI::App& program, Chosen& chosen);         // serve
void add_message_commands(CLI::App& program, Chosen& chosen);      // messages
void add_handover_commands(CLI::App& program, Chosen& chosen);     // handovers
void add_key_commands(CLI::App& program, Chosen& chosen);          // keys, retention
void add_staff_commands(CLI::App& program, Chosen& chosen);        // staff
void add_audit_commands(CLI::App& program, Chosen& chosen);        // audit
void add_log_witness_commands(CLI::App& program, Chosen& chosen);  // log-witness
void add_zone_commands(CLI::App& program, Chosen& chosen);         // mrz

}  // namespace skranke::app
