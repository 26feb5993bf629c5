#include "log_triggers.hpp"

#include <algorithm>
#include <string>

#include "served.hpp"
#include "storage/rows.hpp"
#include "storage/watch.hpp"

namespace skranke::bench {
namespace {

void run(storage::Database& database, const std::string& sql) {
  const auto done =
      database.write([&](storage::Transaction& transaction) { return storage::done(transaction, sql, {}); });
  if (!done) give_up(done.error().text);
}

}  // namespace

void set_log_triggers(storage::Database& database, bool is_on, std::initializer_list<std::string_view> only) {
  for (const storage::Watched& each : storage::watched_in(storage::all_migrations())) {
    if (only.size() > 0 && std::ranges::find(only, each.table) == only.end()) continue;
    if (database.engine() == storage::Engine::postgresql) {
      run(database, "alter table " + each.table + (is_on ? " enable" : " disable") + " trigger user");
      continue;
    }
    const std::string sql = storage::watch_sql(each, storage::Engine::sqlite);
    for (const std::string operation : {"insert", "update", "delete"}) {
      const std::string name = "log_" + each.table + "_" + operation;
      run(database, "drop trigger if exists " + name);
      if (!is_on) continue;
      const std::size_t begin = sql.find("create trigger " + name);
      run(database, sql.substr(begin, sql.find("end;", begin) + 4 - begin));
    }
  }
}

}  // namespace skranke::bench
