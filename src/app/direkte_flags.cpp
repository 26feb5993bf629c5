// The flags of cpr-direkte and stand-in.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"
#include "app/cpr_direkte_command.hpp"
#include "app/stand_in_command.hpp"

namespace skranke::app {
namespace {

void add_stand_in(CLI::App& program, Chosen& chosen) {
  const auto arguments = std::make_shared<StandInArguments>();
  CLI::App* stand_in =
      program.add_subcommand("stand-in", "servers that stand in for a service, for demonstrations");
  stand_in->require_subcommand(1);
  CLI::App* direkte =
      stand_in->add_subcommand("cpr-direkte", "CPR Direkte over TLS, with fictitious persons");
  CLI::Option* file = direkte->add_option("--register", arguments->register_file, "a CPR extract (P12170)");
  direkte
      ->add_option("--database", arguments->database, "an imported register: sqlite:PATH or postgresql://…")
      ->excludes(file);
  chosen.settings.add(*direkte, "keys", arguments->keys,
                      "the folder with register.key, for --database (SKRANKE_KEYS)");
  direkte->add_option("--listen", arguments->listen, "ADDRESS:PORT; port 0 is any free one")
      ->capture_default_str();
  direkte->add_option("--fault", arguments->faults, "something to do wrong: NAME, or NAME:N so many times")
      ->type_name("NAME[:N]")
      ->take_all();
  direkte->add_option("--certificate", arguments->certificate,
                      "the server's certificate as PEM (default: made anew)");
  direkte->add_option("--key", arguments->key, "its key as PEM");
  direkte->add_option("--certificate-out", arguments->certificate_out,
                      "where to write the certificate that is made, for a client to trust");
  direkte->add_option("--name", arguments->names, "host names and addresses that it names")
      ->capture_default_str()
      ->take_all();
  direkte->callback([=, &chosen] { chosen.run = [=] { return run_stand_in_cpr_direkte(*arguments); }; });
}

void add_cpr_direkte(CLI::App& program, Chosen& chosen) {
  const auto arguments = std::make_shared<ChangePasswordArguments>();
  CLI::App* direkte = program.add_subcommand("cpr-direkte", "the account of the live CPR register");
  direkte->require_subcommand(1);
  CLI::App* change = direkte->add_subcommand("change-password", "gives the account a new password");
  change->add_option("--settings", arguments->settings,
                     "a TOML file (docs/cpr-direkte.md); the environment wins");
  change
      ->add_option("--new-password-file", arguments->new_password_file,
                   "a file whose first line is the new password")
      ->required();
  change->callback([=, &chosen] { chosen.run = [=] { return run_change_password(*arguments); }; });
}

}  // namespace

void add_direkte_commands(CLI::App& program, Chosen& chosen) {
  add_cpr_direkte(program, chosen);
  add_stand_in(program, chosen);
}

}  // namespace skranke::app
