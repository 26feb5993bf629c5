#include "appointments/shared_steps.hpp"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace skranke::appointments {
namespace {

using base::Result;

constexpr std::size_t seal_digits = 32;

std::string seal_of(const Tools& tools, std::string_view kind, std::string_view id) {
  return tools.hash(kind, id).substr(0, seal_digits);
}

}  // namespace

booking::Calendar completed(const Tools& tools, const Place& place, booking::Calendar own) {
  own.part = place.part;
  const auto& otherwise = place.hours.empty() ? tools.settings.assumed_hours : place.hours;
  auto& versions = own.versions;
  std::vector<booking::WeeklyHours> all;
  std::ranges::copy_if(otherwise, std::back_inserter(all), [&](const booking::WeeklyHours& hours) {
    return versions.empty() || hours.from < versions.front().from;
  });
  std::ranges::move(versions, std::back_inserter(all));
  versions = std::move(all);
  return own;
}

Result<booking::Calendar> calendar_of(const Tools& tools, const Place& place) {
  auto own = tools.store.calendar(place.id);
  if (!own) return own;
  return completed(tools, place, std::move(*own));
}

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

std::uint64_t staffed_during(const Tools& tools, const Asked& asked, const booking::Calendar& calendar) {
  const auto hours = booking::hours_on(calendar, tools.settings.holidays, asked.day);
  const auto cells = booking::cells_on(hours.openings, asked.day, *asked.place->zone, tools.settings.grid);
  const auto slots = booking::slots_of(cells, {}, asked.seats.cells);
  const auto slot = std::ranges::find(slots, asked.seats.start, &booking::Slot::start);
  return slot == slots.end() ? 0 : slot->counters;
}

Result<Answer<Asked>> resolve(const Tools& tools, std::string_view slot_id, Moment now) {
  auto asked = named(tools, slot_id, now);
  if (asked.refusal) return asked;
  const auto calendar = calendar_of(tools, *asked.value.place);
  if (!calendar) return std::unexpected{calendar.error()};
  asked.value.seats.counters = staffed_during(tools, asked.value, *calendar);
  if (asked.value.seats.counters == 0) return refuse<Asked>(Refusal::slot_unknown);
  return asked;
}

std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '-') continue;
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return out;
}

std::string contact_of(std::string_view email, std::string_view phone) {
  return plain(email.empty() ? phone : email);
}

std::string person_of(const Tools& tools, std::string_view name, std::string_view email,
                      std::string_view phone) {
  const std::string contact = contact_of(email, phone);
  if (contact.empty()) return {};
  return tools.hash("booking-person", plain(name) + "\n" + contact);
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

std::string sealed(const Tools& tools, std::string_view kind, std::string_view id) {
  return std::string{id}.append(seal_of(tools, kind, id));
}

std::string waiting_token(const Tools& tools, const std::string& waiting_id) {
  return sealed(tools, waiting_link, waiting_id);
}

std::string invitation_token(const Tools& tools, const std::string& invitation_id) {
  return sealed(tools, invitation_link, invitation_id);
}

std::string opened(const Tools& tools, std::string_view kind, std::string_view token) {
  constexpr std::size_t token_max = 200;
  if (token.size() <= seal_digits || token.size() > token_max) return {};
  const std::string_view id = token.substr(0, token.size() - seal_digits);
  const std::string_view said = token.substr(id.size());
  const std::string seal = seal_of(tools, kind, id);
  std::size_t different = 0;
  for (std::size_t i = 0; i < seal_digits; ++i) different += said[i] != seal[i] ? 1U : 0U;
  return different == 0 ? std::string{id} : std::string{};
}

}  // namespace skranke::appointments
