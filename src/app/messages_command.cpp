#include "app/messages_command.hpp"

#include <array>
#include <string>
#include <utility>

#include <boost/json.hpp>

#include "app/answers.hpp"
#include "app/clock.hpp"
#include "app/exit_code.hpp"
#include "app/start.hpp"
#include "base/service_limits.hpp"
#include "storage/booking/stored_outbox.hpp"
#include "storage/database.hpp"

namespace skranke::app {
namespace {

namespace json = boost::json;

json::object told(const booking::StandingMessage& message) {
  json::object object{{"id", booking::to_string(message.key)},
                      {"state", message.is_given_up ? "given-up" : "waiting"},
                      {"attempts", message.attempts},
                      {"due", in_utc(message.due_at)}};
  // In parentheses: braces would make an array of it.
  object["trouble"] = message.trouble.empty() ? json::value(nullptr) : json::value(message.trouble);
  return object;
}

// Of who booked, and of who waits and of witnesses.
using Outboxes = std::array<booking::Outbox*, 2>;

int list(const Outboxes& outboxes) {
  booking::MessageCounts sum;
  json::array items;
  for (booking::Outbox* outbox : outboxes) {
    const auto counts = outbox->count_messages();
    if (!counts) return complain(counts.error(), exit_outside);
    sum.waiting += counts->waiting;
    sum.given_up += counts->given_up;
    sum.sent += counts->sent;
    sum.overtaken += counts->overtaken;
    const auto standing = outbox->standing(base::limits::standing_messages_max);
    if (!standing) return complain(standing.error(), exit_outside);
    for (const auto& message : *standing) items.push_back(told(message));
  }
  const json::object all{{"waiting", sum.waiting},
                         {"given_up", sum.given_up},
                         {"sent", sum.sent},
                         {"overtaken", sum.overtaken},
                         {"items", std::move(items)}};
  return write_all(json::serialize(all) + "\n") ? exit_yes : complain_unwritten();
}

int retry(const Outboxes& outboxes, const booking::MessageKey& key) {
  for (booking::Outbox* outbox : outboxes) {
    const auto again = outbox->retry(key, now_seconds());
    if (!again) return complain(again.error(), exit_outside);
    if (*again) return exit_yes;
  }
  return complain("no message of this id waits or was given up", exit_no);
}

}  // namespace

int run_messages(const MessagesArguments& arguments) {
  if (arguments.database.empty())
    return complain("--database: expected sqlite:PATH or postgresql://…", exit_usage);
  const auto key = booking::parse_message_key(arguments.retry);
  if (!arguments.retry.empty() && !key)
    return complain("--retry: expected an id, as `skranke messages` tells them", exit_usage);
  storage::Options options;
  // A second process may only look while a server has an SQLite database open.
  options.access = key ? storage::Access::read_and_write : storage::Access::read_only;
  const auto database = storage::open_database(arguments.database, options);
  if (!database) return complain("--database: " + database.error().text, exit_outside);
  storage::StoredOutbox bookers{**database};
  storage::StoredOutbox others{**database, storage::Recipients::others};
  const Outboxes outboxes{&bookers, &others};
  return key ? retry(outboxes, *key) : list(outboxes);
}

}  // namespace skranke::app
