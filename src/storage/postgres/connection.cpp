#include "storage/postgres/connection.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>

#include "base/ensure.hpp"
#include "base/limits.hpp"
#include "storage/argument.hpp"
#include "storage/postgres/faults.hpp"

namespace skranke::storage::postgres {

namespace limits = base::limits;

namespace {

constexpr int binary = 1;
constexpr int oldest_server = 150'000;

std::string milliseconds(std::chrono::milliseconds time) { return std::to_string(time.count()); }

// What the server's own configuration could take away from us: an end to waiting, and durable commits. A
// statement is planned once, as on SQLite, and not for each value: for some of a booking's PostgreSQL would
// rather plan each time, which takes longer than to run them. Nor is one compiled to machine code: from the
// plan's cost alone, which it overrates by far, PostgreSQL would spend a hundred times what running one
// takes.
std::string session_settings() {
  std::string sql{"set statement_timeout="};
  sql += milliseconds(limits::database_statement_time);
  sql.append("; set lock_timeout=").append(milliseconds(limits::database_wait / 2));
  sql.append("; set idle_in_transaction_session_timeout=")
      .append(milliseconds(2 * limits::database_statement_time));
  sql += "; set plan_cache_mode=force_generic_plan; set jit=off";
  sql +=
      "; select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = "
      "'off'";
  return sql;
}

std::unexpected<Fault> not_reached(const PGconn* handle) {
  // PRIVACY: names the server, the database and its user, never the password.
  std::string text{"PostgreSQL can't be reached: "};
  text += PQerrorMessage(handle);
  std::ranges::replace(text, '\n', ' ');
  while (text.ends_with(' ')) text.pop_back();
  return fail(FaultKind::unavailable, std::move(text));
}

// The highest n of $n outside quotes: the server doesn't mind a declared value that no placeholder takes.
std::size_t placeholders(std::string_view sql) {
  std::size_t highest = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql[i] == '\'') quoted = !quoted;
    if (quoted || sql[i] != '$') continue;
    std::size_t place = 0;
    std::from_chars(sql.data() + i + 1, sql.data() + sql.size(), place);
    highest = std::max(highest, place);
  }
  return highest;
}

}  // namespace

Outcome<std::unique_ptr<Connection>> Connection::open(const std::string& url) {
  const std::string connect_seconds = std::to_string(limits::database_connect_time.count());
  const std::string silence = milliseconds(limits::database_wait);
  // The later of two settings counts, so that `url` goes before all but the encoding.
  const std::array keys{"connect_timeout",
                        "tcp_user_timeout",
                        "keepalives_idle",
                        "fallback_application_name",
                        "dbname",
                        "client_encoding",
                        static_cast<const char*>(nullptr)};
  const std::array values{
      connect_seconds.c_str(),          silence.c_str(), "30", "skranke", url.c_str(), "UTF8",
      static_cast<const char*>(nullptr)};
  Handle handle{PQconnectdbParams(keys.data(), values.data(), 1)};
  if (!handle || PQstatus(handle.get()) != CONNECTION_OK) return not_reached(handle.get());
  PQsetNoticeProcessor(handle.get(), [](void*, const char*) {}, nullptr);
  std::unique_ptr<Connection> connection{new Connection{std::move(handle)}};
  if (auto usable = connection->check_server(); !usable) return std::unexpected{std::move(usable.error())};
  return connection;
}

Outcome<void> Connection::check_server() {
  if (PQserverVersion(handle_.get()) < oldest_server) {
    return fail(FaultKind::unavailable, "PostgreSQL 15 or newer is needed");
  }
  const char* encoding = PQparameterStatus(handle_.get(), "server_encoding");
  if (encoding == nullptr || std::string_view{encoding} != "UTF8") {
    return fail(FaultKind::unavailable, "the database's encoding has to be UTF8");
  }
  if (auto set = execute(session_settings()); !set) return std::unexpected{std::move(set.error())};
  return {};
}

Outcome<std::string> Connection::execute(const std::string& sql) {
  const Result result{PQexec(handle_.get(), sql.c_str())};
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    return std::unexpected{fault_of(result.get(), handle_.get())};
  }
  return std::string{PQcmdStatus(result.get())};
}

Outcome<std::string> Connection::commit() {
  if (begin_.empty()) return execute("commit");
  begin_ = {};
  return std::string{};
}

void Connection::roll_back() noexcept {
  begin_ = {};
  if (broken() || !in_transaction()) return;
  // No word of what went wrong: there may be no memory for it.
  const Result result{PQexec(handle_.get(), "rollback")};
  if (in_transaction()) give_up();
}

Outcome<std::int64_t> Connection::integer(std::string_view sql) {
  const auto rows = run(sql, {});
  if (!rows) return std::unexpected{rows.error()};
  const auto* number = rows->empty() ? nullptr : std::get_if<std::int64_t>(rows->front().data());
  base::ensure(number != nullptr, "a statement that gives an integer");
  return *number;
}

bool Connection::alive() { return PQconsumeInput(handle_.get()) == 1 && !broken() && !in_transaction(); }

Outcome<std::string> Connection::prepare(std::string_view sql, std::span<const Argument> arguments) {
  std::vector<Oid> types(arguments.size());
  std::ranges::transform(arguments, types.begin(), type_of);
  const auto found = statements_.find(sql);
  if (found != statements_.end() && found->second.types.size() == types.size()) {
    // NULL suits every type. What was NULL alone so far gets its type now.
    bool suits = true;
    for (std::size_t i = 0; i < types.size(); ++i) {
      suits = suits && (types[i] == 0 || types[i] == found->second.types[i]);
      if (types[i] == 0) types[i] = found->second.types[i];
    }
    if (suits) return found->second.name;
  }
  if (found != statements_.end() || statements_.size() == limits::database_statements_max) {
    const bool alone = found != statements_.end();
    std::string forget{"deallocate "};
    forget += alone ? found->second.name : "all";
    if (auto forgotten = execute(forget); !forgotten) return forgotten;
    if (alone) {
      statements_.erase(found);
    } else {
      statements_.clear();
    }
  }
  if (placeholders(sql) != types.size())
    return fail(FaultKind::invalid, "not as many values as placeholders");
  std::string name{"s"};
  name += std::to_string(++prepared_);
  const std::string text{sql};
  const Result result{
      PQprepare(handle_.get(), name.c_str(), text.c_str(), static_cast<int>(types.size()), types.data())};
  if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) {
    return std::unexpected{fault_of(result.get(), handle_.get())};
  }
  statements_.emplace(text, Prepared{name, std::move(types)});
  return name;
}

Outcome<Rows> Connection::run(std::string_view sql, std::span<const Value> values) {
  if (!begin_.empty()) {
    const storage::Statement only{.sql = sql, .values = {values.begin(), values.end()}};
    auto all = run_all(std::span{&only, 1});
    if (!all) return std::unexpected{std::move(all.error())};
    return std::move(all->front());
  }
  std::vector<Argument> arguments(values.size());
  std::ranges::transform(values, arguments.begin(), argument_of);
  if (auto set = parameters_.set(arguments); !set) return std::unexpected{std::move(set.error())};
  const auto name = prepare(sql, arguments);
  if (!name) return std::unexpected{name.error()};
  const Result result{PQexecPrepared(handle_.get(), name->c_str(), parameters_.size(), parameters_.values(),
                                     parameters_.lengths(), parameters_.formats(), binary)};
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    return std::unexpected{fault_of(result.get(), handle_.get())};
  }
  return take_rows(result.get());
}

Outcome<void> Connection::run_each(std::string_view sql, std::span<const Value> values, const TakeRow& take) {
  const auto rows = run(sql, values);
  if (!rows) return std::unexpected{rows.error()};
  std::vector<Argument> columns;
  for (const Row& row : *rows) {
    columns.clear();
    for (const Value& value : row) columns.push_back(argument_of(value));
    take(columns);
  }
  return {};
}

}  // namespace skranke::storage::postgres
