// The officers' routes, and what they share. Each runs on a thread that may wait.
#pragma once

#include <string>
#include <string_view>

#include "codec/desk_bodies.hpp"
#include "http/desk/router.hpp"
#include "http/gate/member.hpp"

namespace skranke::http::desk {

// A request that has found its route and its officer; it owns its body.
struct DeskCall {
  const DeskContext& context;
  skranke::desk::Officer officer;
  std::string id;  // the segment that stands for "{id}"
  std::string body;
  const gate::StaffMember& member;  // who asks, with `officer`
};

using DeskRoute = void (*)(const DeskCall&, Response&);

void begin_witness_approval(const DeskCall& call, Response& response);
void show_witness_approval(const DeskCall& call, Response& response);
void give_witness_statement(const DeskCall& call, Response& response);
void ask_withdrawal(const DeskCall& call, Response& response);
void agree_withdrawal(const DeskCall& call, Response& response);
void show_disputes(const DeskCall& call, Response& response);
void settle_dispute(const DeskCall& call, Response& response);
void register_organisation(const DeskCall& call, Response& response);
void suspend_organisation(const DeskCall& call, Response& response);
void register_member(const DeskCall& call, Response& response);
void suspend_member(const DeskCall& call, Response& response);
void show_patterns(const DeskCall& call, Response& response);
void ask_feasible(const DeskCall& call, Response& response);
void open_questions(const DeskCall& call, Response& response);
void record_answer(const DeskCall& call, Response& response);
void conclude_questions(const DeskCall& call, Response& response);
void read_zone(const DeskCall& call, Response& response);
void read_picture(const DeskCall& call, Response& response);
void read_stripe(const DeskCall& call, Response& response);

// "/desk/v1/openapi.json", at once and for anybody; its text is compiled in.
void openapi(const Request& request, Response& response);
[[nodiscard]] std::string_view openapi_text();

// The calling thread's own reader of bodies, since it holds buffers.
[[nodiscard]] codec::DeskBodies& bodies_of(const DeskCall& call);

// An answer as JSON that nobody may keep.
void answer_json(Response& response, unsigned status);

}  // namespace skranke::http::desk
