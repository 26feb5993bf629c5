#include "http/booking/router.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <span>
#include <utility>

#include "http/api/before.hpp"
#include "http/api/problems.hpp"
#include "http/api/route_path.hpp"
#include "http/booking/routes.hpp"
#include "http/booking/second_routes.hpp"
#include "http/server/client_address.hpp"

namespace skranke::http::booking {
namespace {

struct Entry {
  Method method;
  std::string_view path;  // with one "{id}" at most
  BookingRoute route;
  std::span<const std::string_view> parameters = {};  // of the query
  bool takes_times = false;  // or makes us write to somebody: a network's requests are counted
};

constexpr std::array entries{
    Entry{Method::get, "/api/v1/centres/{id}/slots", show_slots, slot_parameters},
    Entry{Method::get, "/api/v1/services", show_services},
    Entry{Method::post, "/api/v1/holds", hold_slot, {}, true},
    Entry{Method::delete_, "/api/v1/holds/{id}", release_hold},
    Entry{Method::post, "/api/v1/bookings", book_visit, {}, true},
    Entry{Method::get, "/api/v1/bookings/{id}", show_booking},
    Entry{Method::delete_, "/api/v1/bookings/{id}", cancel_booking},
    Entry{Method::post, "/api/v1/bookings/{id}/move", move_booking},
    Entry{Method::get, "/api/v1/bookings/{id}/calendar.ics", show_calendar},
    Entry{Method::get, "/b/{id}", open_short_link},
    Entry{Method::get, "/w/{id}", open_short_waiting},
    Entry{Method::get, "/i/{id}", open_short_invitation},
    Entry{Method::post, "/api/v1/waiting", join_line, {}, true},
    Entry{Method::get, "/api/v1/bookings/{id}/earlier", show_earlier},
    Entry{Method::post, "/api/v1/bookings/{id}/earlier", wait_for_earlier, {}, true},
    Entry{Method::get, "/api/v1/waiting/{id}", show_waiting},
    Entry{Method::delete_, "/api/v1/waiting/{id}", leave_line},
    Entry{Method::post, "/api/v1/waiting/{id}/accept", accept_offer},
    Entry{Method::post, "/api/v1/waiting/{id}/decline", decline_offer},
    Entry{Method::get, "/api/v1/bookings/{id}/witness", show_witness},
    Entry{Method::post, "/api/v1/bookings/{id}/witness", invite_witness, {}, true},
    Entry{Method::delete_, "/api/v1/bookings/{id}/witness", withdraw_witness},
    Entry{Method::get, "/api/v1/invitations/{id}", show_invitation},
    Entry{Method::post, "/api/v1/invitations/{id}/answer", answer_invitation},
};

std::string allowed(std::string_view path) {
  std::string line{"Allow: "};
  for (const Entry& entry : entries) {
    if (api::match_path(entry.path, path)) line.append(name(entry.method)).append(", ");
  }
  return line.append("OPTIONS\r\n");
}

// The page of a secret link is one file for all of them: "/da/booking/0123…" is "/da/booking/".
std::optional<std::string_view> page_of(std::string_view path) {
  constexpr std::size_t language_size = 4;  // "/da/"
  constexpr std::array<std::string_view, 3> folders{"booking/", "waiting-list/", "invited/"};
  if (path.size() <= language_size) return std::nullopt;
  for (const std::string_view folder : folders) {
    const std::string_view rest = path.substr(language_size);
    if (!rest.starts_with(folder) || rest.size() == folder.size()) continue;
    const bool is_token = std::ranges::all_of(
        rest.substr(folder.size()), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (is_token) return path.substr(0, language_size + folder.size());
  }
  return std::nullopt;
}

bool is_limited(const BookingLimits& limits, std::string_view client) {
  return limits.loopback_too || !is_loopback(client);
}

// False, and the answer is written, where this network has asked for too many times already.
bool may_take(const BookingContext& context, std::string_view client, Response& response) {
  const std::int64_t wait = context.limits.addresses.take(network_of(client), context.now());
  if (wait == 0) return true;
  response.fields = "Retry-After: " + std::to_string(wait) + "\r\n";
  write_problem(response, {429, "too-many-requests", "This network has asked for many times",
                           "Nothing was booked. Wait as long as Retry-After says, or call the centre."});
  return false;
}

// False if no route has this path.
bool answer(const std::shared_ptr<const BookingContext>& context, const Request& request,
            Response& response) {
  const Method wanted = request.method == Method::head ? Method::get : request.method;
  const auto found = api::find_route(entries, wanted, request.path, response);
  if (found.entry == nullptr) {
    if (found.other_method == nullptr) return false;
    response.fields = allowed(request.path);
    if (request.method == Method::options)
      response.status = 204;
    else
      write_problem(response, api::wrong_method);
    return true;
  }
  if (!api::is_from_here(request, response)) return true;
  if (request.method == Method::post && !api::may_hold(request.content_type, "application/json"))
    return write_problem(response, api::not_json), true;
  const std::string_view client = client_address(request, context->limits.trusted_proxies);
  const bool counts = is_limited(context->limits, client);
  if (counts && found.entry->takes_times && !may_take(*context, client, response)) return true;
  response.work = [context, counts, route = found.entry->route, segment = std::string{found.id},
                   query = std::string{request.query}, body = std::string{request.body},
                   key = std::string{request.idempotency_key}](Response& answered) {
    route({.context = *context,
           .id = segment,
           .query = query,
           .body = body,
           .idempotency_key = key,
           .is_limited = counts},
          answered);
  };
  return true;
}

}  // namespace

void answer_json(Response& response, unsigned status) {
  response.status = status;
  response.content_type = "application/json";
  response.fields = "Cache-Control: no-store\r\n";
}

std::vector<api::RouteName> booking_route_names() { return api::names_of(entries); }

Handler make_booking_router(BookingContext context, Handler rest) {
  auto shared = std::make_shared<const BookingContext>(std::move(context));
  auto others = std::make_shared<const Handler>(std::move(rest));
  return {.answer =
              [shared = std::move(shared), others](const Request& request, Response& response) {
                if (answer(shared, request, response)) return;
                Request of_page = request;
                of_page.path = page_of(request.path).value_or(request.path);
                others->answer(of_page, response);
              },
          .body_bytes_max = others->body_bytes_max};
}

}  // namespace skranke::http::booking
