// What the log costs, and how fast it is checked.
//
//   log verify ENTRIES FILE                               a log of so many entries in a new SQLite file,
//   audited log append sqlite|postgresql [THREADS [SECONDS]]      steps of cases with the log and without it,
//   by turns
//
// `append`: a step updates a case and writes its event, both watched; changes are taken in and signed
// meanwhile, as a server does. Without: the triggers are dropped. One JSON object on standard output.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <unistd.h>

#include "connect/keys/log_key.hpp"
#include "log_triggers.hpp"
#include "postgres_server.hpp"
#include "storage/database.hpp"
#include "storage/log/entry_audit.hpp"
#include "storage/log/log_audit.hpp"
#include "storage/log/stored_log.hpp"
#include "storage/rows.hpp"

namespace {

using namespace skranke;
using Clock = std::chrono::steady_clock;
using storage::Database;
using storage::Outcome;
using storage::Transaction;
using storage::Value;

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "log: %s\n", why.c_str());
  std::exit(1);
}

void write(Database& database, const std::function<Outcome<void>(Transaction&)>& work) {
  if (const auto done = database.write(work); !done) give_up(done.error().text);
}
void run(Database& database, const std::string& sql) {
  write(database, [&](Transaction& transaction) { return storage::done(transaction, sql, {}); });
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::unique_ptr<keys::LogKey> key_in(const std::filesystem::path& folder) {
  auto key = keys::LogKey::open(folder, "bench/log");
  if (!key) give_up(key.error().text);
  return std::move(*key);
}

void add_cases(Database& database, std::int64_t count) {
  constexpr std::int64_t at_once = 10'000;
  for (std::int64_t first = 0; first < count; first += at_once) {
    write(database, [&](Transaction& transaction) -> Outcome<void> {
      for (std::int64_t i = first; i < std::min(count, first + at_once); ++i) {
        auto added =
            storage::done(transaction,
                          "insert into desk_case (case_id, revision, centre_id, officer_id, purpose, stage, "
                          "is_open, opened_at, outcome, proof, "
                          "is_training, state, applicant) values ($1, 1, 'aarhus', 'officer-1', "
                          "'first-mitid', 'opened', 1, 1795945320, 'open', "
                          "'none', 0, $2, $2)",
                          {"case-" + std::to_string(i), storage::bytes_value(std::string(600, 's'))});
        if (!added) return added;
      }
      return {};
    });
  }
}

// A step of a case as it is kept: the case and its event.
Outcome<void> step(Transaction& transaction, const std::string& id, std::int64_t revision) {
  if (auto kept =
          storage::done(transaction, "update desk_case set revision = $2, state = $3 where case_id = $1",
                        {id, revision, storage::bytes_value(std::string(700, 't'))});
      !kept)
    return kept;
  return storage::done(
      transaction,
      "insert into desk_event (case_id, revision, at, officer_id, what) values ($1, $2, 1795945321, "
      "'officer-1', 'documents-shown')",
      {id, revision});
}

struct Log {
  std::unique_ptr<keys::LogKey> key;
  storage::StoredLog stored;
  Log(Database& database, const std::filesystem::path& folder)
      : key{key_in(folder)},
        stored{database, "bench/log", [this](const std::string& text) { return key->sign(text); }} {}

  std::size_t take_in() {
    const auto taken = stored.take_in(1795945322, 1000);
    if (!taken) give_up(taken.error().text);
    return *taken;
  }
};

void build(const std::string& file, std::int64_t entries) {
  auto opened = storage::open_database("sqlite:" + file);
  if (!opened) give_up(opened.error().text);
  Database& database = **opened;
  Log log{database, file + "-keys"};
  add_cases(database, entries / 2);
  run(database, "update desk_case set revision = 2");
  const auto begun = Clock::now();
  std::size_t taken = 0;
  for (std::size_t more = log.take_in(); more > 0; more = log.take_in()) taken += more;
  std::printf("{\"bench\":\"log-take-in\",\"entries\":%zu,\"per_second\":%.0f}\n", taken,
              static_cast<double>(taken) / std::chrono::duration<double>(Clock::now() - begun).count());
}

// Entries alone, and then all that an audit looks at.
int verify(std::int64_t entries, const std::string& file) {
  if (!std::filesystem::exists(file)) build(file, entries);
  storage::Options options;
  options.access = storage::Access::read_only;
  auto opened = storage::open_database("sqlite:" + file, options);
  if (!opened) give_up(opened.error().text);
  Database& database = **opened;
  storage::Audit alone;
  const double first = processor_seconds();
  const auto read = database.read([&](Transaction& transaction) -> Outcome<void> {
    const auto standing = storage::audit_entries(transaction, {}, alone);
    if (!standing) return std::unexpected{standing.error()};
    return {};
  });
  const double second = processor_seconds();
  const auto audit = storage::audit_log(database, {});
  const double third = processor_seconds();
  if (!read || !audit || audit->findings_count > 0) give_up("the audit found something");
  std::printf(
      "{\"bench\":\"log-verify\",\"entries\":%zu,\"entries_per_second\":%.0f,\"rows\":%zu,\"whole_audit_"
      "seconds\":%.2f}\n",
      static_cast<std::size_t>(audit->size), static_cast<double>(alone.size) / (second - first),
      static_cast<std::size_t>(audit->rows), third - second);
  return 0;
}

struct Steps {
  double a_second = 0;
  double processor_us = 0;  // of each; of this process alone, so that on PostgreSQL most of it is missing
};

// Steps by so many threads, each with cases of its own.
Steps steps(Database& database, std::size_t threads, int seconds, std::int64_t& revision) {
  std::atomic<bool> ended{false};
  std::atomic<std::int64_t> count{0};
  std::vector<std::thread> all;
  ++revision;
  const std::int64_t base = revision * 1'000'000;
  const auto begun = Clock::now();
  const double processor = processor_seconds();
  for (std::size_t i = 0; i < threads; ++i) {
    all.emplace_back([&, i] {
      const std::string id = "case-" + std::to_string(i);
      for (std::int64_t own = base; !ended; ++own) {
        write(database, [&](Transaction& transaction) { return step(transaction, id, own); });
        ++count;
      }
    });
  }
  std::this_thread::sleep_for(std::chrono::seconds{seconds});
  ended = true;
  for (std::thread& each : all) each.join();
  const auto done = static_cast<double>(count);
  return {.a_second = done / std::chrono::duration<double>(Clock::now() - begun).count(),
          .processor_us = (processor_seconds() - processor) * 1e6 / done};
}

int append(bool is_sqlite, std::size_t threads, int seconds) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("log-bench-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  std::unique_ptr<test::PostgresServer> server;
  std::string url = "sqlite:" + (folder / "desk.db").string();
  if (!is_sqlite) {
    server = std::make_unique<test::PostgresServer>(test::PostgresServer::Sync::on);
    url = server->url(server->create_database());
  }
  {
    storage::Options options;
    options.connections = std::min<std::size_t>(threads + 2, 40);
    options.isolation = storage::Isolation::read_committed;
    auto opened = storage::open_database(url, options);
    if (!opened) give_up(opened.error().text);
    Database& database = **opened;
    add_cases(database, static_cast<std::int64_t>(threads));
    Log log{database, folder / "keys"};
    std::atomic<bool> ended{false};
    std::thread taking{[&] {
      while (!ended) {
        if (log.take_in() < 1000) std::this_thread::sleep_for(std::chrono::seconds{1});
      }
    }};
    std::int64_t revision = 1;
    constexpr int turns = 3;
    Steps with;
    Steps without;
    const auto add = [&](Steps& to) {
      const Steps more = steps(database, threads, seconds, revision);
      to.a_second += more.a_second / turns;
      to.processor_us += more.processor_us / turns;
    };
    for (int turn = 0; turn < turns; ++turn) {
      bench::set_log_triggers(database, false, {"desk_case", "desk_event"});
      while (log.take_in() > 0) {}
      add(without);
      bench::set_log_triggers(database, true, {"desk_case", "desk_event"});
      add(with);
    }
    ended = true;
    taking.join();
    std::printf(
        R"({"bench":"log-append","engine":"%s","threads":%zu,"steps_per_second":%.0f,"without_log":%.0f,)"
        R"("ratio":%.3f,"processor_us":%.1f,"processor_us_without":%.1f})"
        "\n",
        is_sqlite ? "sqlite" : "postgresql", threads, with.a_second, without.a_second,
        with.a_second / without.a_second, with.processor_us, without.processor_us);
  }
  std::filesystem::remove_all(folder);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words{argv + 1, argv + argc};
  if (words.size() == 3 && words[0] == "verify") return verify(std::atoll(words[1].c_str()), words[2]);
  if (words.size() >= 2 && words[0] == "append")
    return append(words[1] == "sqlite",
                  words.size() > 2 ? static_cast<std::size_t>(std::atoll(words[2].c_str())) : 64,
                  words.size() > 3 ? std::atoi(words[3].c_str()) : 5);
  give_up("log verify ENTRIES FILE | log append sqlite|postgresql [THREADS [SECONDS]]");
}
