#include "appointments/offers.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "appointments/shared_steps.hpp"
#include "base/service_limits.hpp"

namespace skranke::appointments {
namespace {

using base::Result;
using booking::InLine;
using booking::Instant;
using booking::WaitingStore;

constexpr std::int64_t failures_max = 8;  // of one round, before it is left to the next
constexpr Moment seconds_a_day = 86'400;

struct Match {
  const InLine* who = nullptr;
  Instant start = 0;
};

// The first in line for whom something is free, and the earliest of that.
Result<Match> first_match(const Tools& tools, const std::vector<InLine>& line, const Place& place,
                          Moment now) {
  Instant until = 0;
  for (const InLine& each : line) until = std::max(until, each.until);
  const base::Day first = booking::day_of(now / seconds_a_minute, *place.zone);
  const base::Day last = booking::day_of(until, *place.zone);
  std::map<std::string_view, std::vector<FreeSlot>> free;  // by service
  for (const InLine& each : line) {
    const auto [slots, is_new] = free.try_emplace(each.service);
    if (is_new) {
      auto found = free_slots(tools, place.id, first, last, each.service, now);
      if (!found) return std::unexpected{std::move(found.error())};
      // Of a service that is not offered any more nothing is free.
      if (!found->refusal) slots->second = std::move(found->value.slots);
    }
    const Instant from = std::max(each.from, first_start(now));
    for (auto slot = std::ranges::lower_bound(slots->second, from, {}, &FreeSlot::start);
         slot != slots->second.end() && slot->start < each.until; ++slot) {
      if (std::ranges::find(each.not_these, slot->start) == each.not_these.end())
        return Match{&each, slot->start};
    }
  }
  return Match{};
}

// False where the seat, or who was to have it, is gone by now.
Result<bool> offer_one(const Tools& tools, WaitingStore& list, const Place& place, const Match& match,
                       Moment now) {
  const auto asked = resolve(
      tools, booking::to_string({.centre = place.id, .start = match.start, .service = match.who->service}),
      now);
  if (!asked) return std::unexpected{asked.error()};
  if (asked->refusal) return false;
  const Moment until = std::min(now + base::limits::offer_seconds_max,
                                match.start * seconds_a_minute - base::limits::offer_end_seconds);
  return list.offer(
      match.who->waiting_id,
      {.hold_id = tools.new_id(), .service = match.who->service, .seats = asked->value.seats, .until = until},
      now);
}

}  // namespace

Instant first_start(Moment now) {
  return (now + base::limits::offer_lead_seconds + seconds_a_minute - 1) / seconds_a_minute;
}

Result<std::int64_t> offer_at(const Tools& tools, WaitingStore& list, std::string_view centre, Moment now) {
  std::int64_t offered = 0;
  const Place* place = tools.place(centre);
  if (place == nullptr) return offered;
  // Looked at anew for each offer, so that nobody is passed over by something that becomes free meanwhile.
  for (std::int64_t failures = 0; failures < failures_max && offered < base::limits::offers_a_round_max;) {
    const auto line = list.line(place->id, base::limits::line_max);
    if (!line) return std::unexpected{line.error()};
    if (line->empty()) break;
    const auto match = first_match(tools, *line, *place, now);
    if (!match) return std::unexpected{match.error()};
    if (match->who == nullptr) break;
    const auto is_offered = offer_one(tools, list, *place, *match, now);
    if (!is_offered) return std::unexpected{is_offered.error()};
    (*is_offered ? offered : failures) += 1;
  }
  return offered;
}

Result<std::int64_t> offer_freed(const Tools& tools, WaitingStore& list, Moment now) {
  const auto settled = list.settle(now, first_start(now), base::limits::settled_at_once_max);
  if (!settled) return settled;
  const auto centres = list.centres_waited_for();
  if (!centres) return std::unexpected{centres.error()};
  std::int64_t offered = 0;
  for (const std::string& centre : *centres) {
    const auto here = offer_at(tools, list, centre, now);
    if (!here) return here;
    offered += *here;
  }
  return offered;
}

Result<std::int64_t> forget(WaitingStore& list, booking::InvitationStore& invitations, Moment now) {
  const Instant last = (now - base::limits::forgotten_after_days * seconds_a_day) / seconds_a_minute;
  const auto waiting = list.forget_waiting(last, now, base::limits::forgotten_at_once_max);
  if (!waiting) return waiting;
  const auto witnesses = invitations.forget_witnesses(last, base::limits::forgotten_at_once_max);
  if (!witnesses) return witnesses;
  return *waiting + *witnesses;
}

}  // namespace skranke::appointments
