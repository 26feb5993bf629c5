// Looking at cases: lists, one case, its record, the figures.
#include <array>

#include "base/service_limits.hpp"
#include "base/utc_text.hpp"
#include "codec/case_bodies.hpp"
#include "codec/json_writer.hpp"
#include "http/api/problems.hpp"
#include "http/api/query.hpp"
#include "http/cases/routes.hpp"
#include "http/cases/view.hpp"

namespace skranke::http::cases {
namespace {

using codec::append_member;
using codec::append_number;
using skranke::cases::Kept;

constexpr Refusal no_record{404, "record-unknown", "There is no record",
                            "A record is made when a case is decided."};
constexpr counter::Moment seconds_a_day = 86'400;

void write_list(const base::Result<std::vector<Kept>>& kept, Response& response) {
  if (!kept) return api::write_body_problem(response, kept.error());
  answer_json(response, 200);
  response.body = "{\"items\":[";
  for (const Kept& each : *kept) {
    if (&each != &kept->front()) response.body.push_back(',');
    append_summary(response.body, each);
  }
  response.body.append("]}\n");
}

struct Span {
  std::string centre;
  base::Day from = 0;
  base::Day to = 0;
};

base::Result<base::Day> day_in(const std::optional<std::string>& value, std::string_view name) {
  const auto day = value ? base::parse_day(*value) : std::nullopt;
  if (day) return *day;
  std::string text{name};
  return base::fail(base::Fault::invalid_value, text.append(": expected a day, YYYY-MM-DD"),
                    std::string{name});
}

// "?centre=&from=&to=", both days included; without a centre the officer's own.
base::Result<Span> read_span(const CaseCall& call) {
  constexpr std::array<std::string_view, 3> parameters{"centre", "from", "to"};
  const auto query = api::parse_query(call.query, parameters);
  if (!query) return std::unexpected{query.error()};
  const auto from = day_in(query->values[1], "from");
  if (!from) return std::unexpected{from.error()};
  const auto to = day_in(query->values[2], "to");
  if (!to) return std::unexpected{to.error()};
  if (*to < *from || *to - *from >= base::limits::figures_days_max)
    return base::fail(base::Fault::invalid_value, "to: expected from 0 to 365 days after `from`", "to");
  return Span{.centre = query->values[0].value_or(call.member.officer.centre_id), .from = *from, .to = *to};
}

void append_count(std::string& out, std::string_view key, std::int64_t count) {
  codec::append_json_string(out, key);
  out.push_back(':');
  append_number(out, count);
  out.push_back(',');
}

void append_figures(std::string& out, const skranke::cases::Figures& figures) {
  out.append("{\"days\":[");
  for (const auto& day : figures.days) {
    if (&day != &figures.days.front()) out.push_back(',');
    out.push_back('{');
    append_member(out, "day", base::format_day(day.day));
    append_count(out, "opened", day.opened);
    append_count(out, "accepted", day.accepted);
    append_count(out, "refused", day.refused);
    append_count(out, "ended", day.ended);
    append_count(out, "with_questions", day.with_questions);
    append_count(out, "with_witness", day.with_witness);
    out.back() = '}';
  }
  out.append("],\"reasons\":[");
  for (const auto& reason : figures.reasons) {
    if (&reason != &figures.reasons.front()) out.push_back(',');
    out.push_back('{');
    append_member(out, "code", reason.code);
    append_count(out, "count", reason.count);
    out.back() = '}';
  }
  out.append("],\"steps\":[");
  for (const auto& step : figures.steps) {
    if (&step != &figures.steps.front()) out.push_back(',');
    out.push_back('{');
    append_member(out, "step", step.step);
    append_count(out, "median_seconds", step.median_seconds);
    append_count(out, "p90_seconds", step.p90_seconds);
    out.back() = '}';
  }
  out.append("]}\n");
}

}  // namespace

void list_cases(const CaseCall& call, Response& response) {
  constexpr std::array<std::string_view, 1> parameters{"centre"};
  const auto query = api::parse_query(call.query, parameters);
  if (!query) return api::write_query_problem(response, query.error());
  const std::string centre = query->values[0].value_or(call.member.officer.centre_id);
  if (!gate::is_at(call.member, centre, response)) return;
  write_list(call.context.tools.book.open_at(centre), response);
}

void list_second_looks(const CaseCall& call, Response& response) {
  write_list(call.context.tools.book.waiting_for(call.member.officer.officer_id), response);
}

void open_case(const CaseCall& call, Response& response) {
  const auto body = codec::read_open_case(call.body);
  if (!body) return api::write_body_problem(response, body.error());
  auto opened = counter::open_case(call.context.tools, call.member.officer,
                                   {.purpose = body->purpose,
                                    .language = body->language,
                                    .booking_id = body->booking_id,
                                    .ticket_id = body->ticket_id,
                                    .is_training = body->is_training},
                                   call.context.now());
  if (!opened) return api::write_body_problem(response, opened.error());
  write_answer(call, counter::Stepped{std::move(*opened)}, response, 201);
}

void show_case(const CaseCall& call, Response& response) {
  write_answer(call, counter::look_at(call.asking()), response);
}

void show_record(const CaseCall& call, Response& response) {
  const auto found = counter::look_at(call.asking());
  if (!found || !*found) return write_answer(call, found, response);
  const auto record = call.context.tools.book.record(call.id);
  if (!record) return api::write_body_problem(response, record.error());
  if (!*record) return write_problem(response, no_record);
  answer_json(response, 200);
  response.content_type = "application/jwt";
  response.body = (*record)->reveal();
}

void show_case_figures(const CaseCall& call, Response& response) {
  const auto query = read_span(call);
  if (!query) return api::write_query_problem(response, query.error());
  if (!gate::is_at(call.member, query->centre, response)) return;
  const auto figures =
      call.context.tools.book.figures(query->centre, query->from, query->to, call.context.day_of);
  if (!figures) return api::write_body_problem(response, figures.error());
  answer_json(response, 200);
  append_figures(response.body, *figures);
}

void list_flags(const CaseCall& call, Response& response) {
  constexpr counter::Moment month = 31 * seconds_a_day;
  const auto flags = call.context.tools.book.flags(call.member.officer.centre_id, call.context.now() - month);
  if (!flags) return api::write_body_problem(response, flags.error());
  answer_json(response, 200);
  std::string& out = response.body;
  out = "{\"items\":[";
  for (const auto& flag : *flags) {
    if (&flag != &flags->front()) out.push_back(',');
    out.push_back('{');
    append_member(out, "case_id", flag.case_id);
    append_member(out, "officer", flag.officer_id);
    append_member(out, "kind", flag.kind);
    append_member(out, "at", base::utc_text(flag.at));
    out.back() = '}';
  }
  out.append("]}\n");
}

}  // namespace skranke::http::cases
