#include "app/handovers_command.hpp"

#include <string>
#include <utility>

#include <boost/json.hpp>

#include "app/answers.hpp"
#include "app/clock.hpp"
#include "app/exit_code.hpp"
#include "app/start.hpp"
#include "base/service_limits.hpp"
#include "storage/database.hpp"
#include "storage/handover/stored_handovers.hpp"

namespace skranke::app {
namespace {

namespace json = boost::json;

// In parentheses: braces would make an array of it.
json::value text_or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

json::object told(const storage::StandingHandover& event) {
  json::object object{{"id", event.event_id},
                      {"case_id", event.case_id},
                      {"target", name(event.target)},
                      {"type", event.type},
                      {"state", name(event.state)},
                      {"attempts", event.attempts},
                      {"created", in_utc(event.created_at)},
                      {"due", in_utc(event.due_at)},
                      {"status", event.answer_status}};
  object["answer"] = text_or_null(event.answer);
  object["trouble"] = text_or_null(event.trouble);
  return object;
}

int list(storage::StoredHandovers& outbox) {
  const auto counts = outbox.count();
  if (!counts) return complain(counts.error(), exit_outside);
  const auto standing = outbox.standing(base::limits::standing_messages_max);
  if (!standing) return complain(standing.error(), exit_outside);
  json::array items;
  for (const auto& event : *standing) items.push_back(told(event));
  const json::object all{{"waiting", counts->waiting},
                         {"failed", counts->failed},
                         {"delivered", counts->delivered},
                         {"items", std::move(items)}};
  return write_all(json::serialize(all) + "\n") ? exit_yes : complain_unwritten();
}

}  // namespace

int run_handovers(const HandoversArguments& arguments) {
  if (arguments.database.empty())
    return complain("--database: expected sqlite:PATH or postgresql://…", exit_usage);
  const bool is_looking = arguments.retry.empty();
  storage::Options options;
  // A second process may only look while a server has an SQLite database open.
  options.access = is_looking ? storage::Access::read_only : storage::Access::read_and_write;
  const auto database = storage::open_database(arguments.database, options);
  if (!database) return complain("--database: " + database.error().text, exit_outside);
  storage::StoredHandovers outbox{**database};
  if (is_looking) return list(outbox);
  const auto again = outbox.retry(arguments.retry, now_seconds());
  if (!again) return complain(again.error(), exit_outside);
  return *again ? exit_yes : complain("no event of this id waits or failed", exit_no);
}

}  // namespace skranke::app
