// A centre's day as it is told: who waits, for how long, who is still to come, and whether the centre is
// open.
#include <algorithm>
#include <iterator>

#include "reception/reception.hpp"
#include "reception/views.hpp"

namespace skranke::reception {
namespace {

using base::Result;

constexpr Moment seconds_a_minute = 60;

Moment assumed_time(const Tools& tools, std::string_view service) {
  constexpr std::int32_t minutes_otherwise = 15;
  const booking::Service* known = tools.visits.settings.service(service);
  return (known == nullptr ? minutes_otherwise : known->minutes) * seconds_a_minute;
}

// Whether the centre is open still, and how many counters are staffed now.
Result<void> add_hours(const Tools& tools, DayView& view, Moment now) {
  const auto calendar = appointments::calendar_of(tools.visits, *view.place);
  if (!calendar) return std::unexpected{calendar.error()};
  const auto hours = booking::hours_on(*calendar, tools.visits.settings.holidays, view.day.day);
  bool is_over = true;
  for (const booking::Opening& opening : hours.openings) {
    const Moment opens = view.place->zone->at(view.day.day, opening.opens) * seconds_a_minute;
    const Moment closes = view.place->zone->at(view.day.day, opening.closes) * seconds_a_minute;
    if (closes > now) is_over = false;
    if (opens <= now && now < closes) view.counters_staffed = opening.counters;
  }
  if (is_over) view.notice = Notice{.reason = hours.exception == nullptr ? "" : hours.exception->reason};
  return {};
}

}  // namespace

base::Day today_at(const appointments::Place& place, Moment now) {
  return booking::day_of(now / seconds_a_minute, *place.zone);
}

std::optional<std::size_t> DayView::ahead(std::size_t ticket) const {
  const auto found = std::ranges::find(line, ticket);
  if (found == line.end()) return std::nullopt;
  return static_cast<std::size_t>(found - line.begin());
}

std::optional<queue::Spread> DayView::estimate(std::size_t ticket) const {
  const auto found = estimates.tickets.find(ticket);
  return found == estimates.tickets.end() ? std::nullopt : std::optional{found->second};
}

const queue::Ticket* DayView::find(std::string_view ticket_id) const {
  const auto found = std::ranges::find(day.tickets, ticket_id, &queue::Ticket::ticket_id);
  return found == day.tickets.end() ? nullptr : &*found;
}

Result<std::vector<queue::Visit>> visits_on(const Tools& tools, const appointments::Place& place,
                                            base::Day day) {
  return tools.store.visits(place.id, place.zone->at(day, 0) * seconds_a_minute,
                            place.zone->at(day, booking::minutes_a_day) * seconds_a_minute);
}

Result<DayView> view_of(const Tools& tools, const appointments::Place& place, queue::Day day, Moment now) {
  DayView view;
  view.place = &place;
  view.day = std::move(day);
  if (auto added = add_hours(tools, view, now); !added) return std::unexpected{added.error()};
  auto visits = visits_on(tools, place, view.day.day);
  if (!visits) return std::unexpected{std::move(visits.error())};
  for (queue::Visit& visit : *visits) {
    view.names.emplace(visit.booking_id, visit.name);
    const bool has_come = std::ranges::find(view.day.tickets, visit.booking_id, &queue::Ticket::booking_id) !=
                          view.day.tickets.end();
    if (!visit.is_cancelled && !has_come) view.expected.push_back(std::move(visit));
  }
  view.line = queue::line_of(view.day.tickets, now);
  queue::VisitTimes times{view.day.tickets,
                          [&tools](std::string_view service) { return assumed_time(tools, service); }};
  // Who has not come within the grace after their time is not waited for.
  std::vector<queue::Visit> awaited;
  std::ranges::copy_if(view.expected, std::back_inserter(awaited), [&](const queue::Visit& visit) {
    return visit.start + queue::grace_seconds >= now && visit.start <= queue::due_of_walk_in(now);
  });
  view.estimates = queue::estimate({.now = now,
                                    .tickets = view.day.tickets,
                                    .expected = awaited,
                                    .counters_staffed = view.counters_staffed},
                                   times);
  return view;
}

Result<Answer<Seen>> seen(const Tools& tools, const appointments::Place& place, queue::Day day,
                          std::string_view ticket_id, bool is_new, Moment now) {
  auto view = view_of(tools, place, std::move(day), now);
  if (!view) return std::unexpected{std::move(view.error())};
  const queue::Ticket* ticket = view->find(ticket_id);
  if (ticket == nullptr) return refuse<Seen>(Refusal::ticket_unknown);
  const auto at = static_cast<std::size_t>(ticket - view->day.tickets.data());
  Answer<Seen> answer;
  answer.value = {.view = std::move(*view), .at = at, .is_new = is_new};
  return answer;
}

Result<Answer<DayView>> look(const Tools& tools, std::string_view centre, Moment now) {
  const appointments::Place* place = tools.visits.place(centre);
  if (place == nullptr) return refuse<DayView>(Refusal::centre_unknown);
  auto day = tools.store.day(place->id, today_at(*place, now));
  if (!day) return std::unexpected{std::move(day.error())};
  auto view = view_of(tools, *place, std::move(*day), now);
  if (!view) return std::unexpected{std::move(view.error())};
  Answer<DayView> answer;
  answer.value = std::move(*view);
  return answer;
}

}  // namespace skranke::reception
