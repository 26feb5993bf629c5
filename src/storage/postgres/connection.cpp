#include "storage/postgres/connection.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <optional>
#include <utility>

#include <poll.h>

#include "base/ensure.hpp"
#include "base/limits.hpp"
#include "storage/argument.hpp"
#include "storage/postgres/faults.hpp"

namespace skranke::storage::postgres {

namespace limits = base::limits;

namespace {

constexpr int binary = 1;
constexpr int oldest_server = 150'000;
// Sent before their answers are read: few enough that the answers fit into the sockets' buffers, since the
// server would otherwise wait for us to read while we wait for it to read.
constexpr std::size_t rows_in_flight = 256;
// To anything that was asked at once.
constexpr std::chrono::milliseconds answer_time = 4 * limits::database_statement_time;

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

Outcome<Rows> take_rows(const PGresult* result) {
  Rows rows(static_cast<std::size_t>(PQntuples(result)));
  for (int i = 0; i < PQntuples(result); ++i) {
    Row& row = rows[static_cast<std::size_t>(i)];
    row.reserve(static_cast<std::size_t>(PQnfields(result)));
    for (int k = 0; k < PQnfields(result); ++k) {
      if (!take_field(result, i, k, row))
        return fail(FaultKind::invalid, "a column that is neither integer, text nor bytes");
    }
  }
  return rows;
}

std::int64_t rows_changed(PGresult* result) {
  const std::string_view digits{PQcmdTuples(result)};
  std::int64_t count = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), count);
  return count;
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

void Connection::roll_back() {
  begin_ = {};
  if (!broken() && in_transaction()) static_cast<void>(execute("rollback"));
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

Outcome<void> Connection::send(const std::string& name, std::span<const Argument> arguments) {
  if (auto set = parameters_.set(arguments); !set) return set;
  if (PQsendQueryPrepared(handle_.get(), name.c_str(), parameters_.size(), parameters_.values(),
                          parameters_.lengths(), parameters_.formats(), binary) == 0)
    return std::unexpected{fault_of(nullptr, handle_.get())};
  return {};
}

Outcome<void> Connection::send_begin() {
  const std::string sql{std::exchange(begin_, {})};
  if (PQsendQueryParams(handle_.get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, binary) == 0)
    return std::unexpected{fault_of(nullptr, handle_.get())};
  return {};
}

Outcome<std::vector<Rows>> Connection::run_all(std::span<const storage::Statement> statements) {
  Statements all;
  all.reserve(statements.size());
  for (const storage::Statement& statement : statements) all.push_back(&statement);
  return run_pipeline(all);
}

// A statement that fails makes the server skip the commit.
Outcome<std::vector<Rows>> Connection::run_transaction(std::string_view begin,
                                                       std::span<const storage::Statement> statements) {
  const storage::Statement first{.sql = begin, .values = {}};
  const storage::Statement last{.sql = "commit", .values = {}};
  Statements all;
  all.reserve(statements.size() + 2);
  all.push_back(&first);
  for (const storage::Statement& statement : statements) all.push_back(&statement);
  all.push_back(&last);
  auto rows = run_pipeline(all);
  if (!rows) return rows;
  rows->pop_back();
  rows->erase(rows->begin());
  return rows;
}

Outcome<std::vector<Rows>> Connection::run_pipeline(const Statements& statements) {
  base::ensure(statements.size() <= rows_in_flight, "few enough statements to be under way at once");
  std::vector<std::vector<Argument>> arguments(statements.size());
  for (std::size_t i = 0; i < statements.size(); ++i) {
    arguments[i].resize(statements[i]->values.size());
    std::ranges::transform(statements[i]->values, arguments[i].begin(), argument_of);
  }
  // Preparing one may make the cache forget another, so names hold once none had to be prepared.
  std::vector<std::string> names(statements.size());
  for (std::uint64_t before = prepared_ + 1; before != prepared_;) {
    before = prepared_;
    for (std::size_t i = 0; i < statements.size(); ++i) {
      auto name = prepare(statements[i]->sql, arguments[i]);
      if (!name) return std::unexpected{std::move(name.error())};
      names[i] = std::move(*name);
    }
  }
  PQenterPipelineMode(handle_.get());
  const bool has_begun = !begin_.empty();
  Outcome<void> sent;
  if (has_begun) sent = send_begin();
  std::size_t under_way = 0;
  while (sent && under_way < statements.size()) {
    sent = send(names[under_way], arguments[under_way]);
    if (sent) ++under_way;
  }
  auto read = read_all(under_way, has_begun);
  // Nothing of what was sent counts where the rest could not be.
  if (!sent) return std::unexpected{std::move(sent.error())};
  return read;
}

// PQgetResult, but not for ever: libpq 15 waits without end for the end of a pipeline that it has read, and
// had no memory for. Null where nothing more comes, and at the end of a statement's results.
Connection::Result Connection::next_result() {
  while (PQisBusy(handle_.get()) != 0) {
    pollfd answer{.fd = PQsocket(handle_.get()), .events = POLLIN, .revents = 0};
    if (is_out_of_memory(handle_.get()) || ::poll(&answer, 1, static_cast<int>(answer_time.count())) == 0) {
      is_given_up_ = true;
      return nullptr;
    }
    if (PQconsumeInput(handle_.get()) == 0) break;  // PQgetResult tells it
  }
  return Result{PQgetResult(handle_.get())};
}

// Each statement's results end with a null; the last result of all is the synchronization's.
Outcome<void> Connection::read_results(const std::function<Outcome<void>(PGresult*)>& take) {
  std::optional<Fault> first;
  const auto keep = [&](Fault fault) {
    if (!first) first = std::move(fault);
  };
  if (PQpipelineSync(handle_.get()) == 0) keep(fault_of(nullptr, handle_.get()));
  for (bool synchronized = false; !synchronized && !broken();) {
    const Result result = next_result();
    switch (PQresultStatus(result.get())) {
      case PGRES_PIPELINE_SYNC:
        synchronized = true;
        break;
      case PGRES_COMMAND_OK:
      case PGRES_TUPLES_OK:
        if (auto taken = take(result.get()); !taken) keep(std::move(taken.error()));
        break;
      case PGRES_PIPELINE_ABORTED:
        break;
      default:
        if (result) keep(fault_of(result.get(), handle_.get()));
    }
  }
  if (broken()) keep(fault_of(nullptr, handle_.get()));
  PQexitPipelineMode(handle_.get());
  if (first) return std::unexpected{std::move(*first)};
  return {};
}

Outcome<std::vector<Rows>> Connection::read_all(std::size_t statements, bool has_begun) {
  std::vector<Rows> all;
  all.reserve(statements);
  bool begins = has_begun;
  auto read = read_results([&](const PGresult* result) -> Outcome<void> {
    if (std::exchange(begins, false)) return {};
    auto rows = take_rows(result);
    if (!rows) return std::unexpected{std::move(rows.error())};
    all.push_back(std::move(*rows));
    return {};
  });
  if (!read) return std::unexpected{std::move(read.error())};
  base::ensure(all.size() == statements, "an answer to each statement");
  return all;
}

Outcome<std::int64_t> Connection::run_many(std::string_view sql, std::size_t columns,
                                           std::span<const Argument> arguments) {
  base::ensure(columns > 0 && arguments.size() % columns == 0, "whole rows of arguments");
  if (!begin_.empty()) {
    if (auto begun = execute(std::string{std::exchange(begin_, {})}); !begun)
      return std::unexpected{std::move(begun.error())};
  }
  std::int64_t changed = 0;
  while (!arguments.empty()) {
    const std::size_t count = std::min(arguments.size(), rows_in_flight * columns);
    const auto sent = send_rows(sql, columns, arguments.first(count));
    if (!sent) return sent;
    changed += *sent;
    arguments = arguments.subspan(count);
  }
  return changed;
}

Outcome<std::int64_t> Connection::send_rows(std::string_view sql, std::size_t columns,
                                            std::span<const Argument> arguments) {
  std::int64_t changed = 0;
  std::optional<Fault> refused;
  while (!arguments.empty() && !refused) {
    // A row with another column NULL may need the statement prepared anew, which can't be done in between.
    const auto name = prepare(sql, arguments.first(columns));
    if (!name) return std::unexpected{name.error()};
    const std::vector<Oid>& types = statements_.find(sql)->second.types;
    PQenterPipelineMode(handle_.get());
    for (; !arguments.empty() && !refused; arguments = arguments.subspan(columns)) {
      const auto row = arguments.first(columns);
      const bool suits = std::ranges::equal(row, types, [](const Argument& argument, Oid type) {
        return type_of(argument) == 0 || type_of(argument) == type;
      });
      if (!suits) break;
      if (auto sent = send(*name, row); !sent) refused = std::move(sent.error());
    }
    auto read = read_rows();
    if (!read) return read;
    changed += *read;
  }
  if (refused) return std::unexpected{std::move(*refused)};
  return changed;
}

Outcome<std::int64_t> Connection::read_rows() {
  std::int64_t changed = 0;
  auto read = read_results([&](PGresult* result) -> Outcome<void> {
    if (PQresultStatus(result) == PGRES_TUPLES_OK)
      return fail(FaultKind::invalid, "a statement for many rows gives none back");
    changed += rows_changed(result);
    return {};
  });
  if (!read) return std::unexpected{std::move(read.error())};
  return changed;
}

}  // namespace skranke::storage::postgres
