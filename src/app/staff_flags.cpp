// The flags of staff.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/command_line.hpp"
#include "app/staff_command.hpp"

namespace skranke::app {
namespace {

using Arguments = std::shared_ptr<StaffArguments>;

Arguments add_common(CLI::App& command, Chosen& chosen, bool has_address) {
  auto arguments = std::make_shared<StaffArguments>();
  const auto add = [&](const char* key, std::string& value, const char* what) {
    chosen.settings.add(command, key, value, what);
  };
  add("database", arguments->database, "sqlite:PATH or postgresql://… (SKRANKE_DATABASE)");
  add("keys", arguments->keys, "the folder of this installation's secrets (SKRANKE_KEYS)");
  if (has_address)
    add("desk-url", arguments->desk_url, "https://NAME by which officers reach the desk (SKRANKE_DESK_URL)");
  chosen.checks.emplace_back([arguments, &command] {
    if (command.parsed() && arguments->database.empty()) throw CLI::RequiredError("--database");
  });
  return arguments;
}

void add_named(CLI::App& staff, Chosen& chosen, const char* name, const char* what, bool has_address,
               int (*run)(const StaffArguments&)) {
  CLI::App* command = staff.add_subcommand(name, what);
  const Arguments arguments = add_common(*command, chosen, has_address);
  command->add_option("NAME", arguments->name, "whose: the name to sign in with")->required();
  command->callback([=, &chosen] { chosen.run = [=] { return run(*arguments); }; });
}

void add_add(CLI::App& staff, Chosen& chosen) {
  CLI::App* command =
      staff.add_subcommand("add", "an account; prints the address of its invitation, which serves once");
  const Arguments arguments = add_common(*command, chosen, true);
  command->add_option("NAME", arguments->name, "the name to sign in with")->required();
  command->add_option("--centre", arguments->centre, "the id of the centre, as in aarhus")->required();
  command->add_option("--shown-name", arguments->shown_name, "the name that others see; default: NAME");
  command
      ->add_option("--role", arguments->roles,
                   "officer, second-officer, supervisor, administrator or auditor, at the centre or at "
                   "@CENTRE, @* for "
                   "every one; again for more")
      ->required();
  command->add_option("--trained-until", arguments->trained_until,
                      "the last day of the certificate of training, YYYY-MM-DD; officers need one");
  CLI::Option* password = command->add_option("--password-file", arguments->password_file,
                                              "a file with the password; nobody is invited");
  CLI::Option* key = command->add_option("--totp-key-file", arguments->totp_key_file,
                                         "a file with the key of one-time codes, base32");
  password->needs(key);
  key->needs(password);
  command->callback(
      [=, &chosen] { chosen.run = [=, &chosen] { return run_staff_add(*arguments, chosen.home); }; });
}

}  // namespace

void add_staff_commands(CLI::App& program, Chosen& chosen) {
  CLI::App* staff = program.add_subcommand("staff", "who works at the desks");
  staff->require_subcommand(1);
  add_add(*staff, chosen);
  CLI::App* list = staff->add_subcommand("list", "everybody, one a line, as JSON");
  const Arguments arguments = add_common(*list, chosen, false);
  list->callback([=, &chosen] { chosen.run = [=] { return run_staff_list(*arguments); }; });
  add_named(*staff, chosen, "invite", "a new invitation: password and second factor are set again with it",
            true, run_staff_invite);
  add_named(*staff, chosen, "disable", "an account: nobody signs in with it any more, and its sessions end",
            false, run_staff_disable);
}

}  // namespace skranke::app
