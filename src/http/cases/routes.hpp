// The routes of cases, and what they share. Each runs on a thread that may wait.
#pragma once

#include <string>

#include "http/cases/router.hpp"
#include "http/gate/gate.hpp"

namespace skranke::http::cases {

// A request that has found its route and its officer; it owns its body.
struct CaseCall {
  const CaseContext& context;
  const gate::StaffMember& member;
  std::string id;     // the segment that stands for "{id}"
  std::string query;  // percent-encoded
  std::string body;

  // What a step needs; revision 0: whatever the case is now.
  [[nodiscard]] counter::Asking asking(std::int64_t revision = 0) const {
    return {.tools = context.tools,
            .officer = member.officer,
            .case_id = id,
            .revision = revision,
            .now = context.now()};
  }
};

using CaseRoute = void (*)(const CaseCall&, Response&);

void list_cases(const CaseCall& call, Response& response);
void open_case(const CaseCall& call, Response& response);
void show_case(const CaseCall& call, Response& response);
void list_second_looks(const CaseCall& call, Response& response);
void show_case_figures(const CaseCall& call, Response& response);
void list_flags(const CaseCall& call, Response& response);
void list_samples(const CaseCall& call, Response& response);
void answer_sample(const CaseCall& call, Response& response);
void list_orders(const CaseCall& call, Response& response);
void ask_order(const CaseCall& call, Response& response);
void agree_order(const CaseCall& call, Response& response);
void show_letter(const CaseCall& call, Response& response);
void show_receipt(const CaseCall& call, Response& response);
void show_record(const CaseCall& call, Response& response);

void set_applicant(const CaseCall& call, Response& response);
void compare_name(const CaseCall& call, Response& response);
void set_documents(const CaseCall& call, Response& response);
void draw_look(const CaseCall& call, Response& response);
void answer_look(const CaseCall& call, Response& response);
void compare_face(const CaseCall& call, Response& response);
void open_questions(const CaseCall& call, Response& response);
void answer_question(const CaseCall& call, Response& response);
void conclude_questions(const CaseCall& call, Response& response);
void begin_witness(const CaseCall& call, Response& response);
void vouch(const CaseCall& call, Response& response);
void ask_second_look(const CaseCall& call, Response& response);
void answer_second_look(const CaseCall& call, Response& response);
void decide(const CaseCall& call, Response& response);
void pause_case(const CaseCall& call, Response& response);
void resume_case(const CaseCall& call, Response& response);
void end_case(const CaseCall& call, Response& response);
void flag_case(const CaseCall& call, Response& response);

// The case's view, or why the step did not go through.
void write_answer(const CaseCall& call, const counter::Answer& answer, Response& response,
                  unsigned status = 200);

// An answer as JSON that nobody may keep.
void answer_json(Response& response, unsigned status);

}  // namespace skranke::http::cases
