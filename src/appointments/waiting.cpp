#include "appointments/waiting.hpp"

#include <algorithm>
#include <utility>

#include "appointments/offers.hpp"
#include "appointments/shared_steps.hpp"
#include "base/service_limits.hpp"

namespace skranke::appointments {
namespace {

using base::Result;
using booking::Waited;
using booking::WaitEnding;
using booking::Waiting;
using booking::WaitingStore;
using booking::WaitRefusal;
using booking::WaitState;

Refusal refusal_of(WaitRefusal refusal) {
  switch (refusal) {
    case WaitRefusal::unknown:
      return Refusal::waiting_unknown;
    case WaitRefusal::already_waiting:
      return Refusal::already_waiting;
    case WaitRefusal::key_reused:
      return Refusal::key_reused;
    case WaitRefusal::booking_over:
      return Refusal::booking_over;
    case WaitRefusal::offer_over:
      return Refusal::offer_over;
    case WaitRefusal::already_booked:
      return Refusal::already_booked;
    case WaitRefusal::too_many:
      return Refusal::too_many;
  }
  std::unreachable();
}

// An offer whose time is up is none, whether anybody has tidied it away yet or not.
Waiting as_of(Waiting waiting, Moment now) {
  if (!waiting.offer || waiting.offer->until > now) return waiting;
  waiting.offer.reset();
  waiting.missed += 1;
  const bool is_over = waiting.missed >= base::limits::offers_unanswered_max;
  waiting.state = is_over ? WaitState::over : WaitState::waiting;
  if (is_over) waiting.ending = WaitEnding::unanswered;
  return waiting;
}

Result<Answer<Entry>> entry_of(const Tools& tools, Waiting waiting, Moment now) {
  Entry entry;
  entry.place = tools.place(waiting.centre);
  entry.token = sealed(tools, waiting_link, waiting.waiting_id);
  if (!waiting.booking_id.empty()) {
    auto found = tools.store.find(waiting.booking_id);
    if (!found) return std::unexpected{std::move(found.error())};
    if (*found) entry.visit = visit_of(tools, std::move(**found));
  }
  entry.waiting = as_of(std::move(waiting), now);
  return Answer<Entry>{.refusal = {}, .value = std::move(entry)};
}

// Answers with the entry as it is now: what a change gives doesn't know its place in line.
Result<Answer<Entry>> answer_of(const Tools& tools, WaitingStore& list, Result<Waited> waited, Moment now) {
  if (!waited) return std::unexpected{std::move(waited.error())};
  if (waited->refusal) return refuse<Entry>(refusal_of(*waited->refusal));
  auto found = list.find(waited->waiting.waiting_id);
  if (!found) return std::unexpected{std::move(found.error())};
  if (!*found) return refuse<Entry>(Refusal::waiting_unknown);
  auto answer = entry_of(tools, std::move(**found), now);
  if (answer) answer->value.is_replay = waited->is_replay;
  return answer;
}

std::unexpected<base::Problem> wrong_days(std::string_view key, std::string_view expected) {
  std::string text{key};
  text.append(": expected ").append(expected);
  return base::fail(base::Fault::invalid_value, std::move(text), "/" + std::string{key});
}

struct Starts {
  booking::Instant from = 0;
  booking::Instant until = 0;
};

// The starts on the days from `from` to `to` that could still be offered, before `before`.
Result<Starts> starts_on(const Place& place, base::Day from, base::Day to, Moment now,
                         std::optional<booking::Instant> before) {
  const base::Day today = booking::day_of(now / seconds_a_minute, *place.zone);
  if (to < from) return wrong_days("to", "a day from `from` on");
  if (to - today > base::limits::waiting_days_max)
    return wrong_days("to", "a day that is at most 366 days from now");
  Starts starts{.from = place.zone->at(std::max(from, today), 0),
                .until = place.zone->at(to, booking::minutes_a_day)};
  if (before) starts.until = std::min(starts.until, *before);
  if (starts.until <= first_start(now))
    return wrong_days("to", before ? "a day with time left before the visit: times are offered two hours "
                                     "before they begin, or sooner"
                                   : "a day that is not over: times are offered two hours before they "
                                     "begin, or sooner");
  if (starts.from >= starts.until) return wrong_days("from", "a day before the visit");
  return starts;
}

std::string body_of(const WaitWish& wish) {
  std::string body;
  for (const std::string* part :
       {&wish.centre, &wish.service, &wish.name, &wish.email, &wish.phone, &wish.language})
    body.append(std::to_string(part->size())).append(":").append(*part);
  for (const std::int32_t part : {wish.from, wish.to, wish.party})
    body.append(std::to_string(part)).append(" ");
  return body;
}

// Nobody is in line twice for the same by one address or number, whatever name they give.
std::vector<std::string> claims_of(const Tools& tools, const WaitWish& wish) {
  std::vector<std::string> claims;
  for (const std::string* contact : {&wish.email, &wish.phone}) {
    if (contact->empty()) continue;
    claims.push_back(tools.hash("waiting-claim", wish.centre + "\n" + wish.service + "\n" + plain(*contact)));
  }
  return claims;
}

}  // namespace

Result<Answer<Entry>> wait_for_time(const Tools& tools, WaitingStore& list, const WaitWish& wish,
                                    std::string_view idempotency_key, Moment now) {
  const Place* place = tools.place(wish.centre);
  if (place == nullptr) return refuse<Entry>(Refusal::centre_unknown);
  if (tools.settings.service(wish.service) == nullptr) return refuse<Entry>(Refusal::service_unknown);
  if (wish.email.empty() && wish.phone.empty()) return refuse<Entry>(Refusal::not_reachable);
  const auto starts = starts_on(*place, wish.from, wish.to, now, std::nullopt);
  if (!starts) return std::unexpected{starts.error()};
  booking::NewWaiting wanted;
  wanted.waiting = {.waiting_id = tools.new_id(),
                    .booking_id = {},
                    .centre = place->id,
                    .service = wish.service,
                    .from = starts->from,
                    .until = starts->until,
                    .name = wish.name,
                    .email = wish.email,
                    .phone = wish.phone,
                    .language = wish.language,
                    .party = wish.party,
                    .person = person_of(tools, wish.name, wish.email, wish.phone),
                    .contact = {},
                    .created_at = now,
                    .offer = {}};
  if (wish.is_limited)
    wanted.waiting.contact = tools.hash("booking-contact", contact_of(wish.email, wish.phone));
  wanted.claims = claims_of(tools, wish);
  wanted.request = tools.hash("waiting-request", idempotency_key);
  wanted.request_body = tools.hash("waiting-request-body", body_of(wish));
  wanted.now = now;
  return answer_of(tools, list, list.join(wanted), now);
}

Result<Answer<Entry>> wait_for_earlier(const Tools& tools, WaitingStore& list, std::string_view token,
                                       const EarlierWish& wish, Moment now) {
  auto visit = find(tools, token);
  if (!visit) return std::unexpected{std::move(visit.error())};
  if (visit->refusal) return refuse<Entry>(*visit->refusal);
  const booking::Booking& booking = visit->value.booking;
  const Place* place = visit->value.place;
  if (place == nullptr) return refuse<Entry>(Refusal::centre_unknown);
  if (booking.state == booking::State::cancelled || booking.start * seconds_a_minute <= now)
    return refuse<Entry>(Refusal::booking_over);
  if (booking.email.empty() && booking.phone.empty()) return refuse<Entry>(Refusal::not_reachable);
  const base::Day today = booking::day_of(now / seconds_a_minute, *place->zone);
  const auto starts = starts_on(
      *place, wish.from.value_or(today),
      wish.to.value_or(std::max(wish.from.value_or(today), booking::day_of(booking.start, *place->zone))),
      now, booking.start);
  if (!starts) return std::unexpected{starts.error()};
  booking::NewWaiting wanted;
  wanted.waiting = {.waiting_id = tools.new_id(),
                    .is_earlier = true,
                    .booking_id = booking.booking_id,
                    .centre = booking.centre,
                    .service = booking.service,
                    .from = starts->from,
                    .until = starts->until,
                    .name = booking.name,
                    .email = booking.email,
                    .phone = booking.phone,
                    .language = booking.language,
                    .party = booking.party,
                    .person = {},
                    .contact = {},
                    .created_at = now,
                    .offer = {}};
  wanted.claims = {tools.hash("waiting-visit", booking.booking_id)};
  wanted.now = now;
  return answer_of(tools, list, list.join(wanted), now);
}

Result<Answer<Entry>> look(const Tools& tools, WaitingStore& list, std::string_view token, Moment now) {
  const std::string waiting_id = opened(tools, waiting_link, token);
  if (waiting_id.empty()) return refuse<Entry>(Refusal::waiting_unknown);
  auto found = list.find(waiting_id);
  if (!found) return std::unexpected{std::move(found.error())};
  if (!*found) return refuse<Entry>(Refusal::waiting_unknown);
  return entry_of(tools, std::move(**found), now);
}

Result<Answer<Entry>> look_for(const Tools& tools, WaitingStore& list, std::string_view token, Moment now) {
  const std::string booking_id = opened(tools, booking_link, token);
  if (booking_id.empty()) return refuse<Entry>(Refusal::booking_unknown);
  auto found = list.find_for(booking_id);
  if (!found) return std::unexpected{std::move(found.error())};
  if (!*found) return Answer<Entry>{};
  return entry_of(tools, std::move(**found), now);
}

Result<Answer<Entry>> accept(const Tools& tools, WaitingStore& list, std::string_view token,
                             std::optional<std::int32_t> seen, Moment now) {
  const std::string waiting_id = opened(tools, waiting_link, token);
  if (waiting_id.empty()) return refuse<Entry>(Refusal::waiting_unknown);
  return answer_of(tools, list,
                   list.accept({.waiting_id = waiting_id,
                                .seen = seen,
                                .booking_id = tools.new_id(),
                                .contact_max = tools.settings.visits_per_contact,
                                .now = now}),
                   now);
}

Result<Answer<Entry>> decline(const Tools& tools, WaitingStore& list, std::string_view token,
                              std::optional<std::int32_t> seen, Moment now) {
  const std::string waiting_id = opened(tools, waiting_link, token);
  if (waiting_id.empty()) return refuse<Entry>(Refusal::waiting_unknown);
  return answer_of(tools, list,
                   list.decline({.waiting_id = waiting_id, .seen = seen, .booking_id = {}, .now = now}), now);
}

Result<Answer<Entry>> leave(const Tools& tools, WaitingStore& list, std::string_view token, Moment now) {
  const std::string waiting_id = opened(tools, waiting_link, token);
  if (waiting_id.empty()) return refuse<Entry>(Refusal::waiting_unknown);
  return answer_of(tools, list, list.leave(waiting_id, now), now);
}

}  // namespace skranke::appointments
