// Register questions at the desk (S2): the officer's client passes answers on, and never learns what was
// expected.
//
// PRIVACY: the answer to an answer is the same for every answer; only the end of a session has an outcome.
// What an applicant said is neither kept nor logged here.
#include <utility>

#include "codec/json_writer.hpp"
#include "http/api/problems.hpp"
#include "http/desk/routes.hpp"

namespace skranke::http::desk {
namespace {

using codec::append_json_string;
using codec::append_member;
using skranke::desk::Opening;

constexpr Refusal no_verifier{404, "no-questions", "Register questions are not asked here",
                              "No verifier of answers is configured: the applicant brings a witness."};

constexpr Refusal no_session{404, "session-unknown", "There is no such session of questions",
                             "It ended, by its conclusion or by its deadline, or has no such question."};

void write_session_problem(Response& response, const base::Problem& problem) {
  if (problem.fault == base::Fault::not_found) return write_problem(response, no_session);
  api::write_body_problem(response, problem);
}

// The verifier, or the answer is written.
skranke::desk::QuestionVerifier* verifier_of(const DeskCall& call, Response& response) {
  if (call.context.verifier == nullptr) write_problem(response, no_verifier);
  return call.context.verifier;
}

// Whom it is about, once it is noted that the register is asked about them.
base::Result<skranke::desk::QuestionCase> case_of(const DeskCall& call) {
  auto body = bodies_of(call).questions(call.body, call.context.today());
  if (!body) return std::unexpected{std::move(body.error())};
  skranke::desk::QuestionCase about{
      .number = body->number, .shown = std::move(body->shown), .case_id = std::move(body->case_id)};
  if (auto noted = call.context.note_look_up(about, call.officer); !noted)
    return std::unexpected{std::move(noted.error())};
  return about;
}

void append_question(std::string& out, const skranke::desk::AskedQuestion& question) {
  out.push_back('{');
  append_member(out, "id", question.id);
  out.append("\"ordinal\":");
  codec::append_number(out, question.ordinal);
  out.push_back(',');
  append_member(out, "form", question.form);
  out.append("\"options\":[");
  for (const std::string& option : question.options) {
    if (&option != &question.options.front()) out.push_back(',');
    append_json_string(out, option);
  }
  out.append("]}");
}

}  // namespace

void ask_feasible(const DeskCall& call, Response& response) {
  auto* verifier = verifier_of(call, response);
  if (verifier == nullptr) return;
  const auto about = case_of(call);
  if (!about) return api::write_body_problem(response, about.error());
  const auto can = verifier->feasible(*about);
  if (!can) return api::write_body_problem(response, can.error());
  answer_json(response, 200);
  response.body = *can ? "{\"feasible\":true}\n" : "{\"feasible\":false}\n";
}

void open_questions(const DeskCall& call, Response& response) {
  auto* verifier = verifier_of(call, response);
  if (verifier == nullptr) return;
  const auto about = case_of(call);
  if (!about) return api::write_body_problem(response, about.error());
  const auto opened = verifier->open(*about);
  if (!opened) return api::write_body_problem(response, opened.error());
  answer_json(response, opened->opening == Opening::opened ? 201 : 200);
  std::string& out = response.body;
  switch (opened->opening) {
    case Opening::witness_needed:
      out = "{\"state\":\"witness-needed\"}\n";
      return;
    case Opening::locked:
      out = "{\"state\":\"locked\",\"until\":";
      append_json_string(out, opened->locked_until);
      out.append("}\n");
      return;
    case Opening::opened:
      break;
  }
  out = "{\"state\":\"opened\",";
  append_member(out, "session", opened->session);
  out.append("\"questions\":[");
  for (const auto& question : opened->questions) {
    if (&question != &opened->questions.front()) out.push_back(',');
    append_question(out, question);
  }
  out.append("]}\n");
}

void record_answer(const DeskCall& call, Response& response) {
  auto* verifier = verifier_of(call, response);
  if (verifier == nullptr) return;
  const auto body = bodies_of(call).answer(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  const auto recorded = verifier->answer(call.id, body->question, body->text);
  if (!recorded) return write_session_problem(response, recorded.error());
  answer_json(response, 200);
  response.body = "{\"state\":\"recorded\"}\n";
}

void conclude_questions(const DeskCall& call, Response& response) {
  auto* verifier = verifier_of(call, response);
  if (verifier == nullptr) return;
  const auto passed = verifier->conclude(call.id);
  if (!passed) return write_session_problem(response, passed.error());
  answer_json(response, 200);
  response.body = *passed ? "{\"state\":\"passed\"}\n" : "{\"state\":\"not-passed\"}\n";
}

}  // namespace skranke::http::desk
