// The routes of booking, and what they share. Each runs on a thread that may wait.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "http/booking/router.hpp"

namespace skranke::http::booking {

// A request that has found its route; it owns what it needs of it.
struct BookingCall {
  const BookingContext& context;
  std::string id;     // the segment that stands for "{id}": a centre, or a token
  std::string query;  // percent-encoded
  std::string body;
  std::string idempotency_key;
  bool is_limited = false;  // the contact's visits are counted
};

inline constexpr std::array<std::string_view, 3> slot_parameters{"from", "to", "service"};

using BookingRoute = void (*)(const BookingCall&, Response&);

void show_slots(const BookingCall& call, Response& response);
void show_services(const BookingCall& call, Response& response);
void hold_slot(const BookingCall& call, Response& response);
void release_hold(const BookingCall& call, Response& response);
void book_visit(const BookingCall& call, Response& response);
void show_booking(const BookingCall& call, Response& response);
void move_booking(const BookingCall& call, Response& response);
void cancel_booking(const BookingCall& call, Response& response);
void show_calendar(const BookingCall& call, Response& response);
void open_short_link(const BookingCall& call, Response& response);

void write_refusal(Response& response, appointments::Refusal refusal);

// An answer as JSON that nobody may keep.
void answer_json(Response& response, unsigned status);

}  // namespace skranke::http::booking
