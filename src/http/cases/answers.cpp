// What a step's outcome is over HTTP.
#include <utility>

#include "cases/missing.hpp"
#include "codec/json_writer.hpp"
#include "codec/witness_text.hpp"
#include "http/api/problems.hpp"
#include "http/cases/routes.hpp"
#include "http/cases/view.hpp"

namespace skranke::http::cases {
namespace {

using codec::append_json_string;
using counter::Denial;
using counter::Denied;

// What is said of a denial that is neither the state machine's nor the ledger's.
Refusal refusal_of(Denial denial) {
  switch (denial) {
    case Denial::unknown_case:
      return {404, "case-unknown", "There is no such case", "No case of this centre has this id."};
    case Denial::changed:
      return {409, "case-changed", "The case has changed",
              "Somebody has changed it since: read it again. Nothing was kept."};
    case Denial::not_in_register:
      return {422, "not-in-register", "The register has no such number",
              "Look at the number again. Nobody was looked up."};
    case Denial::no_questions:
      return {409, "no-questions", "Register questions are not asked here",
              "The applicant brings a witness."};
    case Denial::no_colleague:
      return {409, "no-colleague", "No second officer is there",
              "Nobody who may give a second look at this centre, and is not in the case, has signed in."};
    case Denial::no_witness_rules:
      return {422, "no-witness-rules", "No witness can be taken down here",
              "The policy in force does not know witnesses, or the case is one of training."};
    case Denial::documents_unknown:
      return {422, "documents-unknown", "The documents can't be judged today",
              "The policy in force today does not know a kind of document that was shown: enter them again."};
    case Denial::refused:
      return {409, "not-now", "The case is not there yet, or past it",
              "The code says why; what acceptance still needs is listed. Nothing was changed."};
    case Denial::witness_refused:
      return {409, "witness-refused", "The statement is not taken",
              "No statement was kept, and nothing is taken from the quota. Where the code is "
              "second-officer-needed, "
              "the case now asks for one."};
  }
  std::unreachable();
}

// Extension members go where the document ends.
void reopen(std::string& body) {
  while (!body.empty() && body.back() != '}') body.pop_back();
  body.pop_back();
}

void write_refused(const Denied& denied, Response& response) {
  write_problem(response, refusal_of(denied.denial));
  reopen(response.body);
  response.body.append(",\"code\":");
  append_json_string(response.body, skranke::cases::name(*denied.refusal));
  response.body.append(",\"missing\":");
  codec::append_list(response.body, denied.missing, [&](skranke::cases::Missing missing) {
    append_json_string(response.body, skranke::cases::name(missing));
  });
  response.body.append("}\n");
}

// The same document as at /desk/v1/witness/statements.
void write_witness_refused(const CaseCall& call, const skranke::desk::VouchOutcome& outcome,
                           Response& response) {
  write_problem(response, refusal_of(Denial::witness_refused));
  std::string_view code = "not-eligible";
  if (outcome.refusal) code = name(*outcome.refusal);
  if (!outcome.refusal && outcome.likeness_missing) code = "likeness-missing";
  reopen(response.body);
  response.body.append(",\"code\":");
  append_json_string(response.body, code);
  const auto edition = call.context.tools.catalogue.in_force("mitid", call.context.tools.today());
  if (outcome.eligibility && edition && (*edition)->tree.witness) {
    response.body.append(",\"eligibility\":");
    codec::append_eligibility(response.body, *(*edition)->tree.witness, *outcome.eligibility);
  }
  response.body.append("}\n");
}

void write_denied(const CaseCall& call, const Denied& denied, Response& response) {
  if (denied.denial == Denial::refused) return write_refused(denied, response);
  if (denied.denial == Denial::witness_refused)
    return write_witness_refused(call, *denied.vouching, response);
  write_problem(response, refusal_of(denied.denial));
}

}  // namespace

void answer_json(Response& response, unsigned status) {
  response.status = status;
  response.content_type = "application/json";
  response.fields = "Cache-Control: no-store\r\n";
}

void write_answer(const CaseCall& call, const counter::Answer& answer, Response& response, unsigned status) {
  if (!answer) return api::write_body_problem(response, answer.error());
  if (!*answer) return write_denied(call, answer->error(), response);
  auto view = view_of(call.context.tools, **answer, call.context.now());
  if (!view) return api::write_body_problem(response, view.error());
  answer_json(response, status);
  response.body = std::move(*view);
}

}  // namespace skranke::http::cases
