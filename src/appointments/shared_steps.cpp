#include "appointments/shared_steps.hpp"

#include <algorithm>
#include <utility>

namespace skranke::appointments {
namespace {

using base::Result;

constexpr std::size_t seal_digits = 32;

std::string seal_of(const Tools& tools, std::string_view kind, std::string_view id) {
  return tools.hash(kind, id).substr(0, seal_digits);
}

}  // namespace

Result<booking::Calendar> calendar_of(const Tools& tools, const Place& place) {
  auto calendar = tools.store.calendar(place.id);
  if (!calendar) return calendar;
  calendar->part = place.part;
  if (calendar->versions.empty())
    calendar->versions = place.hours.empty() ? tools.settings.assumed_hours : place.hours;
  return calendar;
}

Result<Answer<Asked>> resolve(const Tools& tools, std::string_view slot_id, Moment now) {
  const auto name = booking::parse_slot(slot_id);
  if (!name) return refuse<Asked>(Refusal::slot_unknown);
  Asked asked;
  asked.place = tools.place(name->centre);
  if (asked.place == nullptr) return refuse<Asked>(Refusal::centre_unknown);
  asked.service = tools.settings.service(name->service);
  if (asked.service == nullptr) return refuse<Asked>(Refusal::service_unknown);
  if (name->start * seconds_a_minute <= now) return refuse<Asked>(Refusal::slot_past);
  const base::Day day = booking::day_of(name->start, *asked.place->zone);
  const base::Day today = booking::day_of(now / seconds_a_minute, *asked.place->zone);
  if (day > today + tools.settings.horizon_days) return refuse<Asked>(Refusal::too_far_ahead);
  const auto calendar = calendar_of(tools, *asked.place);
  if (!calendar) return std::unexpected{calendar.error()};
  const auto hours = booking::hours_on(*calendar, tools.settings.holidays, day);
  const auto cells = booking::cells_on(hours.openings, day, *asked.place->zone, tools.settings.grid);
  const std::int32_t length = asked.service->minutes / tools.settings.grid;
  const auto slots = booking::slots_of(cells, {}, length);
  const auto slot = std::ranges::find(slots, name->start, &booking::Slot::start);
  if (slot == slots.end()) return refuse<Asked>(Refusal::slot_unknown);
  asked.seats = {.centre = asked.place->id,
                 .start = name->start,
                 .cells = length,
                 .grid = tools.settings.grid,
                 .counters = slot->counters};
  return Answer<Asked>{.refusal = {}, .value = std::move(asked)};
}

std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '-') continue;
    out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  }
  return out;
}

std::string person_of(const Tools& tools, std::string_view name, std::string_view email,
                      std::string_view phone) {
  const std::string contact = plain(email.empty() ? phone : email);
  if (contact.empty()) return {};
  return tools.hash("booking-person", plain(name) + "\n" + contact);
}

Visit visit_of(const Tools& tools, booking::Booking booking) {
  Visit visit;
  visit.place = tools.place(booking.centre);
  visit.token = token_of(tools, booking.booking_id);
  visit.booking = std::move(booking);
  return visit;
}

std::string sealed(const Tools& tools, std::string_view kind, std::string_view id) {
  return std::string{id}.append(seal_of(tools, kind, id));
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
