// `skranke witness patterns`: rings, stars, chains and other patterns of misuse in a ledger of statements.
#pragma once

#include <string>

#include "base/result.hpp"
#include "storage/database.hpp"
#include "witness/patterns.hpp"
#include "witness/statement_table.hpp"

namespace skranke::app {

struct WitnessPatternsArguments {
  std::string file;      // "-": standard input; empty: the database
  std::string database;  // sqlite:PATH or postgresql://…, only read
  bool json = false;     // one alert a line
  std::string since;     // a day; alerts that ended before it are left out; empty: all
};

// Reads all lines of an open descriptor, which stays the caller's, into `table`; `total` is their bytes, for
// a progress bar, or 0. Problems: of the first bad line, which its text numbers; unavailable.
[[nodiscard]] base::Result<void> read_statements(int descriptor, std::uint64_t total,
                                                 witness::StatementTable& table);

// Every statement of the ledger that was not withdrawn.
[[nodiscard]] base::Result<void> read_statements(storage::Database& database, witness::StatementTable& table);

// The alerts over a whole ledger, as JSON lines.
[[nodiscard]] base::Result<std::string> patterns_as_lines(storage::Database& database,
                                                          const witness::PatternRules& rules);

// Finds, and prints the alerts that last until `since` or longer; returns the exit code.
[[nodiscard]] int print_patterns(const witness::StatementTable& table, const witness::PatternRules& rules,
                                 base::Day since, bool json);

// Reads, finds, prints; returns the exit code.
[[nodiscard]] int run_witness_patterns(const WitnessPatternsArguments& arguments);

}  // namespace skranke::app
