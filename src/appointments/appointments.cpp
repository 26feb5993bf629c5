#include "appointments/appointments.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "appointments/shared_steps.hpp"

namespace skranke::appointments {
namespace {

using base::Result;
using booking::Booked;
using booking::BookRefusal;

Refusal refusal_of(BookRefusal refusal) {
  switch (refusal) {
    case BookRefusal::slot_full:
      return Refusal::slot_full;
    case BookRefusal::hold_unknown:
      return Refusal::hold_unknown;
    case BookRefusal::already_booked:
      return Refusal::already_booked;
    case BookRefusal::key_reused:
      return Refusal::key_reused;
    case BookRefusal::cancelled:
      return Refusal::booking_over;
    case BookRefusal::slot_unknown:
      return Refusal::slot_unknown;
    case BookRefusal::too_many:
      return Refusal::too_many;
  }
  std::unreachable();
}

Result<Answer<Visit>> answer_of(const Tools& tools, Result<Booked> booked) {
  if (!booked) return std::unexpected{std::move(booked.error())};
  if (booked->refusal) return refuse<Visit>(refusal_of(*booked->refusal));
  Answer<Visit> answer{.refusal = {}, .value = visit_of(tools, std::move(booked->booking))};
  answer.value.is_replay = booked->is_replay;
  return answer;
}

std::string body_of(const Wish& wish) {
  std::string body;
  for (const std::string* part :
       {&wish.slot_id, &wish.hold_id, &wish.name, &wish.email, &wish.phone, &wish.language, &wish.plan})
    body.append(std::to_string(part->size())).append(":").append(*part);
  return body.append(std::to_string(wish.party));
}

}  // namespace

std::string token_of(const Tools& tools, const std::string& booking_id) {
  return sealed(tools, booking_link, booking_id);
}

Result<Answer<FreeSlots>> free_slots(const Tools& tools, std::string_view centre, base::Day from,
                                     base::Day to, std::string_view service, Moment now) {
  FreeSlots free;
  free.place = tools.place(centre);
  if (free.place == nullptr) return refuse<FreeSlots>(Refusal::centre_unknown);
  free.service = service.empty() ? &tools.settings.services.at(tools.settings.default_service)
                                 : tools.settings.service(service);
  if (free.service == nullptr) return refuse<FreeSlots>(Refusal::service_unknown);
  const booking::TimeZone& zone = *free.place->zone;
  const base::Day today = booking::day_of(now / seconds_a_minute, zone);
  from = std::max(from, today);
  to = std::min(to, today + tools.settings.horizon_days);
  if (from > to) return Answer<FreeSlots>{.refusal = {}, .value = std::move(free)};
  const auto calendar = calendar_of(tools, *free.place);
  if (!calendar) return std::unexpected{calendar.error()};
  const auto taken =
      tools.store.taken(free.place->id, zone.at(from, 0), zone.at(to, booking::minutes_a_day), now);
  if (!taken) return std::unexpected{taken.error()};
  const std::int32_t length = free.service->minutes / tools.settings.grid;
  for (base::Day day = from; day <= to; ++day) {
    const auto hours = booking::hours_on(*calendar, tools.settings.holidays, day);
    if (hours.openings.empty()) continue;
    free.is_assumed = free.is_assumed || hours.is_assumed;
    const auto cells = booking::cells_on(hours.openings, day, zone, tools.settings.grid);
    if (cells.empty()) continue;
    const auto first = std::ranges::lower_bound(*taken, cells.front().start, {}, &booking::TakenSeat::start);
    for (const auto& slot : booking::slots_of(cells, {first, taken->end()}, length)) {
      if (slot.free == 0 || slot.start * seconds_a_minute <= now) continue;
      free.slots.push_back(
          {.start = slot.start, .end = slot.start + free.service->minutes, .free = slot.free});
    }
  }
  return Answer<FreeSlots>{.refusal = {}, .value = std::move(free)};
}

Result<Answer<Held>> hold(const Tools& tools, std::string_view slot_id, Moment now) {
  auto asked = resolve(tools, slot_id, now);
  if (!asked) return std::unexpected{std::move(asked.error())};
  if (asked->refusal) return refuse<Held>(*asked->refusal);
  const booking::Hold wanted{.hold_id = tools.new_id(),
                             .service = asked->value.service->id,
                             .seats = std::move(asked->value.seats),
                             .until = now + hold_seconds};
  const auto held = tools.store.hold(wanted, now);
  if (!held) return std::unexpected{held.error()};
  if (!*held) return refuse<Held>(Refusal::slot_full);
  return Answer<Held>{.refusal = {}, .value = {.hold_id = wanted.hold_id, .until = wanted.until}};
}

Result<Answer<Visit>> book(const Tools& tools, const Wish& wish, std::string_view idempotency_key,
                           Moment now) {
  if (!wish.plan.empty()) {
    if (auto checked = tools.check_plan(wish.plan); !checked)
      return std::unexpected{std::move(checked.error())};
  }
  booking::NewBooking wanted;
  booking::Booking& booking = wanted.booking;
  wanted.request = tools.hash("booking-request", idempotency_key);
  wanted.request_body = tools.hash("booking-request-body", body_of(wish));
  std::optional<Refusal> unresolved;
  if (wish.hold_id.empty()) {
    auto asked = named(tools, wish.slot_id, now);
    // A request that was answered before gets its answer, whatever has become of the slot since.
    unresolved = asked.refusal;
    if (!unresolved) booking.service = asked.value.service->id;
    wanted.seats = asked.value.seats;
    wanted.staffed = [&tools, unresolved, asked = std::move(asked.value)](const booking::Calendar& own) {
      return unresolved ? 0 : staffed_during(tools, asked, completed(tools, *asked.place, own));
    };
  } else {
    wanted.hold_id = wish.hold_id;
  }
  booking.booking_id = tools.new_id();
  booking.name = wish.name;
  booking.email = wish.email;
  booking.phone = wish.phone;
  booking.language = wish.language;
  booking.party = wish.party;
  booking.plan = wish.plan;
  booking.created_at = now;
  booking.changed_at = now;
  wanted.person = person_of(tools, wish.name, wish.email, wish.phone);
  if (const std::string contact = contact_of(wish.email, wish.phone); wish.is_limited && !contact.empty()) {
    wanted.contact = tools.hash("booking-contact", contact);
    wanted.contact_max = tools.settings.visits_per_contact;
  }
  wanted.now = now;
  auto answer = answer_of(tools, tools.store.book(wanted));
  if (answer && answer->refusal == Refusal::slot_unknown && unresolved) answer->refusal = unresolved;
  return answer;
}

Result<Answer<Visit>> find(const Tools& tools, std::string_view token) {
  const std::string booking_id = opened(tools, booking_link, token);
  if (booking_id.empty()) return refuse<Visit>(Refusal::booking_unknown);
  auto found = tools.store.find(booking_id);
  if (!found) return std::unexpected{std::move(found.error())};
  if (!*found) return refuse<Visit>(Refusal::booking_unknown);
  return Answer<Visit>{.refusal = {}, .value = visit_of(tools, std::move(**found))};
}

Result<Answer<Visit>> move(const Tools& tools, std::string_view token, std::string_view slot_id, Moment now) {
  auto found = find(tools, token);
  if (!found || found->refusal) return found;
  const booking::Booking& booking = found->value.booking;
  if (booking.state == booking::State::cancelled || booking.start * seconds_a_minute <= now)
    return refuse<Visit>(Refusal::booking_over);
  auto asked = resolve(tools, slot_id, now);
  if (!asked) return std::unexpected{std::move(asked.error())};
  if (asked->refusal) return refuse<Visit>(*asked->refusal);
  return answer_of(tools,
                   tools.store.move(booking.booking_id, asked->value.service->id, asked->value.seats, now));
}

Result<Answer<Visit>> cancel(const Tools& tools, std::string_view token, Moment now) {
  const std::string booking_id = opened(tools, booking_link, token);
  if (booking_id.empty()) return refuse<Visit>(Refusal::booking_unknown);
  auto cancelled = tools.store.cancel(booking_id, now);
  if (!cancelled) return std::unexpected{std::move(cancelled.error())};
  if (!*cancelled) return refuse<Visit>(Refusal::booking_unknown);
  return Answer<Visit>{.refusal = {}, .value = visit_of(tools, std::move(**cancelled))};
}

}  // namespace skranke::appointments
