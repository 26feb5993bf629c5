// Every step of a case: a body is read, one use case is asked, the view is written.
#include "codec/case_bodies.hpp"
#include "http/api/problems.hpp"
#include "http/cases/routes.hpp"

namespace skranke::http::cases {
namespace {

using counter::Answer;

// Reads the body, or writes what is wrong with it.
template <class T>
const T* read(const base::Result<T>& body, Response& response) {
  if (body) return &*body;
  api::write_body_problem(response, body.error());
  return nullptr;
}

skranke::cases::FaceResult result_named(std::string_view name) {
  if (name == "same") return skranke::cases::FaceResult::same;
  return name == "doubt" ? skranke::cases::FaceResult::doubt : skranke::cases::FaceResult::different;
}

// A step that needs nothing but the revision.
void step(const CaseCall& call, Response& response, Answer (*use)(const counter::Asking&)) {
  const auto body = codec::read_revision(call.body);
  if (const auto* revision = read(body, response)) write_answer(call, use(call.asking(*revision)), response);
}

}  // namespace

void set_applicant(const CaseCall& call, Response& response) {
  const auto read_body = codec::read_applicant_body(call.body, call.context.tools.today());
  if (const auto* body = read(read_body, response))
    write_answer(call, counter::identify(call.asking(body->revision), body->number, body->reason), response);
}

void set_documents(const CaseCall& call, Response& response) {
  const auto read_body = codec::read_case_documents(call.body);
  if (const auto* body = read(read_body, response))
    write_answer(call, counter::show_documents(call.asking(body->revision), body->documents, body->read_by),
                 response);
}

void draw_look(const CaseCall& call, Response& response) {
  const auto read_body = codec::read_look(call.body, false);
  if (const auto* body = read(read_body, response))
    write_answer(call, counter::draw_look(call.asking(body->revision), body->document), response);
}

void answer_look(const CaseCall& call, Response& response) {
  const auto read_body = codec::read_look(call.body, true);
  if (const auto* body = read(read_body, response))
    write_answer(call, counter::answer_look(call.asking(body->revision), body->document, body->seen),
                 response);
}

void compare_face(const CaseCall& call, Response& response) {
  const auto read_body = codec::read_face(call.body);
  if (const auto* body = read(read_body, response))
    write_answer(call,
                 counter::compare_face(call.asking(body->revision), {.document = body->document,
                                                                     .features = body->features,
                                                                     .result = result_named(body->result)}),
                 response);
}

void open_questions(const CaseCall& call, Response& response) {
  step(call, response, counter::open_questions);
}
void conclude_questions(const CaseCall& call, Response& response) {
  step(call, response, counter::conclude_questions);
}

// The same for every answer.
void answer_question(const CaseCall& call, Response& response) {
  const auto read_body = codec::read_case_answer(call.body);
  const auto* body = read(read_body, response);
  if (body == nullptr) return;
  const Answer answer = counter::answer_question(call.asking(), body->question, body->text);
  if (!answer || !*answer) return write_answer(call, answer, response);
  answer_json(response, 200);
  response.body = "{\"state\":\"recorded\"}\n";
}

void begin_witness(const CaseCall& call, Response& response) {
  const auto read_body = codec::read_case_witness(call.body);
  if (const auto* body = read(read_body, response))
    write_answer(call,
                 counter::begin_witness(call.asking(body->revision), {.relation = body->relation,
                                                                      .known_years = body->known_years,
                                                                      .language = body->language}),
                 response);
}

void vouch(const CaseCall& call, Response& response) {
  const auto read_body = codec::read_case_vouching(call.body);
  if (const auto* body = read(read_body, response))
    write_answer(call,
                 counter::vouch(call.asking(body->revision), {.documents = body->documents,
                                                              .likeness = body->likeness,
                                                              .mitid_since = body->mitid_since,
                                                              .mitid_since_source = body->mitid_since_source,
                                                              .organisation_id = body->organisation_id}),
                 response);
}

void ask_second_look(const CaseCall& call, Response& response) {
  const auto read_body = codec::read_second_look(call.body, false);
  if (const auto* body = read(read_body, response))
    write_answer(call, counter::ask_second_look(call.asking(body->revision), body->note), response);
}

// Four eyes: the second pair has to be open.
void answer_second_look(const CaseCall& call, Response& response) {
  const auto read_body = codec::read_second_look(call.body, true);
  const auto* body = read(read_body, response);
  if (body == nullptr || !gate::is_stepped_up(call.member, response)) return;
  write_answer(call, counter::answer_second_look(call.asking(body->revision), body->agrees, body->note),
               response);
}

void decide(const CaseCall& call, Response& response) {
  const auto read_body = codec::read_decision(call.body);
  const auto* body = read(read_body, response);
  if (body == nullptr) return;
  const counter::Asking asking = call.asking(body->revision);
  write_answer(call, body->is_accepted ? counter::accept(asking) : counter::refuse(asking, body->reasons),
               response);
}

void pause_case(const CaseCall& call, Response& response) { step(call, response, counter::pause); }
void resume_case(const CaseCall& call, Response& response) { step(call, response, counter::resume); }
void end_case(const CaseCall& call, Response& response) { step(call, response, counter::end); }

void flag_case(const CaseCall& call, Response& response) {
  const auto kind = codec::read_flag(call.body);
  if (const auto* named = read(kind, response))
    write_answer(call, counter::flag(call.asking(), *named), response);
}

}  // namespace skranke::http::cases
