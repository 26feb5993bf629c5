#include "http/booking/router.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "http/api/problems.hpp"
#include "http/api/route_path.hpp"
#include "http/booking/routes.hpp"
#include "http/booking/second_routes.hpp"

namespace skranke::http::booking {
namespace {

struct Entry {
  Method method;
  std::string_view path;  // with one "{id}" at most
  BookingRoute route;
};

constexpr std::array entries{
    Entry{Method::get, "/api/v1/centres/{id}/slots", show_slots},
    Entry{Method::get, "/api/v1/services", show_services},
    Entry{Method::post, "/api/v1/holds", hold_slot},
    Entry{Method::post, "/api/v1/bookings", book_visit},
    Entry{Method::get, "/api/v1/bookings/{id}", show_booking},
    Entry{Method::delete_, "/api/v1/bookings/{id}", cancel_booking},
    Entry{Method::post, "/api/v1/bookings/{id}/move", move_booking},
    Entry{Method::post, "/api/v1/waiting", join_line},
    Entry{Method::get, "/api/v1/bookings/{id}/earlier", show_earlier},
    Entry{Method::post, "/api/v1/bookings/{id}/earlier", wait_for_earlier},
    Entry{Method::get, "/api/v1/waiting/{id}", show_waiting},
    Entry{Method::delete_, "/api/v1/waiting/{id}", leave_line},
    Entry{Method::post, "/api/v1/waiting/{id}/accept", accept_offer},
    Entry{Method::post, "/api/v1/waiting/{id}/decline", decline_offer},
    Entry{Method::get, "/api/v1/bookings/{id}/witness", show_witness},
    Entry{Method::post, "/api/v1/bookings/{id}/witness", invite_witness},
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

constexpr Refusal from_elsewhere{403, "from-elsewhere", "The request comes from another site",
                                 "What changes something is taken from our own pages only."};

bool may_change(const Request& request) {
  return request.method == Method::get || request.sec_fetch_site.empty() ||
         request.sec_fetch_site == "same-origin" || request.sec_fetch_site == "none";
}

// False if no route has this path.
bool answer(const std::shared_ptr<const BookingContext>& context, const Request& request,
            Response& response) {
  const Method wanted = request.method == Method::head ? Method::get : request.method;
  const auto found = api::find_route(entries, wanted, request.path);
  if (found.entry == nullptr) {
    if (found.other_method == nullptr) return false;
    response.fields = allowed(request.path);
    if (request.method == Method::options)
      response.status = 204;
    else
      write_problem(response, api::wrong_method);
    return true;
  }
  if (!may_change(request)) return write_problem(response, from_elsewhere), true;
  if (request.method == Method::post && !api::may_hold(request.content_type, "application/json"))
    return write_problem(response, api::not_json), true;
  response.work = [context, route = found.entry->route, segment = std::string{found.id},
                   query = std::string{request.query}, body = std::string{request.body},
                   key = std::string{request.idempotency_key}](Response& answered) {
    route({.context = *context, .id = segment, .query = query, .body = body, .idempotency_key = key},
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

Handler make_booking_router(BookingContext context, Handler rest) {
  auto shared = std::make_shared<const BookingContext>(std::move(context));
  auto others = std::make_shared<const Handler>(std::move(rest));
  return {.answer =
              [shared = std::move(shared), others](const Request& request, Response& response) {
                if (answer(shared, request, response)) return;
                if (const auto page = page_of(request.path)) {
                  Request of_page = request;
                  of_page.path = *page;
                  return others->answer(of_page, response);
                }
                others->answer(request, response);
              },
          .body_bytes_max = others->body_bytes_max};
}

}  // namespace skranke::http::booking
