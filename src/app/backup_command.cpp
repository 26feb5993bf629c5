#include "app/backup_command.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include <boost/json.hpp>

#include "app/answers.hpp"
#include "app/audit_text.hpp"
#include "app/exit_code.hpp"
#include "app/progress_bar.hpp"
#include "app/start.hpp"
#include "storage/database.hpp"
#include "storage/log/log_audit.hpp"
#include "storage/sqlite/backup.hpp"

namespace skranke::app {
namespace {

namespace json = boost::json;
using base::Result;

constexpr std::string_view scheme = "sqlite:";

// The file of the database; empty, and it is said why not, for another address.
std::optional<std::string> path_of(const std::string& url) {
  if (url.starts_with(scheme) && url.size() > scheme.size()) return url.substr(scheme.size());
  complain("--database: expected sqlite:PATH; PostgreSQL has tools of its own (docs/log.md, \"Backups\")",
           exit_usage);
  return std::nullopt;
}

Result<storage::Audit> audit_of(const std::string& path, bool is_quiet) {
  const auto database = open_to_read(std::string{scheme} + path, path);
  if (!database) return std::unexpected{database.error()};
  return audited(**database, {}, is_quiet);
}

bool copied(const std::string& from, const std::string& to, bool is_quiet) {
  ProgressBar bar{is_shown(is_quiet), "pages", 0};
  const auto done = storage::sqlite::copy_database(
      from, to, [&bar](std::uint64_t pages, std::uint64_t /*total*/) { bar.show(pages, pages); });
  if (!done) complain(done.error().text, exit_outside);
  return done.has_value();
}

// Tells of the copy what the audit says.
int tell(const std::string& file, const storage::Audit& audit) {
  json::object answer = told(audit);
  answer["file"] = file;
  if (!write_all(json::serialize(answer) + "\n")) return complain_unwritten();
  return audit.findings_count == 0 ? exit_yes : exit_no;
}

}  // namespace

int run_backup(const BackupArguments& arguments) {
  const auto path = path_of(arguments.database);
  if (!path) return exit_usage;
  if (!copied(*path, arguments.file, arguments.is_quiet)) return exit_outside;
  const auto audit = audit_of(arguments.file, arguments.is_quiet);
  if (!audit) return complain(audit.error(), exit_outside);
  return tell(arguments.file, *audit);
}

int run_restore(const BackupArguments& arguments) {
  const auto path = path_of(arguments.database);
  if (!path) return exit_usage;
  const auto before = audit_of(arguments.file, arguments.is_quiet);
  if (!before) return complain(before.error(), exit_outside);
  if (before->findings_count > 0) return tell(arguments.file, *before);
  if (!copied(arguments.file, *path, arguments.is_quiet)) return exit_outside;
  const auto after = audit_of(*path, arguments.is_quiet);
  if (!after) return complain(after.error(), exit_outside);
  if (after->computed.root != before->computed.root || after->size != before->size)
    return complain(*path + ": its root is not that of the backup", exit_no);
  return tell(*path, *after);
}

}  // namespace skranke::app
