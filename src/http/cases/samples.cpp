// Samples of decided cases, as a supervisor sees and answers them.
#include "counter/samples.hpp"

#include <utility>

#include "base/utc_text.hpp"
#include "codec/case_bodies.hpp"
#include "codec/json_writer.hpp"
#include "http/api/problems.hpp"
#include "http/cases/routes.hpp"

namespace skranke::http::cases {
namespace {

using codec::append_json_string;
using codec::append_member;

Refusal refusal_of(counter::SampleRefusal refusal) {
  switch (refusal) {
    case counter::SampleRefusal::unknown:
      return {404, "sample-unknown", "There is no such sample",
              "No case of this id was drawn at this centre."};
    case counter::SampleRefusal::answered:
      return {409, "sample-answered", "Somebody has looked at it already", "What was said of it stays."};
    case counter::SampleRefusal::own_case:
      return {403, "own-case", "This was a case of one's own",
              "Who handled a case, decided it or gave it a second look does not look at its sample."};
  }
  std::unreachable();
}

void append_answer(std::string& out, const skranke::cases::Sample& sample) {
  if (!sample.answer) return static_cast<void>(out.append("null"));
  out.push_back('{');
  append_member(out, "by", sample.answer->by);
  append_member(out, "at", base::utc_text(sample.answer->at));
  append_member(out, "result", sample.answer->is_right ? "right" : "wrong");
  out.append("\"note\":");
  if (sample.answer->is_right)
    out.append("null");
  else
    append_json_string(out, sample.answer->note.reveal());
  out.push_back('}');
}

}  // namespace

void list_samples(const CaseCall& call, Response& response) {
  const auto samples =
      counter::samples_of(call.context.samples, call.member.officer.centre_id, call.context.now());
  if (!samples) return api::write_body_problem(response, samples.error());
  answer_json(response, 200);
  std::string& out = response.body;
  out.append("{\"items\":[");
  for (const skranke::cases::Sample& sample : *samples) {
    if (&sample != &samples->front()) out.push_back(',');
    out.push_back('{');
    append_member(out, "case_id", sample.case_id);
    append_member(out, "officer", sample.officer_id);
    append_member(out, "week", base::format_day(sample.week));
    out.append("\"answer\":");
    append_answer(out, sample);
    out.push_back('}');
  }
  out.append("]}\n");
}

void answer_sample(const CaseCall& call, Response& response) {
  auto body = codec::read_sample_answer(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  const auto refusal = counter::answer_sample(call.context.samples,
                                              {.case_id = call.id,
                                               .centre_id = call.member.officer.centre_id,
                                               .by = call.member.officer.officer_id,
                                               .is_right = body->is_right,
                                               .note = std::move(body->note)},
                                              call.context.now());
  if (!refusal) return api::write_body_problem(response, refusal.error());
  if (*refusal) return write_problem(response, refusal_of(**refusal));
  answer_json(response, 200);
  response.body.append("{\"state\":\"answered\"}\n");
}

}  // namespace skranke::http::cases
