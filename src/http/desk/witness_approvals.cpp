// The witness's approval in MitID, as the officer's client sees it.
#include "codec/json_writer.hpp"
#include "http/api/problems.hpp"
#include "http/desk/routes.hpp"

namespace skranke::http::desk {
namespace {

using codec::append_member;
using skranke::desk::ApprovalStage;

constexpr Refusal unknown_approval{404, "approval-unknown", "There is no such approval",
                                   "No approval of this centre has this id."};

std::string_view name(ApprovalStage stage, bool is_over) {
  switch (stage) {
    case ApprovalStage::begun:
      return is_over ? "expired" : "begun";
    case ApprovalStage::proven:
      return is_over ? "expired" : "proven";
    case ApprovalStage::refused:
      return "refused";
    case ApprovalStage::used:
      return "used";
  }
  std::unreachable();
}

}  // namespace

void begin_witness_approval(const DeskCall& call, Response& response) {
  auto body = bodies_of(call).approval(call.body, call.context.today());
  if (!body) return api::write_body_problem(response, body.error());
  const auto begun = skranke::desk::begin_approval(call.context.tools, call.officer,
                                                   {.case_id = std::move(body->case_id),
                                                    .applicant = body->applicant,
                                                    .initials = std::move(body->initials),
                                                    .relation = std::move(body->relation),
                                                    .known_years = body->known_years,
                                                    .language = std::move(body->language)},
                                                   call.context.now());
  if (!begun) return api::write_body_problem(response, begun.error());
  answer_json(response, 201);
  std::string& out = response.body;
  out.push_back('{');
  append_member(out, "approval_id", begun->approval_id);
  append_member(out, "address", begun->address);
  append_member(out, "reference_text", begun->reference_text);
  out.append("\"expires_at\":");
  codec::append_number(out, begun->expires_at);
  out.append(",\"statement\":{");
  append_member(out, "version", begun->text->version);
  append_member(out, "language", begun->text->language);
  append_member(out, "title", begun->text->title);
  append_member(out, "text", begun->text->text);
  append_member(out, "sha256", begun->text->sha256);
  out.back() = '}';
  out.append("}\n");
}

// PRIVACY: that the witness was proven and how well, not who they are.
void show_witness_approval(const DeskCall& call, Response& response) {
  const auto approval = call.context.tools.ledger.approval(call.id);
  if (!approval) return api::write_body_problem(response, approval.error());
  if (!*approval || (*approval)->centre_id != call.officer.centre_id)
    return write_problem(response, unknown_approval);
  const bool is_over = (*approval)->expires_at <= call.context.now();
  answer_json(response, 200);
  std::string& out = response.body;
  out.push_back('{');
  append_member(out, "approval_id", (*approval)->approval_id);
  append_member(out, "case_id", (*approval)->case_id);
  append_member(out, "stage", name((*approval)->stage, is_over));
  append_member(out, "refusal", (*approval)->refusal);
  append_member(out, "level", (*approval)->level);
  out.append((*approval)->mitid_since ? "\"mitid_since_known\":true}\n" : "\"mitid_since_known\":false}\n");
}

}  // namespace skranke::http::desk
