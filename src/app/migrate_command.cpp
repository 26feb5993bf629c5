#include "app/migrate_command.hpp"

#include <filesystem>
#include <string_view>
#include <utility>

#include <boost/json.hpp>

#include "app/answers.hpp"
#include "app/audit_text.hpp"
#include "app/exit_code.hpp"
#include "app/progress_bar.hpp"
#include "app/start.hpp"
#include "storage/database.hpp"
#include "storage/log/take_over.hpp"

namespace skranke::app {
namespace {

namespace json = boost::json;

constexpr std::string_view scheme = "sqlite:";

int tell(const storage::Audit& audit, const storage::TakenOver& taken) {
  json::object answer = told(audit);
  answer["tables"] = taken.tables;
  answer["copied_rows"] = taken.rows;
  if (!write_all(json::serialize(answer) + "\n")) return complain_unwritten();
  return audit.findings_count == 0 ? exit_yes : exit_no;
}

storage::Outcome<storage::TakenOver> copied(storage::Database& from, storage::Database& to, bool is_quiet) {
  const auto rows = storage::rows_in(from);
  if (!rows) return std::unexpected{rows.error()};
  ProgressBar bar{is_shown(is_quiet), "rows", *rows};
  return storage::take_over(from, to, [&bar](std::uint64_t done) { bar.show(done, done); });
}

}  // namespace

int run_migrate(const MigrateArguments& arguments) {
  if (!arguments.from.starts_with(scheme)) return complain("FROM: expected sqlite:PATH", exit_usage);
  if (!arguments.to.starts_with("postgresql:") && !arguments.to.starts_with("postgres:"))
    return complain("TO: expected postgresql://…", exit_usage);
  // Opening what isn't there would make it.
  if (!std::filesystem::exists(arguments.from.substr(scheme.size())))
    return complain("FROM: there is no such file", exit_outside);
  const auto from = storage::open_database(arguments.from);
  if (!from) return complain("FROM: " + from.error().text, exit_outside);
  const auto before = audited(**from, {}, arguments.is_quiet);
  if (!before) return complain(before.error(), exit_outside);
  if (before->findings_count > 0) return tell(*before, {});
  const auto to = storage::open_database(arguments.to);
  if (!to) return complain("TO: " + to.error().text, exit_outside);
  const auto taken = copied(**from, **to, arguments.is_quiet);
  if (!taken) return complain("nothing was copied: " + taken.error().text, exit_outside);
  const auto after = audited(**to, {}, arguments.is_quiet);
  if (!after) return complain(after.error(), exit_outside);
  if (after->computed.root != before->computed.root || after->size != before->size ||
      after->waiting != before->waiting || after->rows != before->rows)
    return complain("the root there is not the one here; don't serve TO", exit_no);
  return tell(*after, *taken);
}

}  // namespace skranke::app
