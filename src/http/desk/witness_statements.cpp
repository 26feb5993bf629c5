// Vouching, and undoing a clerical error.
#include <array>

#include "codec/json_writer.hpp"
#include "codec/witness_text.hpp"
#include "http/api/problems.hpp"
#include "http/desk/routes.hpp"

namespace skranke::http::desk {
namespace {

using codec::append_json_string;
using skranke::desk::VouchOutcome;
using skranke::desk::Withdrawing;

constexpr Refusal no_rules{422, "no-witness-rules", "The policy has no rules for witnesses",
                           "The policy in force today does not know witnesses."};
constexpr Refusal no_dispute{404, "no-dispute", "There is no open dispute",
                             "Nobody disputes a statement of this id, or it has been settled."};
constexpr Refusal wrong_second_officer{
    422, "no-second-officer", "The second officer is not known",
    "second_officer: expected the access token of another one, who is second officer at this centre."};

// Why not, as a problem document with the whole answer of the rules.
void write_refused(Response& response, const policy::WitnessRules& rules, const VouchOutcome& outcome) {
  std::string_view code = "not-eligible";
  if (outcome.refusal) code = name(*outcome.refusal);
  if (!outcome.refusal && outcome.likeness_missing) code = "likeness-missing";
  answer_json(response, 409);
  response.content_type = "application/problem+json";
  std::string& out = response.body;
  out.append(R"({"type":"urn:skranke:problem:witness-refused","title":"The statement is not taken",)")
      .append(R"("status":409,"detail":"Nothing was kept, and nothing is taken from the quota.","code":)");
  append_json_string(out, code);
  if (outcome.eligibility) {
    out.append(",\"eligibility\":");
    codec::append_eligibility(out, rules, *outcome.eligibility);
  }
  out.append("}\n");
}

skranke::desk::Desk desk_of(const DeskCall& call) {
  return {.officer_id = call.officer.officer_id, .centre_id = call.officer.centre_id};
}

void write_given(Response& response, const VouchOutcome& outcome) {
  answer_json(response, 201);
  std::string& out = response.body;
  out.append("{\"statement_id\":");
  append_json_string(out, outcome.statement_id);
  out.append(",\"left\":");
  if (outcome.eligibility->left) {
    codec::append_number(out, *outcome.eligibility->left);
  } else {
    out.append("null");
  }
  out.append(",\"depth\":");
  codec::append_number(out, outcome.depth);
  out.append("}\n");
}

struct WithdrawalAnswer {
  Withdrawing result;
  unsigned status;
  std::string_view code;
  std::string_view title;
};
constexpr std::array answers{
    WithdrawalAnswer{Withdrawing::asked, 201, "asked", ""},
    WithdrawalAnswer{Withdrawing::withdrawn, 200, "withdrawn", ""},
    WithdrawalAnswer{Withdrawing::same_officer, 409, "same-officer", "Another officer has to agree"},
    WithdrawalAnswer{Withdrawing::already, 409, "already", "It has been asked for, or withdrawn, before"},
    WithdrawalAnswer{Withdrawing::not_asked, 409, "not-asked", "Nobody has asked for the withdrawal"},
    WithdrawalAnswer{Withdrawing::unknown, 404, "statement-unknown", "There is no such statement"},
};

void write_withdrawing(Response& response, const base::Result<Withdrawing>& result) {
  if (!result) return api::write_body_problem(response, result.error());
  for (const WithdrawalAnswer& answer : answers) {
    if (answer.result != *result) continue;
    if (answer.status >= 400)
      return write_problem(response, {answer.status, answer.code, answer.title, answer.title});
    answer_json(response, answer.status);
    response.body.append("{\"state\":");
    append_json_string(response.body, answer.code);
    response.body.append("}\n");
    return;
  }
}

}  // namespace

void give_witness_statement(const DeskCall& call, Response& response) {
  auto body = bodies_of(call).statement(call.body, call.context.today());
  if (!body) return api::write_body_problem(response, body.error());
  const policy::Edition& edition = *body->documents.edition;
  if (!edition.tree.witness) return write_problem(response, no_rules);
  skranke::desk::VouchWish wish;
  wish.approval_id = body->approval_id;
  wish.case_id = body->case_id;
  wish.evidence = body->documents.evidence();
  wish.likeness = body->likeness;
  wish.mitid_since = body->mitid_since;
  wish.mitid_since_source = body->mitid_since_source;
  wish.face_bound = body->face_bound;
  wish.organisation_id = body->organisation_id;
  if (!body->second_officer.empty()) {
    wish.second_officer = call.context.gate.second_officer(body->second_officer, call.officer.centre_id);
    if (!wish.second_officer || wish.second_officer->officer_id == call.officer.officer_id)
      return write_problem(response, wrong_second_officer);
  }
  const auto outcome =
      skranke::desk::vouch(call.context.tools, edition, call.officer, wish, call.context.now());
  if (!outcome) return api::write_body_problem(response, outcome.error());
  if (outcome->statement_id.empty()) return write_refused(response, *edition.tree.witness, *outcome);
  write_given(response, *outcome);
}

void show_disputes(const DeskCall& call, Response& response) {
  const auto disputes = call.context.tools.ledger.open_disputes();
  if (!disputes) return api::write_body_problem(response, disputes.error());
  answer_json(response, 200);
  std::string& out = response.body;
  out.append("{\"items\":[");
  for (const auto& dispute : *disputes) {
    if (&dispute != &disputes->front()) out.push_back(',');
    out.push_back('{');
    codec::append_member(out, "statement_id", dispute.statement_id);
    codec::append_member(out, "centre", dispute.centre_id);
    codec::append_member(out, "officer", dispute.officer_id);
    codec::append_member(out, "day", base::format_day(dispute.day));
    out.append("\"disputed_at\":");
    codec::append_number(out, dispute.disputed_at);
    out.push_back('}');
  }
  out.append("]}\n");
}

void settle_dispute(const DeskCall& call, Response& response) {
  const auto settled =
      call.context.tools.ledger.settle_dispute(call.id, call.officer.officer_id, call.context.now());
  if (!settled) return api::write_body_problem(response, settled.error());
  if (!*settled) return write_problem(response, no_dispute);
  answer_json(response, 200);
  response.body = "{\"state\":\"settled\"}\n";
}

void ask_withdrawal(const DeskCall& call, Response& response) {
  const auto reason = bodies_of(call).reason(call.body);
  if (!reason) return api::write_body_problem(response, reason.error());
  write_withdrawing(response, call.context.tools.ledger.ask_withdrawal(call.id, desk_of(call), *reason,
                                                                       call.context.now()));
}

void agree_withdrawal(const DeskCall& call, Response& response) {
  if (!gate::is_stepped_up_or_program(call.member, response)) return;
  write_withdrawing(response,
                    call.context.tools.ledger.agree_withdrawal(call.id, desk_of(call), call.context.now()));
}

}  // namespace skranke::http::desk
