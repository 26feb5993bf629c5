// Booking a visit at the citizens' origin, before the pages and the rest of the API (contract: `/api/v1`).
//
//   GET    /api/v1/centres/{id}/slots?from=&to=&service=   what is free: {"items": [...]}
//   GET    /api/v1/services                                what one can come for
//   POST   /api/v1/holds                                   five minutes for a dialogue: 201
//   DELETE /api/v1/holds/{id}                              gives it back: 204
//   POST   /api/v1/bookings                                with Idempotency-Key: 201, or 409 and why not
//   GET    /api/v1/bookings/{token}                        the citizen's own
//   DELETE /api/v1/bookings/{token}                        cancels it
//   POST   /api/v1/bookings/{token}/move                   to another slot
//   GET    /api/v1/bookings/{token}/calendar.ics           for a calendar: text/calendar
//   GET    /b/{short token}                                the link of a text message: 303 to that page
//   POST   /api/v1/waiting                                 in line for days, with Idempotency-Key: 201
//   POST   /api/v1/bookings/{token}/earlier                in line for an earlier time than the visit's: 201
//   GET    /api/v1/bookings/{token}/earlier                that entry, or null
//   GET    /api/v1/waiting/{token}                         an entry of the waiting list
//   POST   /api/v1/waiting/{token}/accept, …/decline       its offer
//   DELETE /api/v1/waiting/{token}                         leaves the line
//   POST, GET, DELETE /api/v1/bookings/{token}/witness     who is invited to come along
//   GET    /api/v1/invitations/{token}                     what the witness is asked
//   POST   /api/v1/invitations/{token}/answer              and their answer
//   GET    /{lang}/{booking, waiting-list, invited}/{token}   the pages of the secret links
//
// The token is a secret: answers are kept by no cache, and no page tells it to another site.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "appointments/appointments.hpp"
#include "booking/port/invitation_store.hpp"
#include "booking/port/waiting_store.hpp"
#include "http/api/router.hpp"
#include "http/booking/address_limit.hpp"
#include "http/server/response.hpp"

namespace skranke::http::booking {

// Against hoarding; this machine itself is exempt unless it is said otherwise.
struct BookingLimits {
  AddressLimit& addresses;
  std::vector<std::string> trusted_proxies;
  bool loopback_too = false;
};

struct BookingContext {
  appointments::Tools tools;
  skranke::booking::WaitingStore& waiting;
  skranke::booking::InvitationStore& invitations;
  const std::string& public_url;  // "https://example.org", before the path of a manage link
  std::function<std::string(const skranke::booking::Booking&)>
      calendar;  // a visit as iCalendar; empty: can't be
  std::function<appointments::Moment()> now;
  BookingLimits limits;
};

// Answers these routes, and leaves every other request to `rest`. What is borrowed outlives the handler.
[[nodiscard]] Handler make_booking_router(BookingContext context, Handler rest);

[[nodiscard]] std::vector<api::RouteName> booking_route_names();

}  // namespace skranke::http::booking
