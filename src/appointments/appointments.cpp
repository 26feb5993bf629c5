#include "appointments/appointments.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace skranke::appointments {
namespace {

using base::Result;
using booking::Booked;
using booking::BookRefusal;
using booking::Cell;
using booking::Service;

constexpr Moment seconds_a_minute = 60;

template <class T>
Result<Answer<T>> refuse(Refusal refusal) {
  return Answer<T>{.refusal = refusal, .value = {}};
}

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

// Own hours that begin some day leave the days before it as they were.
booking::Calendar completed(const Tools& tools, const Place& place, booking::Calendar own) {
  own.part = place.part;
  std::vector<booking::WeeklyHours> versions;
  for (const auto& hours : place.hours.empty() ? tools.settings.assumed_hours : place.hours) {
    if (own.versions.empty() || hours.from < own.versions.front().from) versions.push_back(hours);
  }
  std::ranges::move(own.versions, std::back_inserter(versions));
  own.versions = std::move(versions);
  return own;
}

struct Asked {
  const Place* place = nullptr;
  const Service* service = nullptr;
  base::Day day = 0;  // the centre's own
  booking::Seats seats;
};

// What a slot's name asks for, whether the centre is open then or not.
Answer<Asked> named(const Tools& tools, std::string_view slot_id, Moment now) {
  const auto refused = [](Refusal refusal) { return Answer<Asked>{.refusal = refusal, .value = {}}; };
  const auto name = booking::parse_slot(slot_id);
  if (!name) return refused(Refusal::slot_unknown);
  Asked asked;
  asked.place = tools.place(name->centre);
  if (asked.place == nullptr) return refused(Refusal::centre_unknown);
  asked.service = tools.settings.service(name->service);
  if (asked.service == nullptr) return refused(Refusal::service_unknown);
  if (name->start * seconds_a_minute <= now) return refused(Refusal::slot_past);
  asked.day = booking::day_of(name->start, *asked.place->zone);
  const base::Day today = booking::day_of(now / seconds_a_minute, *asked.place->zone);
  if (asked.day > today + tools.settings.horizon_days) return refused(Refusal::too_far_ahead);
  asked.seats = {.centre = asked.place->id,
                 .start = name->start,
                 .cells = asked.service->minutes / tools.settings.grid,
                 .grid = tools.settings.grid,
                 .counters = 0};
  return {.refusal = {}, .value = std::move(asked)};
}

// The counters that are staffed during the whole visit, whether free or not; 0: it is no slot.
std::uint64_t staffed_during(const Tools& tools, const Asked& asked, const booking::Calendar& calendar) {
  const auto hours = booking::hours_on(calendar, tools.settings.holidays, asked.day);
  const auto cells = booking::cells_on(hours.openings, asked.day, *asked.place->zone, tools.settings.grid);
  const auto slots = booking::slots_of(cells, {}, asked.seats.cells);
  const auto slot = std::ranges::find(slots, asked.seats.start, &booking::Slot::start);
  return slot == slots.end() ? 0 : slot->counters;
}

// The same as one, for those who take seats that are known.
Result<Answer<Asked>> resolve(const Tools& tools, std::string_view slot_id, Moment now) {
  auto asked = named(tools, slot_id, now);
  if (asked.refusal) return asked;
  const auto calendar = calendar_of(tools, *asked.value.place);
  if (!calendar) return std::unexpected{calendar.error()};
  asked.value.seats.counters = staffed_during(tools, asked.value, *calendar);
  if (asked.value.seats.counters == 0) return refuse<Asked>(Refusal::slot_unknown);
  return asked;
}

Visit visit_of(const Tools& tools, booking::Booking booking) {
  Visit visit;
  visit.place = tools.place(booking.centre);
  visit.token = token_of(tools, booking.booking_id);
  // Rules may have changed since it was booked.
  if (!booking.plan.empty()) booking.advised = tools.judge(booking);
  visit.booking = std::move(booking);
  return visit;
}

Result<Answer<Visit>> answer_of(const Tools& tools, Result<Booked> booked) {
  if (!booked) return std::unexpected{std::move(booked.error())};
  if (booked->refusal) return refuse<Visit>(refusal_of(*booked->refusal));
  Answer<Visit> answer{.refusal = {}, .value = visit_of(tools, std::move(booked->booking))};
  answer.value.is_replay = booked->is_replay;
  return answer;
}

// Lower-case letters of ASCII, without spaces: the same person types it so and so.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '-') continue;
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return out;
}

std::string contact_of(const Wish& wish) { return plain(wish.email.empty() ? wish.phone : wish.email); }

// Who it is, as far as booking can know: one name at one address or number. Families share an address, so an
// address alone is nobody.
std::string person_of(const Tools& tools, const Wish& wish) {
  const std::string contact = contact_of(wish);
  if (contact.empty()) return {};
  return tools.hash("booking-person", plain(wish.name) + "\n" + contact);
}

std::string body_of(const Wish& wish) {
  std::string body;
  for (const std::string* part :
       {&wish.slot_id, &wish.hold_id, &wish.name, &wish.email, &wish.phone, &wish.language, &wish.plan})
    body.append(std::to_string(part->size())).append(":").append(*part);
  return body.append(std::to_string(wish.party));
}

constexpr std::size_t seal_digits = 32;

// What nobody can say of an id without the key: 128 bits.
std::string seal_of(const Tools& tools, std::string_view booking_id) {
  return tools.hash("booking-manage", booking_id).substr(0, seal_digits);
}

// The booking that a token opens; empty where its seal is wrong. Takes the same time wherever it is.
std::string id_in(const Tools& tools, std::string_view token) {
  constexpr std::size_t token_max = 200;
  if (token.size() <= seal_digits || token.size() > token_max) return {};
  const std::string_view id = token.substr(0, token.size() - seal_digits);
  const std::string_view said = token.substr(id.size());
  const std::string seal = seal_of(tools, id);
  std::size_t different = 0;
  for (std::size_t i = 0; i < seal_digits; ++i) different += said[i] != seal[i] ? 1U : 0U;
  return different == 0 ? std::string{id} : std::string{};
}

}  // namespace

Result<booking::Calendar> calendar_of(const Tools& tools, const Place& place) {
  auto own = tools.store.calendar(place.id);
  if (!own) return own;
  return completed(tools, place, std::move(*own));
}

std::string token_of(const Tools& tools, const std::string& booking_id) {
  return booking_id + seal_of(tools, booking_id);
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
  wanted.person = person_of(tools, wish);
  if (const std::string contact = contact_of(wish); wish.is_limited && !contact.empty()) {
    wanted.contact = tools.hash("booking-contact", contact);
    wanted.contact_max = tools.settings.visits_per_contact;
  }
  wanted.now = now;
  auto answer = answer_of(tools, tools.store.book(wanted));
  if (answer && answer->refusal == Refusal::slot_unknown && unresolved) answer->refusal = unresolved;
  return answer;
}

Result<Answer<Visit>> find(const Tools& tools, std::string_view token) {
  const std::string booking_id = id_in(tools, token);
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
  const std::string booking_id = id_in(tools, token);
  if (booking_id.empty()) return refuse<Visit>(Refusal::booking_unknown);
  auto cancelled = tools.store.cancel(booking_id, now);
  if (!cancelled) return std::unexpected{std::move(cancelled.error())};
  if (!*cancelled) return refuse<Visit>(Refusal::booking_unknown);
  return Answer<Visit>{.refusal = {}, .value = visit_of(tools, std::move(**cancelled))};
}

}  // namespace skranke::appointments
