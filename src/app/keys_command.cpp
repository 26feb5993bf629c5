#include "app/keys_command.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <boost/json.hpp>

#include "app/answers.hpp"
#include "app/exit_code.hpp"
#include "app/progress_bar.hpp"
#include "app/start.hpp"
#include "connect/keys/envelope.hpp"
#include "connect/keys/master_keys.hpp"
#include "connect/keys/record_key_folder.hpp"
#include "storage/database.hpp"
#include "storage/vault/master_keys.hpp"

namespace skranke::app {
namespace {

namespace json = boost::json;
using base::Result;
using storage::Database;
using storage::MasterUse;

// The database to write to; or to read, where a server has it.
struct Opened {
  std::unique_ptr<Database> database;
  bool is_served = false;
};

Result<Opened> opened(const std::string& url) {
  if (url.empty())
    return base::fail(base::Fault::invalid_value, "--database: expected sqlite:PATH or postgresql://…");
  auto database = storage::open_database(url);
  if (database) return Opened{.database = std::move(*database), .is_served = false};
  storage::Options options;
  options.access = storage::Access::read_only;
  auto reading = storage::open_database(url, options);
  // Whoever else refuses to be written to would be waited for in vain.
  const bool is_held = database.error().kind == storage::FaultKind::held;
  if (is_held && reading) return Opened{.database = std::move(*reading), .is_served = true};
  return base::fail(base::Fault::unavailable, "--database: " + database.error().text);
}

std::int64_t count_older(const std::vector<MasterUse>& uses, std::int64_t newest) {
  std::int64_t count = 0;
  for (const MasterUse& use : uses) count += use.generation < newest ? use.data_keys : 0;
  return count;
}

// Whether the newest key of the folder is still to become that of the database, or of some of its data keys.
bool is_under_way(const std::vector<MasterUse>& uses, std::int64_t newest) {
  if (uses.empty()) return false;
  return uses.back().generation < newest || count_older(uses, newest) > 0;
}

// Wraps until nothing is left, as a server does.
Result<std::int64_t> wrap_all(Database& database, const desk::Sealer& sealer, std::int64_t total,
                              ProgressBar& bar) {
  std::int64_t all = 0;
  while (true) {
    std::int64_t of_pass = 0;
    std::string after;
    do {
      auto step = storage::rewrap_some(database, sealer, after, storage::rewrapped_a_step);
      if (!step) return std::unexpected{std::move(step.error())};
      of_pass += step->keys;
      all += step->keys;
      after = std::move(step->after);
      const auto done = static_cast<std::uint64_t>(std::min(all, total));
      bar.show(done, done);
    } while (!after.empty());
    if (of_pass == 0) return all;
  }
}

// Looks on while the server that has the database wraps.
Result<std::int64_t> wait_for_server(Database& database, std::int64_t newest, std::int64_t total,
                                     ProgressBar& bar) {
  constexpr std::chrono::milliseconds between_looks{250};
  while (true) {
    const auto uses = storage::masters_in_use(database);
    if (!uses) return std::unexpected{uses.error()};
    const std::int64_t left = count_older(*uses, newest);
    const bool is_known = !uses->empty() && uses->back().generation >= newest;
    if (is_known && left == 0) return total;
    const auto done = static_cast<std::uint64_t>(std::max<std::int64_t>(0, total - left));
    bar.show(done, done);
    std::this_thread::sleep_for(between_looks);
  }
}

// In parentheses: braces would make an array of two iterators of it.
json::array numbers(const std::vector<std::int64_t>& all) { return json::array(all.begin(), all.end()); }

// The master keys of the folder or its token. Where the database has some, none is drawn that nothing knows:
// Problem where none of them is there, since it is another folder then, or systemd hands them over.
Result<std::unique_ptr<keys::MasterStore>> masters_of(const std::vector<MasterUse>& uses,
                                                      const std::string& folder) {
  const auto none = uses.empty() ? keys::NoMaster::draw : keys::NoMaster::refuse;
  std::error_code error;
  const bool is_there = std::filesystem::exists(folder, error);
  if (is_there || uses.empty()) {
    auto masters = keys::open_masters(folder, keys::credentials_folder(), none);
    if (!masters) return std::unexpected{std::move(masters.error())};
    const auto known = (*masters)->generations();
    const bool is_one_known = std::ranges::any_of(
        uses, [&](const MasterUse& use) { return std::ranges::find(known, use.generation) != known.end(); });
    if (uses.empty() || is_one_known) return masters;
  }
  return base::fail(
      base::Fault::unavailable,
      "there is no master key of this database; where systemd hands them over, add the next one "
      "there (docs/retention.md)");
}

int complained(const base::Problem& problem) {
  return complain(problem,
                  problem.fault == base::Fault::invalid_value && problem.text.starts_with("--database")
                      ? exit_usage
                      : exit_outside);
}

}  // namespace

int run_rotate_records(const std::string& folder) {
  const auto key = keys::RecordKeyFolder::rotate(folder);
  if (!key) return complain("--keys: " + key.error().text, exit_outside);
  return write_all(*key + "\n") ? exit_yes : complain_unwritten();
}

int run_rotate_master(const MasterArguments& arguments) {
  const auto database = opened(arguments.database);
  if (!database) return complained(database.error());
  const auto uses = storage::masters_in_use(*database->database);
  if (!uses) return complained(uses.error());
  auto masters = masters_of(*uses, arguments.keys);
  if (!masters) return complain("--keys: " + masters.error().text, exit_outside);
  if (!is_under_way(*uses, (*masters)->newest().generation)) {
    const auto drawn = (*masters)->draw_next();
    if (!drawn) return complain("--keys: " + drawn.error().text, exit_outside);
  }
  const bool is_in_token = (*masters)->is_in_token((*masters)->newest().generation);
  const auto sealer = keys::Envelope::open(std::move(*masters), arguments.keys);
  if (!sealer) return complain("--keys: " + sealer.error().text, exit_outside);
  const std::int64_t newest = (*sealer)->newest().generation;
  const std::int64_t total = count_older(*uses, newest);
  Result<std::int64_t> wrapped = 0;
  {
    ProgressBar bar{is_shown(arguments.is_quiet), "data keys", static_cast<std::uint64_t>(total)};
    wrapped = database->is_served ? wait_for_server(*database->database, newest, total, bar)
                                  : wrap_all(*database->database, **sealer, total, bar);
  }
  if (!wrapped) return complained(wrapped.error());
  const json::object told{
      {"generation", newest}, {"kept_in", is_in_token ? "token" : "folder"}, {"wrapped", *wrapped}};
  return write_all(json::serialize(told) + "\n") ? exit_yes : complain_unwritten();
}

int run_retire_master(const MasterArguments& arguments) {
  const auto database = opened(arguments.database);
  if (!database) return complained(database.error());
  const auto uses = storage::masters_in_use(*database->database);
  if (!uses) return complained(uses.error());
  const auto masters = masters_of(*uses, arguments.keys);
  if (!masters) return complain("--keys: " + masters.error().text, exit_outside);
  const std::int64_t newest = uses->empty() ? 0 : uses->back().generation;
  std::vector<std::int64_t> gone;
  std::vector<std::int64_t> needed;
  for (const std::int64_t generation : (*masters)->generations()) {
    if (generation >= newest) continue;
    const auto use = std::ranges::find(*uses, generation, &MasterUse::generation);
    bool is_needed = use != uses->end() && use->data_keys > 0;
    if (!is_needed && use != uses->end() && !database->is_served) {
      // Forgotten by the database first: from then on nothing can be wrapped by it.
      const auto forgotten = storage::forget_master(*database->database, generation);
      if (!forgotten) return complained(forgotten.error());
      is_needed = !*forgotten;
    }
    if (is_needed) {
      needed.push_back(generation);
      continue;
    }
    if (auto removed = (*masters)->remove(generation); !removed)
      return complain("--keys: " + removed.error().text, exit_outside);
    gone.push_back(generation);
  }
  const json::object told{{"retired", numbers(gone)}, {"needed", numbers(needed)}};
  if (!write_all(json::serialize(told) + "\n")) return complain_unwritten();
  return needed.empty() ? exit_yes : exit_no;
}

}  // namespace skranke::app
