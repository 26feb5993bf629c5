// Statements that are sent before the answers to those before them are read.
#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>
#include <utility>

#include <poll.h>

#include "base/ensure.hpp"
#include "base/limits.hpp"
#include "storage/argument.hpp"
#include "storage/postgres/connection.hpp"
#include "storage/postgres/faults.hpp"

namespace skranke::storage::postgres {

namespace limits = base::limits;

namespace {

constexpr int binary = 1;
// Sent before their answers are read: few enough that the answers fit into the sockets' buffers, since the
// server would otherwise wait for us to read while we wait for it to read.
constexpr std::size_t rows_in_flight = 256;
// That nothing comes after something was asked. The server may keep answers for as long as all of them take.
constexpr std::chrono::milliseconds answer_time = 20 * limits::database_statement_time;

std::int64_t rows_changed(PGresult* result) {
  const std::string_view digits{PQcmdTuples(result)};
  std::int64_t count = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), count);
  return count;
}

}  // namespace

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

// libpq 15 waits without end for the end of a pipeline that it has read, and had no memory for.
Connection::Result Connection::next_result() {
  while (PQisBusy(handle_.get()) != 0) {
    pollfd answer{.fd = PQsocket(handle_.get()), .events = POLLIN, .revents = 0};
    if (is_out_of_memory(handle_.get()) || ::poll(&answer, 1, static_cast<int>(answer_time.count())) == 0) {
      give_up();
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
  if (PQpipelineSync(handle_.get()) == 0) {
    keep(fault_of(nullptr, handle_.get()));
    give_up();  // its answer will not come
  }
  bool was_end = false;
  for (bool synchronized = false; !synchronized && !broken();) {
    const Result result = next_result();
    // Two ends in a row are none of ours: libpq has lost the thread.
    const bool is_end = !result;
    if (is_end && was_end) give_up();
    was_end = is_end;
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
