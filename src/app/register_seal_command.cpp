#include "app/register_seal_command.hpp"

#include <iostream>
#include <utility>

#include <unistd.h>

#include "app/exit_code.hpp"
#include "app/progress_bar.hpp"
#include "app/register_keys.hpp"
#include "app/start.hpp"
#include "storage/register/imported_register.hpp"
#include "storage/sqlite/rewrite.hpp"

namespace skranke::app {
namespace {

constexpr std::string_view sqlite_scheme = "sqlite:";

std::unexpected<base::Problem> unavailable(const storage::Fault& fault) {
  return base::fail(base::Fault::unavailable, "the database: " + fault.text);
}

}  // namespace

base::Result<storage::Sealed> seal_and_rewrite(const std::string& url, const desk::RegisterSealer& sealer,
                                               bool is_progress_shown,
                                               std::unique_ptr<storage::Database>& database) {
  const auto stats = storage::register_stats(*database);
  if (!stats) return unavailable(stats.error());
  const auto sealed = [&] {
    ProgressBar bar{is_progress_shown, "persons", static_cast<std::uint64_t>(stats->persons)};
    return storage::seal_register(*database, sealer, [&](const storage::Sealed& done) {
      const auto persons = static_cast<std::uint64_t>(done.persons);
      bar.show(persons, persons);
    });
  }();
  if (!sealed) return unavailable(sealed.error());
  if (url.starts_with(sqlite_scheme)) {
    database.reset();
    const auto rewritten = storage::sqlite::rewrite_database(url.substr(sqlite_scheme.size()));
    if (!rewritten) return unavailable(rewritten.error());
    auto opened = storage::open_database(url);
    if (!opened) return unavailable(opened.error());
    database = std::move(*opened);
  } else if (sealed->persons > 0) {
    std::cerr << "skranke: PostgreSQL keeps the rows from before in its files until somebody runs\n"
                 "  vacuum full register_person; vacuum full register_number;\n";
  }
  if (const auto done = storage::end_sealing(*database); !done) return unavailable(done.error());
  return *sealed;
}

int run_register_seal(const RegisterSealArguments& arguments) {
  auto database = storage::open_database(arguments.database);
  if (!database) return complain("the database: " + database.error().text, exit_outside);
  const auto key = register_key_to_write(arguments.keys, **database);
  if (!key) return complain(key.error(), exit_outside);
  const auto sealed = seal_and_rewrite(arguments.database, **key,
                                       arguments.progress.value_or(::isatty(STDERR_FILENO) != 0), *database);
  if (!sealed) return complain(sealed.error(), exit_outside);
  std::cout << "{\"persons\":" << sealed->persons << ",\"numbers\":" << sealed->numbers << "}\n";
  return exit_yes;
}

}  // namespace skranke::app
