// The program: one binary, its subcommands and their flags (contract: "The two commands").
#include <cstdio>
#include <exception>
#include <iostream>
#include <string>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"
#include "app/exit_code.hpp"

namespace skranke::app {
namespace {

int run(int argc, char** argv) {
  CLI::App program{"Skranke: which documents prove who somebody is, at a citizen-service centre", "skranke"};
  program.require_subcommand(1);
  program.set_version_flag("--version", std::string{SKRANKE_VERSION});
  program.fallthrough();
  Chosen chosen;
  chosen.settings.add(program, "home", chosen.home,
                      "the folder with policies/, locales/, data/ and web/dist/ (SKRANKE_HOME)");
  std::string config;
  Settings of_config;
  of_config.add(program.add_option("--config", config,
                                   "a file with home, listen, threads, database … as TOML (SKRANKE_CONFIG)"),
                "config", &config);
  add_rule_commands(program, chosen);
  add_witness_commands(program, chosen);
  add_register_commands(program, chosen);
  add_question_commands(program, chosen);
  add_direkte_commands(program, chosen);
  add_serve_command(program, chosen);
  add_message_commands(program, chosen);
  add_handover_commands(program, chosen);
  add_key_commands(program, chosen);
  add_staff_commands(program, chosen);
  add_audit_commands(program, chosen);
  add_log_witness_commands(program, chosen);
  add_zone_commands(program, chosen);
  try {
    program.parse(argc, argv);
    of_config.fill();
    if (!config.empty()) chosen.settings.read(config);
    chosen.settings.fill();
    for (const auto& check : chosen.checks) check();
  } catch (const CLI::ParseError& error) {
    const int shown = program.exit(error, std::cout, std::cerr);
    return shown == 0 ? exit_yes : exit_usage;
  }
  const int code = chosen.run();
  std::cout.flush();
  if (std::cout.good() && std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
  std::cerr << "skranke: standard output can't be written\n";
  return exit_outside;
}

}  // namespace
}  // namespace skranke::app

int main(int argc, char** argv) {
  try {
    return skranke::app::run(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "skranke: " << error.what() << "\n";
    return skranke::app::exit_outside;
  }
}
