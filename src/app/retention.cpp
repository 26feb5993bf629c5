#include "app/retention.hpp"

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

#include <boost/json.hpp>

#include "app/answers.hpp"
#include "app/clock.hpp"
#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/log.hpp"
#include "app/shredded_file.hpp"
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
  const auto list = read_shredded(list_);
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
    if (auto written = append_shredded(list_, differing->unlisted); !written)
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
