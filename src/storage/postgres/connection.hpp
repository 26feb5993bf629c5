// One connection to a PostgreSQL server, with its prepared statements. For one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <libpq-fe.h>

#include "storage/database.hpp"
#include "storage/postgres/values.hpp"
#include "storage/statement_cache.hpp"

namespace skranke::storage::postgres {

class Connection {
 public:
  // `url` as libpq takes it; what it says goes before this program's own settings. FaultKind::unavailable
  // where the server can't be reached, doesn't let us in, or is one that this program can't use.
  [[nodiscard]] static Outcome<std::unique_ptr<Connection>> open(const std::string& url);

  // Runs statements without values, one or many, and gives the last one's tag ("COMMIT").
  [[nodiscard]] Outcome<std::string> execute(const std::string& sql);
  // The first column of the first row, which has to be an integer.
  [[nodiscard]] Outcome<std::int64_t> integer(std::string_view sql);

  // Begins a transaction with the next statement, and in the same journey: `sql` outlives it.
  void begin(std::string_view sql) { begin_ = sql; }
  // Ends the transaction; the tag is empty where no statement has begun it.
  [[nodiscard]] Outcome<std::string> commit();
  // Undoes what is open. Where that can't be done the connection is broken.
  void roll_back() noexcept;

  [[nodiscard]] Outcome<Rows> run(std::string_view sql, std::span<const Value> values);
  [[nodiscard]] Outcome<std::vector<Rows>> run_all(std::span<const storage::Statement> statements);
  // The same as a transaction of its own that begins with `begin`, all in one journey.
  [[nodiscard]] Outcome<std::vector<Rows>> run_transaction(std::string_view begin,
                                                           std::span<const storage::Statement> statements);
  [[nodiscard]] Outcome<void> run_each(std::string_view sql, std::span<const Value> values,
                                       const TakeRow& take);
  [[nodiscard]] Outcome<std::int64_t> run_many(std::string_view sql, std::size_t columns,
                                               std::span<const Argument> arguments);

  // Nothing more comes that could be understood: it is broken from now on.
  void give_up() noexcept { is_given_up_ = true; }
  [[nodiscard]] bool broken() const { return is_given_up_ || PQstatus(handle_.get()) != CONNECTION_OK; }
  // For a connection that lay idle: notices, without asking the server, that it has hung up.
  [[nodiscard]] bool alive();
  [[nodiscard]] bool in_transaction() const { return PQtransactionStatus(handle_.get()) != PQTRANS_IDLE; }

 private:
  struct Finish {
    void operator()(PGconn* handle) const { PQfinish(handle); }
  };
  struct Clear {
    void operator()(PGresult* result) const { PQclear(result); }
  };
  using Handle = std::unique_ptr<PGconn, Finish>;
  using Result = std::unique_ptr<PGresult, Clear>;
  struct Prepared {
    std::string name;
    std::vector<Oid> types;
  };

  explicit Connection(Handle handle) : handle_{std::move(handle)} {}

  [[nodiscard]] Outcome<void> check_server();
  // The name of `sql` as prepared for arguments of these types.
  [[nodiscard]] Outcome<std::string> prepare(std::string_view sql, std::span<const Argument> arguments);
  using Statements = std::vector<const storage::Statement*>;
  [[nodiscard]] Outcome<std::vector<Rows>> run_pipeline(const Statements& statements);
  // Sends a statement in pipeline mode.
  [[nodiscard]] Outcome<void> send(const std::string& name, std::span<const Argument> arguments);
  [[nodiscard]] Outcome<void> send_begin();
  // PQgetResult, but not for ever. Null at the end of a statement's results, and where it was given up.
  [[nodiscard]] Result next_result();
  // Ends what was sent in pipeline mode: `take` gets each result that is no fault, in order. The first fault,
  // one of `take` included, once all has been read.
  [[nodiscard]] Outcome<void> read_results(const std::function<Outcome<void>(PGresult*)>& take);
  [[nodiscard]] Outcome<std::vector<Rows>> read_all(std::size_t statements, bool has_begun);
  [[nodiscard]] Outcome<std::int64_t> send_rows(std::string_view sql, std::size_t columns,
                                                std::span<const Argument> arguments);
  [[nodiscard]] Outcome<std::int64_t> read_rows();

  Handle handle_;
  StatementCache<Prepared> statements_;
  std::string_view begin_;      // of a transaction that no statement has begun yet
  std::uint64_t prepared_ = 0;  // so far, for names that are used once
  Parameters parameters_;
  bool is_given_up_ = false;
};

}  // namespace skranke::storage::postgres
