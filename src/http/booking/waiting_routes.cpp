// Of the waiting list: joining, looking, answering an offer, leaving.
#include <optional>
#include <utility>

#include "appointments/offers.hpp"
#include "appointments/short_token.hpp"
#include "appointments/waiting.hpp"
#include "codec/json_writer.hpp"
#include "codec/waiting_bodies.hpp"
#include "http/api/problems.hpp"
#include "http/booking/second_routes.hpp"

namespace skranke::http::booking {
namespace {

namespace rules = skranke::booking;
using appointments::Entry;
using codec::append_member;
using codec::append_number;
using rules::WaitEnding;
using rules::WaitState;

constexpr appointments::Moment seconds_a_minute = 60;

std::string_view name(WaitState state) {
  switch (state) {
    case WaitState::waiting:
      return "waiting";
    case WaitState::offered:
      return "offered";
    case WaitState::taken:
      return "taken";
    case WaitState::over:
      return "over";
  }
  std::unreachable();
}

std::string_view name(WaitEnding ending) {
  switch (ending) {
    case WaitEnding::none:
      return "";
    case WaitEnding::unanswered:
      return "unanswered";
    case WaitEnding::left:
      return "left";
    case WaitEnding::days_over:
      return "days-over";
    case WaitEnding::visit_cancelled:
      return "visit-cancelled";
    case WaitEnding::visit_changed:
      return "visit-changed";
  }
  std::unreachable();
}

void append_whole(std::string& out, std::string_view key, std::int64_t value) {
  out.append("\"").append(key).append("\":");
  append_number(out, value);
  out.push_back(',');
}

void append_times(std::string& out, const Entry& entry, rules::Instant start, std::int32_t minutes) {
  append_member(out, "start", format_instant(start, *entry.place->zone));
  append_member(out, "end", format_instant(start + minutes, *entry.place->zone));
}

void append_offer(std::string& out, const Entry& entry) {
  if (!entry.waiting.offer || entry.place == nullptr) {
    out.append("\"offer\":null,");
    return;
  }
  const rules::Offer& offer = *entry.waiting.offer;
  out.append("\"offer\":{");
  append_whole(out, "sequence", entry.waiting.sequence);
  append_times(out, entry, offer.start, offer.minutes);
  append_member(out, "until", format_instant(offer.until / seconds_a_minute, *entry.place->zone));
  out.back() = '}';
  out.push_back(',');
}

void append_visit(std::string& out, const BookingCall& call, const Entry& entry) {
  if (!entry.visit || entry.place == nullptr) {
    out.append("\"visit\":null,");
    return;
  }
  const rules::Booking& booking = entry.visit->booking;
  out.append("\"visit\":{");
  append_times(out, entry, booking.start, booking.minutes);
  append_link(out, call, "manage_url", booking.language, "booking", entry.visit->token);
  out.back() = '}';
  out.push_back(',');
}

void append_entry(std::string& out, const BookingCall& call, const Entry& entry) {
  const rules::Waiting& waiting = entry.waiting;
  out.push_back('{');
  append_member(out, "waiting_id", waiting.waiting_id);
  append_member(out, "state", name(waiting.state));
  append_member(out, "centre", waiting.centre);
  append_member(out, "service", waiting.service);
  if (entry.place != nullptr) {
    append_member(out, "from", base::format_day(day_of(waiting.from, *entry.place->zone)));
    append_member(out, "to", base::format_day(day_of(waiting.until - 1, *entry.place->zone)));
  }
  out.append(waiting.is_earlier ? "\"earlier\":true," : "\"earlier\":false,");
  if (waiting.state == WaitState::waiting)
    append_whole(out, "before", waiting.before);
  else
    out.append("\"before\":null,");
  append_whole(out, "missed", waiting.missed);
  if (waiting.ending == WaitEnding::none)
    out.append("\"ending\":null,");
  else
    append_member(out, "ending", name(waiting.ending));
  append_offer(out, entry);
  append_visit(out, call, entry);
  append_link(out, call, "waiting_url", waiting.language, "waiting-list", entry.token);
  out.back() = '}';
}

// Writes the entry, or why there is none.
void answer_entry(const BookingCall& call, const base::Result<appointments::Answer<Entry>>& answer,
                  unsigned status, Response& response) {
  if (!answer) return api::write_body_problem(response, answer.error());
  if (answer->refusal) return write_refusal(response, *answer->refusal);
  answer_json(response, status);
  append_entry(response.body, call, answer->value);
  response.body.push_back('\n');
}

// Something may be free already.
void answer_joined(const BookingCall& call, const base::Result<appointments::Answer<Entry>>& answer,
                   Response& response) {
  if (!answer || answer->refusal) return answer_entry(call, answer, 201, response);
  const BookingContext& context = call.context;
  offer_freed_at(call, answer->value.waiting.centre);
  answer_entry(call, appointments::look(context.tools, context.waiting, answer->value.token, context.now()),
               201, response);
}

using Use = base::Result<appointments::Answer<Entry>> (*)(const appointments::Tools&, rules::WaitingStore&,
                                                          std::string_view, std::optional<std::int32_t>,
                                                          appointments::Moment);

void answer_offer(const BookingCall& call, Use use, Response& response) {
  const auto seen = codec::read_seen(call.body);
  if (!seen) return api::write_body_problem(response, seen.error());
  const BookingContext& context = call.context;
  const auto answer = use(context.tools, context.waiting, call.id, *seen, context.now());
  if (answer && !answer->refusal) offer_freed_at(call, answer->value.waiting.centre);
  answer_entry(call, answer, 200, response);
}

}  // namespace

void offer_freed_at(const BookingCall& call, std::string_view centre) {
  static_cast<void>(
      appointments::offer_at(call.context.tools, call.context.waiting, centre, call.context.now()));
}

void join_line(const BookingCall& call, Response& response) {
  if (!has_key(call, response)) return;
  auto body = codec::read_waiting(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  const appointments::WaitWish wish{.centre = std::move(body->centre),
                                    .service = std::move(body->service),
                                    .from = body->from,
                                    .to = body->to,
                                    .name = std::move(body->name),
                                    .email = std::move(body->email),
                                    .phone = std::move(body->phone),
                                    .language = std::move(body->language),
                                    .party = body->party,
                                    .is_limited = call.is_limited};
  const BookingContext& context = call.context;
  answer_joined(
      call,
      appointments::wait_for_time(context.tools, context.waiting, wish, call.idempotency_key, context.now()),
      response);
}

void wait_for_earlier(const BookingCall& call, Response& response) {
  const auto body = codec::read_earlier(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  const BookingContext& context = call.context;
  answer_joined(call,
                appointments::wait_for_earlier(context.tools, context.waiting, call.id,
                                               {.from = body->from, .to = body->to}, context.now()),
                response);
}

void show_earlier(const BookingCall& call, Response& response) {
  const BookingContext& context = call.context;
  const auto answer = appointments::look_for(context.tools, context.waiting, call.id, context.now());
  if (!answer) return api::write_body_problem(response, answer.error());
  if (answer->refusal) return write_refusal(response, *answer->refusal);
  answer_json(response, 200);
  response.body.append("{\"waiting\":");
  if (answer->value.waiting.waiting_id.empty())
    response.body.append("null");
  else
    append_entry(response.body, call, answer->value);
  response.body.append("}\n");
}

void show_waiting(const BookingCall& call, Response& response) {
  const BookingContext& context = call.context;
  answer_entry(call, appointments::look(context.tools, context.waiting, call.id, context.now()), 200,
               response);
}

void accept_offer(const BookingCall& call, Response& response) {
  answer_offer(call, appointments::accept, response);
}

void decline_offer(const BookingCall& call, Response& response) {
  answer_offer(call, appointments::decline, response);
}

void leave_line(const BookingCall& call, Response& response) {
  const BookingContext& context = call.context;
  const auto answer = appointments::leave(context.tools, context.waiting, call.id, context.now());
  if (answer && !answer->refusal) offer_freed_at(call, answer->value.waiting.centre);
  answer_entry(call, answer, 200, response);
}

void open_short_waiting(const BookingCall& call, Response& response) {
  const std::string token = appointments::whole_token(call.id);
  const auto entry = appointments::look(call.context.tools, call.context.waiting, token, call.context.now());
  if (!entry) return api::write_body_problem(response, entry.error());
  lead_to_page(response, entry->refusal ? "" : entry->value.waiting.language, "waiting-list", token);
}

}  // namespace skranke::http::booking
