#include "http/booking/routes.hpp"

#include <utility>

#include "appointments/arrival_code.hpp"
#include "appointments/short_token.hpp"
#include "base/utc_text.hpp"
#include "codec/booking_bodies.hpp"
#include "codec/json_writer.hpp"
#include "http/api/problems.hpp"
#include "http/api/query.hpp"
#include "http/booking/second_routes.hpp"

namespace skranke::http::booking {
namespace {

namespace rules = skranke::booking;
using appointments::FreeSlots;
using appointments::Visit;
using codec::append_json_string;
using codec::append_member;
using codec::append_number;
using codec::append_optional;

constexpr std::int32_t days_default = 14;
constexpr std::int32_t days_max = 366;
constexpr std::size_t key_bytes_max = 200;
constexpr appointments::Moment seconds_a_minute = 60;
constexpr std::int64_t minutes_a_day = 1440;

constexpr Refusal no_key{400, "idempotency-key-missing", "The request has no Idempotency-Key",
                         "Send a header field Idempotency-Key with 1 to 200 characters, the same for each "
                         "try of one booking."};

void append_slots(std::string& out, const FreeSlots& free) {
  out.append("{\"items\":[");
  for (const auto& slot : free.slots) {
    if (&slot != &free.slots.front()) out.push_back(',');
    out.push_back('{');
    append_member(
        out, "slot_id",
        rules::to_string({.centre = free.place->id, .start = slot.start, .service = free.service->id}));
    append_member(out, "start", format_instant(slot.start, *free.place->zone));
    append_member(out, "end", format_instant(slot.end, *free.place->zone));
    out.append("\"free\":");
    append_number(out, slot.free);
    out.push_back('}');
  }
  out.append("],");
  append_member(out, "service", free.service->id);
  out.append(free.is_assumed ? "\"hours_assumed\":true}\n" : "\"hours_assumed\":false}\n");
}

void append_visit(std::string& out, const Visit& visit, const BookingContext& context) {
  const auto& booking = visit.booking;
  const bool is_booked = booking.state == rules::State::booked;
  out.push_back('{');
  append_member(out, "booking_id", booking.booking_id);
  append_member(out, "state", is_booked ? "booked" : "cancelled");
  append_member(out, "centre", booking.centre);
  append_member(out, "service", booking.service);
  append_member(
      out, "slot_id",
      rules::to_string({.centre = booking.centre, .start = booking.start, .service = booking.service}));
  if (visit.place != nullptr) {
    append_member(out, "start", format_instant(booking.start, *visit.place->zone));
    append_member(out, "end", format_instant(booking.start + booking.minutes, *visit.place->zone));
  }
  append_member(out, "name", booking.name);
  append_optional(out, "email", booking.email);
  append_optional(out, "phone", booking.phone);
  append_member(out, "lang", booking.language);
  out.append("\"party\":");
  append_number(out, booking.party);
  out.append(",\"changes\":");
  append_number(out, booking.sequence);
  out.push_back(',');
  append_member(out, "arrival_code", appointments::arrival_code_of(context.tools, booking.booking_id));
  std::string url = context.public_url;
  url.append("/").append(booking.language).append("/booking/").append(visit.token);
  if (booking.plan.empty()) {
    out.append("\"plan\":null,");
  } else {
    out.append("\"plan\":{");
    append_member(out, "text", booking.plan);
    append_member(out, "advised", booking.advised);
    out.back() = '}';
    out.push_back(',');
  }
  append_member(out, "manage_url", url);
  std::string calendar = context.public_url;
  append_member(out, "calendar_url",
                calendar.append("/api/v1/bookings/").append(visit.token).append("/calendar.ics"));
  out.back() = '}';
  out.push_back('\n');
}

// Writes the visit, or why there is none.
void answer_visit(const BookingCall& call, const base::Result<appointments::Answer<Visit>>& answer,
                  unsigned status, Response& response) {
  if (!answer) return api::write_body_problem(response, answer.error());
  if (answer->refusal) return write_refusal(response, *answer->refusal);
  answer_json(response, status);
  append_visit(response.body, answer->value, call.context);
}

struct Days {
  base::Day from = 0;
  base::Day to = 0;
};

base::Result<Days> days_in(const api::Query& query, base::Day today) {
  const auto day = [&](std::size_t at, std::string_view key, base::Day otherwise) -> base::Result<base::Day> {
    if (!query.values.at(at)) return otherwise;
    const auto read = base::parse_day(*query.values.at(at));
    if (read) return *read;
    return base::fail(base::Fault::invalid_value,
                      std::string{key} + ": expected a date that exists, YYYY-MM-DD");
  };
  const auto from = day(0, "from", today);
  if (!from) return std::unexpected{from.error()};
  const auto to = day(1, "to", *from + days_default - 1);
  if (!to) return std::unexpected{to.error()};
  if (*to < *from || *to - *from >= days_max)
    return base::fail(base::Fault::invalid_value,
                      "to: expected a day from `from` on, at most 366 days with both");
  return Days{.from = *from, .to = *to};
}

}  // namespace

void write_refusal(Response& response, appointments::Refusal refusal) {
  using appointments::Refusal;
  switch (refusal) {
    case Refusal::centre_unknown:
      return write_problem(response, {404, "centre-unknown", "There is no such centre",
                                      "See /api/v1/centres for the ids of centres."});
    case Refusal::service_unknown:
      return write_problem(response, {404, "service-unknown", "There is no such service",
                                      "See /api/v1/services for the ids of services."});
    case Refusal::slot_unknown:
      return write_problem(response, {404, "slot-unknown", "There is no such slot",
                                      "The centre is not open for that visit then. Its slots are at "
                                      "/api/v1/centres/{id}/slots."});
    case Refusal::slot_past:
      return write_problem(response, {409, "slot-past", "The time is over", "Choose a later slot."});
    case Refusal::too_far_ahead:
      return write_problem(response, {409, "too-far-ahead", "The time can't be booked yet",
                                      "Choose an earlier slot, or come back later."});
    case Refusal::slot_full:
      return write_problem(response, {409, "slot-full", "The slot has just been taken",
                                      "Nothing was booked. Choose another slot."});
    case Refusal::hold_unknown:
      return write_problem(response, {409, "hold-unknown", "The hold is over",
                                      "A hold lives five minutes and is used once. Choose a slot again."});
    case Refusal::already_booked:
      return write_problem(response, {409, "already-booked", "This person has a visit at that time",
                                      "Move or cancel the other visit, or choose another time."});
    case Refusal::key_reused:
      return write_problem(response,
                           {422, "idempotency-key-reused", "The Idempotency-Key was used for something else",
                            "Send a new key with a new booking."});
    case Refusal::booking_unknown:
      return write_problem(response, {404, "booking-unknown", "There is no such booking",
                                      "The link is not whole, or the visit is long over."});
    case Refusal::booking_over:
      return write_problem(response, {409, "booking-over", "The booking is over",
                                      "It was cancelled, or the visit has begun. Book a new one."});
    case Refusal::too_many:
      return write_problem(response,
                           {409, "too-many-bookings", "This contact has many visits to come",
                            "Nothing was booked. Cancel a visit that is not needed, or call the centre."});
    case Refusal::waiting_unknown:
      return write_problem(response, {404, "waiting-unknown", "There is no such entry on a waiting list",
                                      "The link is not whole, or the days are long over."});
    case Refusal::already_waiting:
      return write_problem(response, {409, "already-waiting", "You are on this waiting list already",
                                      "Use the link that you got then. To wait for other days, leave the "
                                      "list with it and join again."});
    case Refusal::not_reachable:
      return write_problem(response, {409, "not-reachable", "Nobody could tell you of a free time",
                                      "The booking has neither an email address nor a phone number."});
    case Refusal::offer_over:
      return write_problem(response, {409, "offer-over", "The offer is over",
                                      "It was answered, its time was up, or it is another one by now. See "
                                      "the entry."});
    case Refusal::invitation_unknown:
      return write_problem(response, {404, "invitation-unknown", "There is no such invitation",
                                      "The link is not whole, or the visit is long over."});
    case Refusal::invitation_over:
      return write_problem(response, {409, "invitation-over", "The invitation is over",
                                      "It was taken back, or the visit is cancelled or has begun."});
    case Refusal::visit_moved:
      return write_problem(response, {409, "visit-moved", "The visit is at another time by now",
                                      "Nothing was answered. See the new time first."});
  }
  std::unreachable();
}

void show_slots(const BookingCall& call, Response& response) {
  const auto query = api::parse_query(call.query, slot_parameters);
  if (!query) return api::write_query_problem(response, query.error());
  const auto* place = call.context.tools.place(call.id);
  if (place == nullptr) return write_refusal(response, appointments::Refusal::centre_unknown);
  const auto now = call.context.now();
  const auto days = days_in(*query, day_of(now / seconds_a_minute, *place->zone));
  if (!days) return api::write_query_problem(response, days.error());
  const auto free = appointments::free_slots(call.context.tools, call.id, days->from, days->to,
                                             query->values[2].value_or(std::string{}), now);
  if (!free) return api::write_body_problem(response, free.error());
  if (free->refusal) return write_refusal(response, *free->refusal);
  answer_json(response, 200);
  append_slots(response.body, free->value);
}

void show_services(const BookingCall& call, Response& response) {
  answer_json(response, 200);
  const auto& settings = call.context.tools.settings;
  std::string& out = response.body;
  out.append("{\"items\":[");
  for (const auto& service : settings.services) {
    if (&service != &settings.services.front()) out.push_back(',');
    out.push_back('{');
    append_member(out, "id", service.id);
    out.append("\"minutes\":");
    append_number(out, service.minutes);
    out.append(service.needs_documents ? ",\"documents\":true" : ",\"documents\":false");
    out.append(service.is_witness_advised ? ",\"witness_advised\":true}" : ",\"witness_advised\":false}");
  }
  out.append("],");
  append_member(out, "default", settings.services.at(settings.default_service).id);
  out.append("\"horizon_days\":");
  append_number(out, settings.horizon_days);
  out.append("}\n");
}

void hold_slot(const BookingCall& call, Response& response) {
  const auto slot_id = codec::read_slot_id(call.body);
  if (!slot_id) return api::write_body_problem(response, slot_id.error());
  const auto held = appointments::hold(call.context.tools, *slot_id, call.context.now());
  if (!held) return api::write_body_problem(response, held.error());
  if (held->refusal) return write_refusal(response, *held->refusal);
  answer_json(response, 201);
  std::string& out = response.body;
  out.push_back('{');
  append_member(out, "hold_id", held->value.hold_id);
  append_member(out, "until", base::utc_text(held->value.until));
  out.back() = '}';
  out.push_back('\n');
}

void release_hold(const BookingCall& call, Response& response) {
  const auto released = call.context.tools.store.release(call.id);
  if (!released) return api::write_body_problem(response, released.error());
  response.status = 204;
  response.fields = "Cache-Control: no-store\r\n";
}

bool has_key(const BookingCall& call, Response& response) {
  if (!call.idempotency_key.empty() && call.idempotency_key.size() <= key_bytes_max) return true;
  write_problem(response, no_key);
  return false;
}

void append_link(std::string& out, const BookingCall& call, std::string_view key, std::string_view language,
                 std::string_view page, std::string_view token) {
  std::string url = call.context.public_url;
  url.append("/").append(language).append("/").append(page).append("/").append(token);
  append_member(out, key, url);
}

void book_visit(const BookingCall& call, Response& response) {
  if (!has_key(call, response)) return;
  auto body = codec::read_booking(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  const appointments::Wish wish{.slot_id = std::move(body->slot_id),
                                .hold_id = std::move(body->hold_id),
                                .name = std::move(body->name),
                                .email = std::move(body->email),
                                .phone = std::move(body->phone),
                                .language = std::move(body->language),
                                .party = body->party,
                                .plan = std::move(body->plan),
                                .is_limited = call.is_limited};
  answer_visit(call, appointments::book(call.context.tools, wish, call.idempotency_key, call.context.now()),
               201, response);
}

void show_booking(const BookingCall& call, Response& response) {
  answer_visit(call, appointments::find(call.context.tools, call.id), 200, response);
}

void move_booking(const BookingCall& call, Response& response) {
  const auto slot_id = codec::read_slot_id(call.body);
  if (!slot_id) return api::write_body_problem(response, slot_id.error());
  const auto moved = appointments::move(call.context.tools, call.id, *slot_id, call.context.now());
  if (moved && !moved->refusal) offer_freed_at(call, moved->value.booking.centre);
  answer_visit(call, moved, 200, response);
}

void cancel_booking(const BookingCall& call, Response& response) {
  const auto cancelled = appointments::cancel(call.context.tools, call.id, call.context.now());
  if (cancelled && !cancelled->refusal) offer_freed_at(call, cancelled->value.booking.centre);
  answer_visit(call, cancelled, 200, response);
}

void show_calendar(const BookingCall& call, Response& response) {
  const auto answer = appointments::find(call.context.tools, call.id);
  if (!answer) return api::write_body_problem(response, answer.error());
  if (answer->refusal) return write_refusal(response, *answer->refusal);
  std::string calendar = call.context.calendar(answer->value.booking);
  if (calendar.empty()) return write_refusal(response, appointments::Refusal::centre_unknown);
  response.status = 200;
  response.content_type = "text/calendar; charset=utf-8";
  response.fields = "Cache-Control: no-store\r\nContent-Disposition: attachment; filename=\"visit.ics\"\r\n";
  response.body = std::move(calendar);
}

// The page itself says where there is no such thing.
void lead_to_page(Response& response, std::string_view language, std::string_view page,
                  std::string_view token) {
  response.status = 303;
  response.fields = "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nLocation: /";
  response.fields.append(language.empty() ? "da" : language).append("/").append(page).append("/");
  response.fields.append(language.empty() ? "0" : token).append("\r\n");
}

void open_short_link(const BookingCall& call, Response& response) {
  const std::string token = appointments::whole_token(call.id);
  const auto answer = appointments::find(call.context.tools, token);
  if (!answer) return api::write_body_problem(response, answer.error());
  lead_to_page(response, answer->refusal ? "" : answer->value.booking.language, "booking", token);
}

}  // namespace skranke::http::booking
