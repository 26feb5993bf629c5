// The flags of audit, backup, restore and migrate.
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/audit_command.hpp"
#include "app/backup_command.hpp"
#include "app/command_line.hpp"
#include "app/log_service.hpp"
#include "app/migrate_command.hpp"

namespace skranke::app {
namespace {

struct Wish {
  AuditArguments arguments;
  std::string folder;
  std::string table;
  std::string row;
  std::string name = default_log_name;
};

void add_database(CLI::App& command, Chosen& chosen, Wish& wish) {
  chosen.settings.add(command.add_option("--database", wish.arguments.database,
                                         "sqlite:PATH or postgresql://…; a backup too (SKRANKE_DATABASE)"),
                      "database", &wish.arguments.database);
  command.add_flag("--no-progress", wish.arguments.is_quiet, "say nothing on standard error while it runs");
}

void add_keys(CLI::App& command, Chosen& chosen, Wish& wish) {
  CLI::Option* keys = command.add_option("--keys", wish.arguments.keys,
                                         "the folder of this installation's secrets (SKRANKE_KEYS)");
  keys->capture_default_str();
  chosen.settings.add(keys, "keys", &wish.arguments.keys);
}

void add_name(CLI::App& command, Chosen& chosen, Wish& wish) {
  CLI::Option* name =
      command.add_option("--log-name", wish.name, "the log's name for good (SKRANKE_LOG_NAME)");
  name->capture_default_str();
  chosen.settings.add(name, "log-name", &wish.name);
}

void add_backups(CLI::App& program, Chosen& chosen) {
  const auto add = [&](const char* name, const char* what, const char* file_help,
                       int (*run)(const BackupArguments&)) {
    const auto arguments = std::make_shared<BackupArguments>();
    CLI::App* command = program.add_subcommand(name, what);
    chosen.settings.add(
        command->add_option("--database", arguments->database, "sqlite:PATH (SKRANKE_DATABASE)"), "database",
        &arguments->database);
    command->add_option("FILE", arguments->file, file_help)->required();
    command->add_flag("--no-progress", arguments->is_quiet, "say nothing on standard error while it runs");
    command->callback([=, &chosen] { chosen.run = [=] { return run(*arguments); }; });
  };
  add("backup", "write an SQLite database to a file, also while it is served, and hold it against its log",
      "a file that is not there yet", run_backup);
  add("restore", "write a backup that is what its log says to a new SQLite database", "the backup",
      run_restore);
}

void add_migrate(CLI::App& program, Chosen& chosen) {
  const auto arguments = std::make_shared<MigrateArguments>();
  CLI::App* command = program.add_subcommand(
      "migrate", "copy an SQLite database that nobody serves to PostgreSQL, and hold both against the log");
  command->add_option("FROM", arguments->from, "sqlite:PATH")->required();
  command->add_option("TO", arguments->to, "postgresql://…, never used")->required();
  command->add_flag("--no-progress", arguments->is_quiet, "say nothing on standard error while it runs");
  command->callback([=, &chosen] { chosen.run = [=] { return run_migrate(*arguments); }; });
}

}  // namespace

void add_audit_commands(CLI::App& program, Chosen& chosen) {
  add_backups(program, chosen);
  add_migrate(program, chosen);
  const auto wish = std::make_shared<Wish>();
  CLI::App* audit = program.add_subcommand("audit", "the log of all changes and look-ups (docs/log.md)");
  audit->require_subcommand(1);

  CLI::App* verify = audit->add_subcommand(
      "verify", "whether the log is whole, and each row is what was written; exit 1 if not");
  add_database(*verify, chosen, *wish);
  add_keys(*verify, chosen, *wish);
  verify->add_option("--key", wish->arguments.key, "the log's public key, instead of that of --keys");
  verify->add_option("--seen", wish->arguments.seen,
                     "a file with a checkpoint that was seen before: the log has to go on from it");
  verify->add_option("--witness", wish->arguments.witnesses,
                     "the public key of a witness that has to have cosigned the log: it has to go on from "
                     "there, and a checkpoint of --seen may be signed by this key instead");
  verify->callback([=, &chosen] { chosen.run = [=] { return run_audit_verify(wish->arguments); }; });

  CLI::App* written =
      audit->add_subcommand("export", "write the log as files (C2SP tlog-tiles), for verifiers of others");
  add_database(*written, chosen, *wish);
  written->add_option("--out", wish->folder, "the folder; it is made")->required();
  written->callback(
      [=, &chosen] { chosen.run = [=] { return run_audit_export(wish->arguments, wish->folder); }; });

  CLI::App* prove = audit->add_subcommand(
      "prove", "that a row was written as it stands, for who checks without the database");
  add_database(*prove, chosen, *wish);
  prove->add_option("TABLE", wish->table, "a table that the log watches: desk_record")->required();
  prove->add_option("KEY", wish->row, "the row's key; of several columns with | between")->required();
  prove->callback([=, &chosen] {
    chosen.run = [=] { return run_audit_prove(wish->arguments, wish->table, wish->row); };
  });

  CLI::App* take =
      audit->add_subcommand("take-in", "take what waits into the log of a database that nobody serves");
  add_database(*take, chosen, *wish);
  add_keys(*take, chosen, *wish);
  add_name(*take, chosen, *wish);
  take->callback(
      [=, &chosen] { chosen.run = [=] { return run_audit_take_in(wish->arguments, wish->name); }; });

  CLI::App* key = audit->add_subcommand("key", "the log's public key, for who checks");
  add_keys(*key, chosen, *wish);
  add_name(*key, chosen, *wish);
  key->callback([=, &chosen] { chosen.run = [=] { return run_audit_key(wish->arguments, wish->name); }; });
}

}  // namespace skranke::app
