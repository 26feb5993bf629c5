// What every test of the storage contract starts from: an empty database of either engine, opened and
// reopened.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "storage/database.hpp"

namespace skranke::test {

using storage::Database;
using storage::Engine;
using storage::FaultKind;
using storage::Options;
using storage::Outcome;
using storage::Row;
using storage::Rows;
using storage::Transaction;
using storage::Value;

// The schema of these tests: item (with every type and check), part (which points to an item).
[[nodiscard]] std::span<const storage::Migration> test_migrations();

// A folder that is gone at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  [[nodiscard]] std::string file(std::string_view name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

[[nodiscard]] Options test_options();

[[nodiscard]] inline Value number(std::int64_t value) { return Value{value}; }
[[nodiscard]] inline Value text(std::string_view value) { return Value{std::string{value}}; }
[[nodiscard]] Value bytes(std::string_view value);

// One statement as a work of its own. run_in gives the rows, or the fault.
[[nodiscard]] Outcome<Rows> write_one(Database& database, std::string_view sql, const Row& values = {});
[[nodiscard]] Outcome<Rows> read_one(Database& database, std::string_view sql, const Row& values = {});
// An integer, or a test failure.
[[nodiscard]] std::int64_t integer(Database& database, std::string_view sql, const Row& values = {});

[[nodiscard]] inline Outcome<void> insert_item(Transaction& transaction, std::int64_t id) {
  const std::array values{number(id)};
  const auto rows = transaction.run("insert into item(id) values($1)", values);
  if (!rows) return std::unexpected{rows.error()};
  return {};
}

// The kind of a fault as text, so that a test that fails says which one it got.
template <class T>
[[nodiscard]] std::string outcome_of(const Outcome<T>& outcome) {
  if (outcome) return "done";
  switch (outcome.error().kind) {
    case FaultKind::busy:
      return "busy";
    case FaultKind::unique:
      return "unique";
    case FaultKind::foreign_key:
      return "foreign_key";
    case FaultKind::check:
      return "check";
    case FaultKind::lost:
      return "lost";
    case FaultKind::full:
      return "full";
    case FaultKind::corrupt:
      return "corrupt";
    case FaultKind::newer:
      return "newer";
    case FaultKind::invalid:
      return "invalid";
    case FaultKind::unavailable:
      return "unavailable";
    case FaultKind::held:
      return "held";
  }
  std::unreachable();
}

class Contract : public testing::TestWithParam<Engine> {
 protected:
  Contract();

  [[nodiscard]] const std::string& url() const { return url_; }
  // Ends the test program's test where the database can't be opened.
  [[nodiscard]] std::unique_ptr<Database> open(const Options& options = test_options()) const;
  void reopen() {
    database_.reset();
    database_ = open();
  }
  [[nodiscard]] Database& database() {
    if (!database_) database_ = open();
    return *database_;
  }
  void close() { database_.reset(); }

 private:
  TemporaryFolder folder_;
  std::string url_;
  std::unique_ptr<Database> database_;
};

[[nodiscard]] std::string engine_name(const testing::TestParamInfo<Engine>& info);

}  // namespace skranke::test

// Runs the tests of `suite`, a Contract, for both engines.
// NOLINTNEXTLINE(cppcoreguidelines-macro-usage)
#define SKRANKE_FOR_BOTH_ENGINES(suite)                                                        \
  INSTANTIATE_TEST_SUITE_P(                                                                    \
      Storage, suite,                                                                          \
      testing::Values(skranke::storage::Engine::sqlite, skranke::storage::Engine::postgresql), \
      skranke::test::engine_name)
