#include "store.hpp"

#include <cstdlib>
#include <span>

#include "base/ensure.hpp"
#include "postgres_server.hpp"

namespace skranke::test {

std::span<const storage::Migration> test_migrations() {
  static constexpr std::array migrations{storage::Migration{1, "item", R"(
        create table item (
          id {integer} primary key,
          name {text},
          amount {integer} not null default 0 check (amount >= 0),
          body {bytes},
          code {text} unique
        ) {table})"},
                                         storage::Migration{2, "part", R"(
        create table part (
          item {integer} not null references item(id),
          place {integer} not null,
          primary key (item, place)
        ) {clustered};
        create table wide (number {integer}) {table})"}};
  return migrations;
}

TemporaryFolder::TemporaryFolder() {
  std::string path = (std::filesystem::temp_directory_path() / "skranke-storage-XXXXXX").string();
  base::ensure(mkdtemp(path.data()) != nullptr, "a temporary folder");
  path_ = path;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Options test_options() {
  Options options;
  options.migrations = test_migrations();
  return options;
}

Value bytes(std::string_view value) {
  const auto* start = reinterpret_cast<const std::byte*>(value.data());
  return Value{storage::Bytes(start, start + value.size())};
}

namespace {

auto statement(Outcome<Rows>& rows, std::string_view sql, const Row& values) {
  return [&rows, sql, &values](Transaction& transaction) -> Outcome<void> {
    rows = transaction.run(sql, values);
    if (!rows) return std::unexpected{rows.error()};
    return {};
  };
}

}  // namespace

Outcome<Rows> write_one(Database& database, std::string_view sql, const Row& values) {
  Outcome<Rows> rows;
  if (auto done = database.write(statement(rows, sql, values)); !done) return std::unexpected{done.error()};
  return rows;
}

Outcome<Rows> read_one(Database& database, std::string_view sql, const Row& values) {
  Outcome<Rows> rows;
  if (auto done = database.read(statement(rows, sql, values)); !done) return std::unexpected{done.error()};
  return rows;
}

std::int64_t integer(Database& database, std::string_view sql, const Row& values) {
  const auto rows = read_one(database, sql, values);
  EXPECT_TRUE(rows.has_value()) << rows.error().text;
  const auto* number = rows && !rows->empty() ? std::get_if<std::int64_t>(rows->front().data()) : nullptr;
  EXPECT_NE(number, nullptr) << "no integer: " << sql;
  return number == nullptr ? -1 : *number;
}

Contract::Contract()
    : url_{GetParam() == Engine::sqlite ? "sqlite:" + folder_.file("test.db")
                                        : shared_server().url(shared_server().create_database())} {}

std::unique_ptr<Database> Contract::open(const Options& options) const {
  auto opened = storage::open_database(url_, options);
  if (!opened) {
    ADD_FAILURE() << opened.error().text;
    base::ensure(false, "a database that opens");
  }
  return std::move(*opened);
}

std::string engine_name(const testing::TestParamInfo<Engine>& info) {
  return info.param == Engine::sqlite ? "SQLite" : "PostgreSQL";
}

}  // namespace skranke::test
