#include "app/retention.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <fstream>
#include <span>
#include <utility>

#include <boost/json.hpp>
#include <fcntl.h>
#include <unistd.h>

#include "app/answers.hpp"
#include "app/clock.hpp"
#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/log.hpp"
#include "app/start.hpp"
#include "base/limits.hpp"
#include "storage/cases/shredded_list.hpp"

namespace skranke::app {
namespace {

namespace json = boost::json;
using base::Result;
using cases::FieldClass;
using cases::Moment;

constexpr Moment seconds_a_day = 86'400;
constexpr std::int64_t a_step = 100;

// From when on what is older is due; 0: the owner has set no period.
Moment limit_of(const std::vector<cases::Retention>& classes, FieldClass field_class, Moment now) {
  const auto found = std::ranges::find(classes, field_class, &cases::Retention::field_class);
  if (found == classes.end() || !found->days) return 0;
  return now - *found->days * seconds_a_day;
}

std::unexpected<base::Problem> failed_at(const std::filesystem::path& file) {
  return base::fail(base::Fault::unavailable, file.string() + ": " + std::strerror(errno));
}

// Sorted; none where there is no file yet. A last line without its end is one that a crash cut off, and not
// of the list. Problem (unavailable): the list is there and can't be read, so that nobody knows what is on
// it.
Result<std::vector<std::string>> lines_of(const std::filesystem::path& file) {
  errno = 0;
  std::ifstream in{file};
  std::vector<std::string> lines;
  if (!in.is_open() && errno == ENOENT) return lines;
  for (std::string line; std::getline(in, line) && !in.eof();) lines.push_back(std::move(line));
  if (!in.is_open() || in.bad()) return failed_at(file);
  std::ranges::sort(lines);
  return lines;
}

// The name of a new file is on the disk once its folder is.
bool sync_folder_of(const std::filesystem::path& file) {
  const int descriptor = ::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool is_synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  return is_synced;
}

// On the disk once it returns. Begins on a line of its own, whatever a crash left.
Result<void> append(const std::filesystem::path& file, const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text.append(line).push_back('\n');
  std::ifstream in{file, std::ios::ate};
  if (in && in.tellg() > 0) {
    in.seekg(-1, std::ios::end);
    if (in.get() != '\n') text.insert(text.begin(), '\n');
  }
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor < 0) return failed_at(file);
  errno = ENOSPC;  // what a write that ends early means
  const bool is_written =
      ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(descriptor) == 0 && sync_folder_of(file);
  const auto outcome = is_written ? Result<void>{} : failed_at(file);
  ::close(descriptor);
  return outcome;
}

}  // namespace

Result<std::vector<cases::Retention>> load_retention(const std::filesystem::path& file) {
  const auto text = read_file(file, base::limits::case_bytes_max);
  if (!text) return std::unexpected{text.error()};
  std::vector<base::Finding> findings;
  auto all = cases::read_retention(file.string(), *text, findings);
  if (all) return std::move(*all);
  return base::fail(base::Fault::invalid_value, lines_of(std::move(findings)));
}

Result<std::vector<RetentionService::Due>> RetentionService::due(Moment now) const {
  std::vector<Due> all;
  for (const auto& [each, name] : cases::field_classes) {
    const Moment limit = limit_of(classes_, each, now);
    all.push_back({.name = name, .has_period = limit != 0, .count = 0});
    if (limit == 0) continue;
    const auto ids = storage::due_for_shredding(database_, each, limit, now, due_told_max);
    if (!ids) return std::unexpected{ids.error()};
    all.back().count = std::ssize(*ids);
  }
  return all;
}

Result<std::int64_t> RetentionService::destroy_some(Moment now) const {
  for (const auto& [each, name] : cases::field_classes) {
    const Moment limit = limit_of(classes_, each, now);
    if (limit == 0) continue;
    const auto ids = storage::due_for_shredding(database_, each, limit, now, a_step);
    if (!ids) return std::unexpected{ids.error()};
    if (ids->empty()) continue;
    auto count = storage::shred(database_, each, *ids, now);
    if (!count || *count > 0) return count;
  }
  return 0;
}

Result<std::int64_t> RetentionService::agree_with_list(Moment now) const {
  const auto list = lines_of(list_);
  if (!list) return std::unexpected{list.error()};
  const auto differing = storage::compare_shredded(database_, *list);
  if (!differing) return std::unexpected{differing.error()};
  const std::span<const std::string> unknown = differing->unknown;
  std::int64_t again = 0;
  for (std::size_t at = 0; at < unknown.size(); at += a_step) {
    const auto some = unknown.subspan(at, std::min<std::size_t>(a_step, unknown.size() - at));
    const auto count = storage::shred_again(database_, {some.begin(), some.end()}, now);
    if (!count) return count;
    again += *count;
  }
  if (!differing->unlisted.empty())
    if (auto written = append(list_, differing->unlisted); !written)
      return std::unexpected{std::move(written.error())};
  return again;
}

Rounds::Round RetentionService::round() const {
  return {.name = "destroying what is past its time",
          .every = std::chrono::hours{1},
          .work = [this]() -> Result<Rounds::Came> {
            const Moment now = now_seconds();
            if (auto checked = check_clock(); !checked) return std::unexpected{std::move(checked.error())};
            const auto count = destroy_some(now);
            if (!count) return std::unexpected{count.error()};
            if (*count > 0) return Rounds::Came::some_way;
            const auto again = agree_with_list(now);
            if (!again) return std::unexpected{again.error()};
            if (*again > 0)
              log(Level::warning, std::to_string(*again) +
                                      " that were destroyed before were there again, as after a "
                                      "restored backup: destroyed again");
            return Rounds::Came::to_the_end;
          }};
}

int run_retention(const RetentionArguments& arguments, const std::string& named_home) {
  if (arguments.database.empty())
    return complain("--database: expected sqlite:PATH or postgresql://…", exit_usage);
  const auto home = find_home(named_home);
  if (!home) return complain(home.error(), exit_outside);
  auto classes = load_retention(arguments.file.empty() ? *home / "data" / "retention.toml"
                                                       : std::filesystem::path{arguments.file});
  if (!classes) return complain(classes.error(), exit_outside);
  storage::Options options;
  options.access = arguments.is_dry ? storage::Access::read_only : storage::Access::read_and_write;
  const auto database = storage::open_database(arguments.database, options);
  if (!database) return complain("--database: " + database.error().text, exit_outside);
  const RetentionService service{std::move(*classes), arguments.keys, **database};
  const Moment now = now_seconds();
  const auto due = service.due(now);
  if (!due) return complain(due.error(), exit_outside);
  json::object told;
  for (const auto& [name, has_period, count] : *due)
    told[name] = has_period ? json::value(count) : json::value(nullptr);
  json::object answer{{"due", std::move(told)}};
  if (!arguments.is_dry) {
    std::int64_t all = 0;
    while (true) {
      const auto count = service.destroy_some(now);
      if (!count) return complain(count.error(), exit_outside);
      if (*count == 0) break;
      all += *count;
    }
    const auto again = service.agree_with_list(now);
    if (!again) return complain(again.error(), exit_outside);
    answer["destroyed"] = all;
    answer["destroyed_again"] = *again;
  }
  return write_all(json::serialize(answer) + "\n") ? exit_yes : complain_unwritten();
}

}  // namespace skranke::app
