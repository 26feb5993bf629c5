#include "http/queue/refusals.hpp"

#include <string>
#include <utility>

namespace skranke::http::queue {
namespace {

namespace rules = skranke::queue;

std::string day_detail(const std::optional<base::Day>& day) {
  std::string text{"The booking is for "};
  text.append(day ? base::format_day(*day) : "another day");
  return text.append(". It can be moved by its link, or a ticket taken for today.");
}

std::string state_detail(const std::optional<rules::State>& state) {
  if (!state) return "See the ticket's actions for what can be done.";
  std::string text{"Its state is "};
  text.append(rules::name(*state)).append(". What can be done: ");
  bool is_first = true;
  for (const rules::Action action : rules::possible(*state)) {
    if (action == rules::Action::call) continue;
    text.append(is_first ? "" : ", ").append(rules::name(action));
    is_first = false;
  }
  return text.append(is_first ? "nothing but undo within five minutes." : ".");
}

Refusal fixed(reception::Refusal refusal) {
  using reception::Refusal;
  switch (refusal) {
    case Refusal::centre_unknown:
      return {404, "centre-unknown", "There is no such centre",
              "See /api/v1/centres for the ids of centres."};
    case Refusal::service_unknown:
      return {404, "service-unknown", "There is no such service",
              "See /api/v1/services for the ids of services."};
    case Refusal::arrival_unknown:
      return {404, "arrival-unknown", "No booking has this code",
              "Type the eight characters of the confirmation, or scan its link. Codes are looked up among "
              "this centre's bookings."};
    case Refusal::arrival_another_day:
      return {409, "arrival-another-day", "The booking is for another day", ""};
    case Refusal::arrival_another_centre:
      return {409, "arrival-another-centre", "The booking is at another centre",
              "The confirmation says where. A ticket can be taken here instead."};
    case Refusal::booking_over:
      return {409, "booking-over", "The booking is over",
              "It was cancelled, or its ticket was used. A ticket can be taken instead."};
    case Refusal::too_early:
      return {409, "too-early", "It is too early", "Come at most two hours before the booked time."};
    case Refusal::closed:
      return {409, "closed", "The centre is closed for the rest of the day",
              "Tickets are given while the centre is open, and before it opens."};
    case Refusal::day_full:
      return {409, "day-full", "No more tickets are given today", "A centre has at most 5000 tickets a day."};
    case Refusal::key_reused:
      return {422, "idempotency-key-reused", "The Idempotency-Key was used for something else",
              "Send a new key with a new ticket."};
    case Refusal::counter_busy:
      return {409, "counter-busy", "Somebody is at the counter",
              "End or move the ticket that is there first: a counter has one at most."};
    case Refusal::ticket_unknown:
      return {404, "ticket-unknown", "There is no such ticket", "See /desk/v1/queue for the day's tickets."};
    case Refusal::ticket_state:
      return {409, "ticket-state", "That can't be done to the ticket as it stands", ""};
    case Refusal::ticket_changed:
      return {409, "ticket-changed", "The ticket was changed meanwhile",
              "Look at the ticket again: somebody else did something to it since its sequence was seen."};
    case Refusal::undo_over:
      return {409, "ticket-state", "There is nothing to undo",
              "The last thing done to a ticket can be undone once, within five minutes."};
    case Refusal::not_arrived:
      return {404, "not-arrived", "Nobody has arrived with this booking",
              "A booking has a ticket once its holder has arrived at the centre."};
  }
  std::unreachable();
}

}  // namespace

void write_refusal(Response& response, const Why& why) {
  Refusal refusal = fixed(why.refusal);
  std::string detail;
  if (why.refusal == reception::Refusal::arrival_another_day) detail = day_detail(why.day);
  if (why.refusal == reception::Refusal::ticket_state) detail = state_detail(why.state);
  if (!detail.empty()) refusal.detail = detail;
  write_problem(response, refusal);
}

}  // namespace skranke::http::queue
