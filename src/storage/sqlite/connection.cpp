#include "storage/sqlite/connection.hpp"

#include <utility>

#include "base/ensure.hpp"
#include "base/limits.hpp"
#include "storage/argument.hpp"
#include "storage/sqlite/faults.hpp"
#include "storage/sqlite/seal.hpp"
#include "storage/text.hpp"

namespace skranke::storage::sqlite {

namespace {

// What SQLite would do otherwise, and PostgreSQL doesn't: take "x" for a text, LIKE without regard to case,
// and references to rows that aren't there. temp_store: PRIVACY: nothing goes into files outside the
// database.
constexpr const char* settings =
    "pragma foreign_keys=on; pragma trusted_schema=off; pragma case_sensitive_like=on; "
    "pragma temp_store=memory; pragma synchronous=full; pragma wal_autocheckpoint=0;";
// PRIVACY: what is deleted is overwritten (secure_delete).
constexpr const char* writer_settings =
    "pragma cache_size=-65536; pragma journal_size_limit=67108864; pragma secure_delete=on;";
constexpr const char* reader_settings = "pragma query_only=on;";

// Gives the statement back its start, without values, whatever happened.
class Run {
 public:
  explicit Run(sqlite3_stmt* statement) : statement_{statement} {}
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;
  ~Run() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

 private:
  sqlite3_stmt* statement_;
};

// False where the column holds a fraction, which only SQLite would know how to keep.
bool take_column(sqlite3_stmt* statement, int i, Row& row) {
  switch (sqlite3_column_type(statement, i)) {
    case SQLITE_NULL:
      row.emplace_back();
      return true;
    case SQLITE_INTEGER:
      row.emplace_back(std::in_place_type<std::int64_t>, sqlite3_column_int64(statement, i));
      return true;
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
      row.emplace_back(std::in_place_type<std::string>, text,
                       static_cast<std::size_t>(sqlite3_column_bytes(statement, i)));
      return true;
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement, i));
      const auto length = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
      row.emplace_back(std::in_place_type<Bytes>, bytes, bytes + length);
      return true;
    }
    default:
      return false;
  }
}

// The same without copying: the column is the statement's until its next step.
bool lend_column(sqlite3_stmt* statement, int i, Argument& column) {
  switch (sqlite3_column_type(statement, i)) {
    case SQLITE_NULL:
      column = std::monostate{};
      return true;
    case SQLITE_INTEGER:
      column = sqlite3_column_int64(statement, i);
      return true;
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, i));
      column = std::string_view{text, static_cast<std::size_t>(sqlite3_column_bytes(statement, i))};
      return true;
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement, i));
      column = std::span{bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, i))};
      return true;
    }
    default:
      return false;
  }
}

}  // namespace

Outcome<std::unique_ptr<Connection>> Connection::open(const std::string& path, Role role) {
  const int flags = role == Role::writer ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(path.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  std::unique_ptr<sqlite3, Close> handle{raw};
  if (code != SQLITE_OK) return std::unexpected{fault_of(code, handle.get())};
  sqlite3_busy_timeout(raw, busy_milliseconds);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  if (role == Role::reader) sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  if (role == Role::writer) add_seal(raw);
  std::unique_ptr<Connection> connection{new Connection{std::move(handle)}};
  connection->is_to_forget_ = role == Role::writer;
  if (role == Role::writer) add_forget(raw, connection->is_to_forget_);
  for (const char* sql : {settings, role == Role::writer ? writer_settings : reader_settings}) {
    if (auto done = connection->execute(sql); !done) return std::unexpected{std::move(done.error())};
  }
  return connection;
}

std::unexpected<Fault> Connection::fault() const {
  return std::unexpected{fault_of(sqlite3_extended_errcode(handle_.get()), handle_.get())};
}

Outcome<void> Connection::execute(const std::string& sql) {
  if (sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) return fault();
  return {};
}

Outcome<void> Connection::begin(const std::string& sql) {
  if (in_transaction()) {
    if (auto undone = execute("rollback"); !undone) return undone;
  }
  return execute(sql);
}

Outcome<std::int64_t> Connection::integer(std::string_view sql, std::int64_t otherwise) {
  const auto rows = run(sql, {});
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return otherwise;
  const auto* number = std::get_if<std::int64_t>(rows->front().data());
  base::ensure(number != nullptr, "a statement that gives an integer");
  return *number;
}

Outcome<Connection::Statement*> Connection::prepare(std::string_view sql, std::size_t values) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    if (statements_.size() == base::limits::database_statements_max) statements_.clear();
    sqlite3_stmt* raw = nullptr;
    const char* rest = nullptr;
    if (sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                           &raw, &rest) != SQLITE_OK) {
      return fault();
    }
    Statement statement{std::unique_ptr<sqlite3_stmt, Finalize>{raw}, {}};
    const std::string_view more{rest, static_cast<std::size_t>(sql.data() + sql.size() - rest)};
    if (raw == nullptr || more.find_first_not_of(" \n") != std::string_view::npos) {
      return fail(FaultKind::invalid, "not one statement alone");
    }
    const int count = sqlite3_bind_parameter_count(raw);
    for (int i = 1; i <= count; ++i) {
      std::string name{"$"};
      name += std::to_string(i);
      statement.places.push_back(sqlite3_bind_parameter_index(raw, name.c_str()));
      if (statement.places.back() == 0) return fail(FaultKind::invalid, "placeholders are $1 to $n");
    }
    found = statements_.emplace(std::string{sql}, std::move(statement)).first;
  }
  if (found->second.places.size() != values) {
    return fail(FaultKind::invalid, "not as many values as placeholders");
  }
  return &found->second;
}

Outcome<void> Connection::bind(const Statement& statement, std::size_t i, const Argument& argument) {
  sqlite3_stmt* raw = statement.handle.get();
  const int place = statement.places[i];
  int code = SQLITE_OK;
  if (const auto* number = std::get_if<std::int64_t>(&argument)) {
    code = sqlite3_bind_int64(raw, place, *number);
  } else if (const auto* text = std::get_if<std::string_view>(&argument)) {
    if (!can_be_stored(*text)) return fail(FaultKind::invalid, "text is UTF-8 without NUL");
    // A null pointer would bind NULL.
    code = sqlite3_bind_text64(raw, place, text->empty() ? "" : text->data(), text->size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  } else if (const auto* bytes = std::get_if<std::span<const std::byte>>(&argument)) {
    code = bytes->empty() ? sqlite3_bind_zeroblob(raw, place, 0)
                          : sqlite3_bind_blob64(raw, place, bytes->data(), bytes->size(), SQLITE_STATIC);
  } else {
    code = sqlite3_bind_null(raw, place);
  }
  if (code != SQLITE_OK) return fault();
  return {};
}

Outcome<Rows> Connection::run(std::string_view sql, std::span<const Value> values) {
  const auto statement = prepare(sql, values.size());
  if (!statement) return std::unexpected{statement.error()};
  sqlite3_stmt* raw = (*statement)->handle.get();
  const Run run{raw};
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (auto bound = bind(**statement, i, argument_of(values[i])); !bound)
      return std::unexpected{bound.error()};
  }
  Rows rows;
  const int columns = sqlite3_column_count(raw);
  int code = sqlite3_step(raw);
  for (; code == SQLITE_ROW; code = sqlite3_step(raw)) {
    Row& row = rows.emplace_back();
    row.reserve(static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) {
      if (!take_column(raw, i, row)) {
        return fail(FaultKind::invalid, "a column that is neither integer, text nor bytes");
      }
    }
  }
  if (code != SQLITE_DONE) return fault();
  return rows;
}

Outcome<void> Connection::run_each(std::string_view sql, std::span<const Value> values, const TakeRow& take) {
  const auto statement = prepare(sql, values.size());
  if (!statement) return std::unexpected{statement.error()};
  sqlite3_stmt* raw = (*statement)->handle.get();
  const Run run{raw};
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (auto bound = bind(**statement, i, argument_of(values[i])); !bound)
      return std::unexpected{bound.error()};
  }
  std::vector<Argument> row(static_cast<std::size_t>(sqlite3_column_count(raw)));
  int code = sqlite3_step(raw);
  for (; code == SQLITE_ROW; code = sqlite3_step(raw)) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (!lend_column(raw, static_cast<int>(i), row[i]))
        return fail(FaultKind::invalid, "a column that is neither integer, text nor bytes");
    }
    take(row);
  }
  if (code != SQLITE_DONE) return fault();
  return {};
}

Outcome<std::vector<Rows>> Connection::run_all(std::span<const storage::Statement> statements) {
  std::vector<Rows> all;
  all.reserve(statements.size());
  for (const storage::Statement& statement : statements) {
    auto rows = run(statement.sql, statement.values);
    if (!rows) return std::unexpected{std::move(rows.error())};
    all.push_back(std::move(*rows));
  }
  return all;
}

Outcome<std::int64_t> Connection::run_many(std::string_view sql, std::size_t columns,
                                           std::span<const Argument> arguments) {
  base::ensure(columns > 0 && arguments.size() % columns == 0, "whole rows of arguments");
  const auto statement = prepare(sql, columns);
  if (!statement) return std::unexpected{statement.error()};
  sqlite3_stmt* raw = (*statement)->handle.get();
  if (sqlite3_column_count(raw) != 0)
    return fail(FaultKind::invalid, "a statement for many rows gives none back");
  const Run run{raw};
  std::int64_t changed = 0;
  for (; !arguments.empty(); arguments = arguments.subspan(columns)) {
    for (std::size_t i = 0; i < columns; ++i) {
      if (auto bound = bind(**statement, i, arguments[i]); !bound) return std::unexpected{bound.error()};
    }
    if (sqlite3_step(raw) != SQLITE_DONE) return fault();
    changed += sqlite3_changes64(handle_.get());  // those of the log's triggers are not among them
    sqlite3_reset(raw);
  }
  return changed;
}

}  // namespace skranke::storage::sqlite
