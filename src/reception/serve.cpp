// What officers do: call the next, and what becomes of a ticket then.
#include <algorithm>

#include "reception/reception.hpp"
#include "reception/views.hpp"

namespace skranke::reception {
namespace {

using base::Result;
using queue::Ticket;

// The ticket at a counter; null: it is free.
const Ticket* at_counter(const queue::Day& day, std::optional<std::int32_t> counter) {
  const auto found = std::ranges::find_if(day.tickets, [&](const Ticket& each) {
    return queue::is_at_counter(each.progress.state) && each.progress.counter == counter;
  });
  return found == day.tickets.end() ? nullptr : &*found;
}

// The ticket after what is done to it, or why not.
std::optional<Ticket> done_to(const queue::Day& day, const std::string& ticket_id, const Deed& deed,
                              Answer<Seen>& answer) {
  answer = {};
  const auto found = std::ranges::find(day.tickets, ticket_id, &Ticket::ticket_id);
  if (found == day.tickets.end()) {
    answer.refusal = Refusal::ticket_unknown;
    return std::nullopt;
  }
  if (deed.seen && *deed.seen != found->sequence) {
    answer.refusal = Refusal::ticket_changed;
    return std::nullopt;
  }
  auto next =
      deed.is_undo ? queue::undone(*found, deed.with.now) : queue::after(*found, deed.action, deed.with);
  if (!next) {
    answer.refusal = deed.is_undo ? Refusal::undo_over : Refusal::ticket_state;
    answer.state = found->progress.state;
    return std::nullopt;
  }
  // Only an undo brings a ticket back to a counter, where somebody else may be by now.
  if (queue::is_at_counter(next->progress.state)) {
    const Ticket* there = at_counter(day, next->progress.counter);
    if (there != nullptr && there->ticket_id != ticket_id) {
      answer.refusal = Refusal::counter_busy;
      return std::nullopt;
    }
  }
  return next;
}

}  // namespace

Result<Answer<std::optional<Seen>>> call_next(const Tools& tools, std::string_view centre,
                                              const queue::Caller& caller, Moment now) {
  using Called = std::optional<Seen>;
  const appointments::Place* place = tools.visits.place(centre);
  if (place == nullptr) return refuse<Called>(Refusal::centre_unknown);
  bool is_busy = false;
  std::string called;
  auto day = tools.store.change(
      place->id, today_at(*place, now), [&](const queue::Day& today) -> std::optional<Ticket> {
        called.clear();
        is_busy = at_counter(today, caller.counter) != nullptr;
        const Ticket* next = is_busy ? nullptr : queue::next_of(today.tickets, caller, now);
        if (next == nullptr) return std::nullopt;
        called = next->ticket_id;
        return queue::after(*next, queue::Action::call,
                            {.now = now, .counter = caller.counter, .service = {}, .outcome = {}});
      });
  if (!day) return std::unexpected{std::move(day.error())};
  if (is_busy) return refuse<Called>(Refusal::counter_busy);
  if (called.empty()) return Answer<Called>{};
  auto answer = seen(tools, *place, std::move(*day), called, false, now);
  if (!answer) return std::unexpected{std::move(answer.error())};
  Answer<Called> given;
  given.value = std::move(answer->value);
  return given;
}

Result<Answer<Seen>> act(const Tools& tools, const std::string& ticket_id, const Deed& deed) {
  const auto where = tools.store.day_of_ticket(ticket_id);
  if (!where) return std::unexpected{where.error()};
  if (!*where) return refuse<Seen>(Refusal::ticket_unknown);
  const appointments::Place* place = tools.visits.place((*where)->centre);
  if (place == nullptr) return refuse<Seen>(Refusal::ticket_unknown);
  if (!deed.with.service.empty() && tools.visits.settings.service(deed.with.service) == nullptr)
    return refuse<Seen>(Refusal::service_unknown);
  Answer<Seen> refused;
  auto day = tools.store.change(place->id, (*where)->day, [&](const queue::Day& today) {
    return done_to(today, ticket_id, deed, refused);
  });
  if (!day) return std::unexpected{std::move(day.error())};
  if (refused.refusal) return refused;
  return seen(tools, *place, std::move(*day), ticket_id, false, deed.with.now);
}

Result<std::optional<std::string>> centre_of_ticket(const Tools& tools, const std::string& ticket_id) {
  const auto where = tools.store.day_of_ticket(ticket_id);
  if (!where) return std::unexpected{where.error()};
  if (!*where) return std::nullopt;
  return (*where)->centre;
}

Result<Answer<Seen>> ticket_of_booking(const Tools& tools, std::string_view token, Moment now) {
  const auto found = appointments::find(tools.visits, token);
  if (!found) return std::unexpected{found.error()};
  if (found->refusal) return refuse<Seen>(Refusal::arrival_unknown);
  const std::string& booking_id = found->value.booking.booking_id;
  const auto where = tools.store.day_of_booking(booking_id);
  if (!where) return std::unexpected{where.error()};
  const appointments::Place* place = *where ? tools.visits.place((*where)->centre) : nullptr;
  if (place == nullptr) return refuse<Seen>(Refusal::not_arrived);
  auto day = tools.store.day(place->id, (*where)->day);
  if (!day) return std::unexpected{std::move(day.error())};
  const auto ticket = std::ranges::find(day->tickets, booking_id, &Ticket::booking_id);
  if (ticket == day->tickets.end()) return refuse<Seen>(Refusal::not_arrived);
  const std::string ticket_id = ticket->ticket_id;
  return seen(tools, *place, std::move(*day), ticket_id, false, now);
}

}  // namespace skranke::reception
