// The citizens' routes about witnesses, and what they share. Each runs on a thread that may wait.
#pragma once

#include <string>
#include <string_view>

#include "base/personal.hpp"
#include "http/desk/citizen_router.hpp"

namespace skranke::http::desk {

// A request that has found its route; it owns what it needs of it.
struct CitizenCall {
  const CitizenContext& context;
  std::string id;     // the segment that stands for "{id}"
  std::string query;  // percent-encoded
  base::PersonalText session;
};

using CitizenRoute = void (*)(const CitizenCall&, Response&);

void show_statement(const CitizenCall& call, Response& response);
void finish_login(const CitizenCall& call, Response& response);
void show_organisations(const CitizenCall& call, Response& response);
void sign_in(const CitizenCall& call, Response& response);
void show_feasible(const CitizenCall& call, Response& response);
void show_vouchings(const CitizenCall& call, Response& response);
void dispute_vouching(const CitizenCall& call, Response& response);
void sign_out(const CitizenCall& call, Response& response);

// Sends the browser elsewhere with GET; `cookie` is a whole header line, or empty.
void redirect(Response& response, std::string_view address, std::string_view cookie = {});

// "Set-Cookie: …" with its line end: for so many seconds, or gone with 0.
[[nodiscard]] std::string session_cookie(const CitizenContext& context, const base::PersonalText& secret,
                                         skranke::desk::Moment seconds);
[[nodiscard]] base::PersonalText session_in(const CitizenContext& context, std::string_view cookies);

}  // namespace skranke::http::desk
