// The routes of who waits for a time and of the witness who is asked to come along.
#pragma once

#include <string_view>

#include "http/booking/routes.hpp"

namespace skranke::http::booking {

// Holds what has just become free at a centre for who waits for it. What fails here is done in the next
// round.
void offer_freed_at(const BookingCall& call, std::string_view centre);

void join_line(const BookingCall& call, Response& response);
void wait_for_earlier(const BookingCall& call, Response& response);
void show_earlier(const BookingCall& call, Response& response);
void show_waiting(const BookingCall& call, Response& response);
void accept_offer(const BookingCall& call, Response& response);
void decline_offer(const BookingCall& call, Response& response);
void leave_line(const BookingCall& call, Response& response);

void invite_witness(const BookingCall& call, Response& response);
void show_witness(const BookingCall& call, Response& response);
void withdraw_witness(const BookingCall& call, Response& response);
void show_invitation(const BookingCall& call, Response& response);
void answer_invitation(const BookingCall& call, Response& response);

// "/w/{short token}", "/i/{short token}": the links of text messages.
void open_short_waiting(const BookingCall& call, Response& response);
void open_short_invitation(const BookingCall& call, Response& response);

// 303 to the page of a secret link; an empty language: nothing has this token.
void lead_to_page(Response& response, std::string_view language, std::string_view page,
                  std::string_view token);

// Writes `"key":"URL",` of a secret link's page.
void append_link(std::string& out, const BookingCall& call, std::string_view key, std::string_view language,
                 std::string_view page, std::string_view token);

// Whether the call has an Idempotency-Key that can be kept; else the answer is written.
[[nodiscard]] bool has_key(const BookingCall& call, Response& response);

}  // namespace skranke::http::booking
