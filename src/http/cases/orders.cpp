// Legal holds and erasures: one person asks, another agrees, each with a fresh second factor.
#include <utility>

#include "base/utc_text.hpp"
#include "cases/port/case_orders.hpp"
#include "codec/case_bodies.hpp"
#include "codec/json_writer.hpp"
#include "http/api/problems.hpp"
#include "http/cases/routes.hpp"

namespace skranke::http::cases {
namespace {

using codec::append_json_string;
using codec::append_member;
using skranke::cases::CaseOrder;
using skranke::cases::OrderKept;

Refusal refusal_of(OrderKept kept) {
  switch (kept) {
    case OrderKept::unknown:
      return {404, "order-unknown", "There is no such case or order",
              "No case and no order of this id is at this centre."};
    case OrderKept::same:
      return {403, "order-of-ones-own", "It takes a second person", "Who asked for it does not agree to it."};
    case OrderKept::agreed:
      return {409, "order-agreed", "Somebody has agreed to it already", "Nothing is left to agree to."};
    case OrderKept::over:
      return {409, "order-over", "The hold has been ended meanwhile",
              "It holds nothing any more. Ask for another one."};
    case OrderKept::held:
      return {409, "case-held", "The case is held", "Lift the hold first."};
    case OrderKept::not_held:
      return {409, "case-not-held", "The case is not held", "There is no hold to lift."};
    case OrderKept::undecided:
      return {409, "case-open", "The case is open", "Decide it or end it first."};
    case OrderKept::done:
      break;
  }
  std::unreachable();
}

void append_order(std::string& out, const CaseOrder& order) {
  out.push_back('{');
  append_member(out, "order_id", order.order_id);
  append_member(out, "case_id", order.case_id);
  append_member(out, "kind", order.kind);
  append_member(out, "reason", order.reason);
  append_member(out, "asked_by", order.asked_by);
  append_member(out, "asked_at", base::utc_text(order.asked_at));
  out.append("\"agreed_by\":");
  if (order.agreed_by.empty())
    out.append("null");
  else
    append_json_string(out, order.agreed_by);
  out.append(",\"counts_until\":");
  if (order.kind == "hold" && order.agreed_by.empty())
    append_json_string(out, base::utc_text(order.asked_at + skranke::cases::hold_asked_for));
  else
    out.append("null");
  out.push_back('}');
}

}  // namespace

void list_orders(const CaseCall& call, Response& response) {
  const auto orders = counter::orders_of(call.context.orders, call.member.officer, call.context.now());
  if (!orders) return api::write_body_problem(response, orders.error());
  answer_json(response, 200);
  std::string& out = response.body;
  out.append("{\"items\":[");
  for (const CaseOrder& order : *orders) {
    if (&order != &orders->front()) out.push_back(',');
    append_order(out, order);
  }
  out.append("]}\n");
}

void ask_order(const CaseCall& call, Response& response) {
  auto body = codec::read_case_order(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  if (!gate::is_stepped_up(call.member, response)) return;
  const auto asked = counter::ask_order(
      call.context.orders, call.member.officer,
      {.case_id = std::move(body->case_id), .kind = std::move(body->kind), .reason = std::move(body->reason)},
      call.context.now());
  if (!asked) return api::write_body_problem(response, asked.error());
  if (asked->kept != OrderKept::done) return write_problem(response, refusal_of(asked->kept));
  answer_json(response, 201);
  append_order(response.body, asked->order);
  response.body.push_back('\n');
}

void agree_order(const CaseCall& call, Response& response) {
  if (!gate::is_stepped_up(call.member, response)) return;
  const auto kept =
      counter::agree_to_order(call.context.orders, call.member.officer, call.id, call.context.now());
  if (!kept) return api::write_body_problem(response, kept.error());
  if (*kept != OrderKept::done) return write_problem(response, refusal_of(*kept));
  answer_json(response, 200);
  response.body.append("{\"state\":\"agreed\"}\n");
}

}  // namespace skranke::http::cases
