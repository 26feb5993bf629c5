#include "app/witness_patterns_command.hpp"

#include <cerrno>
#include <cstring>
#include <limits>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/alert_text.hpp"
#include "app/answers.hpp"
#include "app/exit_code.hpp"
#include "app/line_reader.hpp"
#include "app/progress_bar.hpp"
#include "app/start.hpp"
#include "base/limits.hpp"
#include "codec/statement_text.hpp"
#include "disk/disk.hpp"
#include "storage/witness/every_statement.hpp"

namespace skranke::app {
namespace {

constexpr std::size_t flush_at = 256UL * 1024;

base::Problem of_line(base::Problem problem, std::uint64_t line) {
  std::string text = "line ";
  text.append(std::to_string(line)).append(": ");
  if (!problem.path.empty()) text.append(problem.path).append(": ");
  problem.text = text.append(problem.text);
  problem.path.clear();
  return problem;
}

std::uint64_t bytes_of(int descriptor) {
  struct stat status{};
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return 0;
  return static_cast<std::uint64_t>(status.st_size);
}

base::Result<void> read_database(const std::string& url, witness::StatementTable& table) {
  storage::Options options;
  options.access = storage::Access::read_only;
  const auto database = storage::open_database(url, options);
  if (!database) {
    std::string text{"--database: "};
    return base::fail(base::Fault::unavailable, text.append(database.error().text));
  }
  return read_statements(**database, table);
}

base::Result<void> read_file_of_statements(const std::string& file, witness::StatementTable& table) {
  if (file == "-") return read_statements(STDIN_FILENO, 0, table);
  const disk::Descriptor opened{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!opened.is_open()) {
    std::string text = file;
    return base::fail(base::Fault::not_found, text.append(": ").append(std::strerror(errno)));
  }
  return read_statements(opened.number(), bytes_of(opened.number()), table);
}

}  // namespace

base::Result<void> read_statements(int descriptor, std::uint64_t total, witness::StatementTable& table) {
  LineReader lines{descriptor, base::limits::case_bytes_max};
  codec::StatementReader reader;
  ProgressBar bar{::isatty(STDERR_FILENO) == 1, "statements", total};
  std::uint64_t number = 0;
  while (const auto line = lines.next()) {
    const auto statement = reader.read(*line);
    ++number;
    if (!statement) return std::unexpected{of_line(statement.error(), number)};
    if (table.statements().size() == base::limits::statements_max) {
      std::string text = "expected at most ";
      text.append(std::to_string(base::limits::statements_max)).append(" statements");
      return std::unexpected{of_line({base::Fault::too_many, std::move(text), {}}, number)};
    }
    table.add(*statement);
    if (number % 4096 == 0) bar.show(lines.bytes_read(), number);
  }
  if (lines.failed()) return base::fail(base::Fault::unavailable, "the input can't be read to its end");
  return {};
}

base::Result<void> read_statements(storage::Database& database, witness::StatementTable& table) {
  return storage::every_statement(database, [&table](const storage::LedgerStatement& statement) {
    table.add({.day = statement.day,
               .witness = statement.witness,
               .applicant = statement.applicant,
               .officer = statement.officer,
               .centre = statement.centre,
               .face_bound = statement.face_bound,
               .professional = statement.professional,
               .disputed = statement.disputed});
  });
}

base::Result<std::string> patterns_as_lines(storage::Database& database, const witness::PatternRules& rules) {
  witness::StatementTable table;
  if (auto read = read_statements(database, table); !read) return std::unexpected{std::move(read.error())};
  std::string out;
  for (const witness::Alert& alert : witness::find_patterns(table.statements(), rules)) {
    codec::append_alert(out, table, alert);
    out.push_back('\n');
  }
  return out;
}

int print_patterns(const witness::StatementTable& table, const witness::PatternRules& rules, base::Day since,
                   bool json) {
  std::string out;
  for (const witness::Alert& alert : witness::find_patterns(table.statements(), rules)) {
    if (alert.last_day < since) continue;
    if (json) {
      codec::append_alert(out, table, alert);
      out.push_back('\n');
    } else {
      append_alert_text(out, table, alert);
    }
    if (out.size() < flush_at) continue;
    if (!write_all(out)) return complain_unwritten();
    out.clear();
  }
  return write_all(out) ? exit_yes : complain_unwritten();
}

int run_witness_patterns(const WitnessPatternsArguments& arguments) {
  base::Day since = std::numeric_limits<base::Day>::min();
  if (!arguments.since.empty()) {
    const auto day = base::parse_day(arguments.since);
    if (!day) return complain("--since: expected a date that exists, YYYY-MM-DD", exit_usage);
    since = *day;
  }
  witness::StatementTable table;
  const auto read = arguments.file.empty() ? read_database(arguments.database, table)
                                           : read_file_of_statements(arguments.file, table);
  if (!read) {
    const bool is_outside =
        read.error().fault == base::Fault::not_found || read.error().fault == base::Fault::unavailable;
    return complain(read.error(), is_outside ? exit_outside : exit_bad_input);
  }
  return print_patterns(table, witness::PatternRules{}, since, arguments.json);
}

}  // namespace skranke::app
