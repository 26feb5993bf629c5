// The routes of the centre's side, and what they share. Each runs on a thread that may wait.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/running/router.hpp"
#include "running/hours_change.hpp"
#include "running/tools.hpp"

namespace skranke::http::running {

// A request that has found its route and its officer; it owns what it needs of it.
struct RunningCall {
  const RunningContext& context;
  skranke::desk::Officer officer;
  std::string centre;
  std::string part;   // the second segment of the path that is a name: a day, or a closure
  std::string query;  // percent-encoded
  std::string body;
  skranke::running::Moment now = 0;

  [[nodiscard]] skranke::running::Tools tools() const { return {*context.booking, context.store}; }
  [[nodiscard]] std::int32_t grid() const { return context.booking->settings.grid; }
};

using RunningRoute = void (*)(const RunningCall&, Response&);

void show_calendar(const RunningCall& call, Response& response);
void show_hours(const RunningCall& call, Response& response);
void change_hours(const RunningCall& call, Response& response);
void add_exception(const RunningCall& call, Response& response);
void remove_exception(const RunningCall& call, Response& response);
void close_suddenly(const RunningCall& call, Response& response);
void lift_closure(const RunningCall& call, Response& response);
void show_figures(const RunningCall& call, Response& response);
void export_figures(const RunningCall& call, Response& response);

void write_refusal(Response& response, skranke::running::Refusal refusal);

// An answer as JSON that nobody may keep.
void answer_json(Response& response);

// "10:00"
[[nodiscard]] std::string time_of_day(booking::Minute minute);
// Appends [{"opens", "closes", "counters"}, …].
void append_openings(std::string& out, const std::vector<booking::Opening>& openings);
// Appends "key":"value", or null where it is empty, with a comma after it.
void append_or_null(std::string& out, std::string_view key, const std::string& value);

struct Days {
  base::Day from = 0;
  base::Day to = 0;
};
// The days of the query, at most `most`; without them those from `otherwise` on.
[[nodiscard]] base::Result<Days> days_in(std::string_view query, Days otherwise, std::int32_t most);

// Today at a centre; empty, and the answer is written, where there is no such centre.
[[nodiscard]] std::optional<base::Day> today_at(const RunningCall& call, Response& response);

}  // namespace skranke::http::running
