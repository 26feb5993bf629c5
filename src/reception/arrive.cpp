// Coming to the centre: by the code of a booking, or with a ticket taken there.
#include <algorithm>
#include <functional>
#include <limits>

#include "appointments/arrival_code.hpp"
#include "base/service_limits.hpp"
#include "reception/reception.hpp"
#include "reception/views.hpp"

namespace skranke::reception {
namespace {

using base::Result;
using queue::Ticket;

constexpr Moment seconds_a_minute = 60;

// A booking that a code means, wherever it is.
struct Meant {
  queue::Visit visit;
  const appointments::Place* place = nullptr;
};

Result<std::optional<queue::Visit>> by_code(const Tools& tools, const appointments::Place& place,
                                            const std::string& code, base::Day first, base::Day last) {
  const auto visits = tools.store.visits(place.id, place.zone->at(first, 0) * seconds_a_minute,
                                         place.zone->at(last, booking::minutes_a_day) * seconds_a_minute);
  if (!visits) return std::unexpected{visits.error()};
  std::optional<queue::Visit> cancelled;
  for (const queue::Visit& visit : *visits) {
    if (appointments::arrival_code_of(tools.visits, visit.booking_id) != code) continue;
    if (!visit.is_cancelled) return visit;
    cancelled = visit;
  }
  return cancelled;
}

// Today here; else another day here. Elsewhere nobody is looked for: a code is of one centre.
Result<std::optional<Meant>> find_code(const Tools& tools, const appointments::Place& place,
                                       const std::string& code, base::Day today) {
  auto visit = by_code(tools, place, code, today, today);
  if (!visit) return std::unexpected{std::move(visit.error())};
  if (!*visit) {
    visit = by_code(tools, place, code, today - tools.visits.settings.horizon_days,
                    today + tools.visits.settings.horizon_days);
    if (!visit) return std::unexpected{std::move(visit.error())};
  }
  if (!*visit) return std::nullopt;
  return Meant{.visit = std::move(**visit), .place = &place};
}

// The last part of a manage link, or the text itself.
std::string_view token_in(std::string_view text) {
  text = text.substr(0, text.find_first_of("?#"));
  while (text.ends_with('/') || text.ends_with(' ')) text.remove_suffix(1);
  const std::size_t slash = text.rfind('/');
  return slash == std::string_view::npos ? text : text.substr(slash + 1);
}

Result<std::optional<Meant>> find_meant(const Tools& tools, const appointments::Place& place,
                                        std::string_view text, base::Day today) {
  const std::string code = appointments::read_arrival_code(text);
  if (!code.empty()) return find_code(tools, place, code, today);
  auto found = appointments::find(tools.visits, token_in(text));
  if (!found) return std::unexpected{std::move(found.error())};
  if (found->refusal || found->value.place == nullptr) return std::nullopt;
  const booking::Booking& booking = found->value.booking;
  return Meant{.visit = {.booking_id = booking.booking_id,
                         .centre = booking.centre,
                         .service = booking.service,
                         .start = booking.start * seconds_a_minute,
                         .name = booking.name,
                         .language = booking.language,
                         .party = booking.party,
                         .is_cancelled = booking.state == booking::State::cancelled},
               .place = found->value.place};
}

Ticket booked_ticket(const Tools& tools, const queue::Visit& visit, base::Day day, Moment now) {
  Ticket ticket;
  ticket.ticket_id = tools.visits.new_id();
  ticket.centre = visit.centre;
  ticket.day = day;
  ticket.kind = queue::Kind::booked;
  ticket.booking_id = visit.booking_id;
  ticket.language = visit.language;
  ticket.party = visit.party;
  ticket.due = queue::due_of_booked(visit.start, now);
  ticket.arrived_at = now;
  ticket.progress.service = visit.service;
  return ticket;
}

// Makes `ticket` unless one of the day is `same`; gives the day, and which of the two it is in `ticket`.
Result<queue::Day> make_once(const Tools& tools, Ticket& ticket, bool& is_new, bool& is_full,
                             const std::function<bool(const Ticket&)>& same) {
  Ticket wanted = ticket;
  return tools.store.change(ticket.centre, ticket.day, [&](const queue::Day& day) -> std::optional<Ticket> {
    const auto found = std::ranges::find_if(day.tickets, same);
    is_new = found == day.tickets.end();
    is_full = is_new && day.tickets.size() >= base::limits::tickets_a_day_max;
    ticket = is_new ? wanted : *found;
    if (!is_new || is_full) return std::nullopt;
    return wanted;
  });
}

std::optional<Answer<Seen>> refusal_of(const Meant& meant, const appointments::Place& place, base::Day today,
                                       Moment now) {
  Answer<Seen> answer;
  const base::Day day = today_at(*meant.place, meant.visit.start);
  if (meant.visit.is_cancelled) {
    answer.refusal = Refusal::booking_over;
  } else if (meant.place->id != place.id) {
    answer.refusal = Refusal::arrival_another_centre;
  } else if (day != today) {
    answer.refusal = Refusal::arrival_another_day;
    answer.day = day;
  } else if (now < meant.visit.start - early_seconds) {
    answer.refusal = Refusal::too_early;
  } else {
    return std::nullopt;
  }
  return answer;
}

}  // namespace

Result<Answer<Seen>> arrive(const Tools& tools, std::string_view centre, std::string_view code, Moment now) {
  const appointments::Place* place = tools.visits.place(centre);
  if (place == nullptr) return refuse<Seen>(Refusal::centre_unknown);
  const base::Day today = today_at(*place, now);
  const auto meant = find_meant(tools, *place, code, today);
  if (!meant) return std::unexpected{meant.error()};
  if (!*meant) return refuse<Seen>(Refusal::arrival_unknown);
  if (auto refused = refusal_of(**meant, *place, today, now)) return std::move(*refused);
  const queue::Visit& visit = (*meant)->visit;
  // A booking that was moved after somebody came for it has had its ticket.
  const auto before = tools.store.day_of_booking(visit.booking_id);
  if (!before) return std::unexpected{before.error()};
  if (*before && (*before)->day != today) return refuse<Seen>(Refusal::booking_over);
  Ticket ticket = booked_ticket(tools, visit, today, now);
  bool is_new = false;
  bool is_full = false;
  auto day = make_once(tools, ticket, is_new, is_full,
                       [&](const Ticket& each) { return each.booking_id == visit.booking_id; });
  if (!day) return std::unexpected{std::move(day.error())};
  if (is_full) return refuse<Seen>(Refusal::day_full);
  return seen(tools, *place, std::move(*day), ticket.ticket_id, is_new, now);
}

Result<Answer<Seen>> take_ticket(const Tools& tools, const WalkIn& wish, std::string_view idempotency_key,
                                 Moment now) {
  const auto looked = look(tools, wish.centre, now);
  if (!looked) return std::unexpected{looked.error()};
  if (looked->refusal) return refuse<Seen>(*looked->refusal);
  if (tools.visits.settings.service(wish.service) == nullptr) return refuse<Seen>(Refusal::service_unknown);
  const appointments::Place& place = *looked->value.place;
  Ticket ticket;
  ticket.ticket_id = tools.visits.new_id();
  ticket.centre = place.id;
  ticket.day = looked->value.day.day;
  ticket.language = wish.language;
  ticket.party = wish.party;
  ticket.due = queue::due_of_walk_in(now);
  ticket.arrived_at = now;
  ticket.request = tools.visits.hash("ticket-request", idempotency_key);
  ticket.request_body = tools.visits.hash(
      "ticket-request-body", wish.service + "\n" + wish.language + "\n" + std::to_string(wish.party));
  ticket.progress.service = wish.service;
  const std::string asked = ticket.request_body;
  const auto same = [request = ticket.request](const Ticket& each) { return each.request == request; };
  // What was answered before is answered again, also after the centre has closed.
  const bool is_known = std::ranges::any_of(looked->value.day.tickets, same);
  if (looked->value.notice && !is_known) return refuse<Seen>(Refusal::closed);
  bool is_new = false;
  bool is_full = false;
  auto day = make_once(tools, ticket, is_new, is_full, same);
  if (!day) return std::unexpected{std::move(day.error())};
  if (is_full) return refuse<Seen>(Refusal::day_full);
  if (ticket.request_body != asked) return refuse<Seen>(Refusal::key_reused);
  return seen(tools, place, std::move(*day), ticket.ticket_id, is_new, now);
}

}  // namespace skranke::reception
