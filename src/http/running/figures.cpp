// The figures of a centre, as JSON and for a spreadsheet.
#include <charconv>

#include "base/service_limits.hpp"
#include "codec/json_writer.hpp"
#include "http/api/problems.hpp"
#include "http/running/routes.hpp"
#include "running/centre_figures.hpp"
#include "running/csv.hpp"

namespace skranke::http::running {
namespace {

namespace rules = skranke::running;
using codec::append_member;
using codec::append_number;

void append_count(std::string& out, std::string_view key, std::optional<std::int64_t> value) {
  out.append("\"").append(key).append("\":");
  if (value)
    append_number(out, *value);
  else
    out.append("null");
  out.push_back(',');
}

void append_share(std::string& out, std::string_view key, double share) {
  constexpr int digits = 4;
  char text[16];
  const auto end = std::to_chars(text, text + sizeof text, share, std::chars_format::fixed, digits).ptr;
  out.append("\"").append(key).append("\":").append(text, static_cast<std::size_t>(end - text));
  out.push_back(',');
}

void append_rate(std::string& out, std::string_view key, const rules::Rate& rate) {
  out.append("\"").append(key).append("\":{");
  append_count(out, "part", rate.part);
  append_count(out, "whole", rate.whole);
  append_share(out, "share", rate.share);
  append_share(out, "low", rate.low);
  append_share(out, "high", rate.high);
  out.back() = '}';
  out.push_back(',');
}

void append_counts(std::string& out, const rules::DayFigures& day) {
  append_count(out, "booked", day.booked);
  append_count(out, "walk_ins", day.walk_ins);
  append_count(out, "arrived", day.arrived);
  append_count(out, "no_shows", day.no_shows);
  append_count(out, "helped", day.helped);
  append_count(out, "wasted", day.wasted);
  append_count(out, "wait_p50", day.wait_p50_minutes);
  append_count(out, "wait_p90", day.wait_p90_minutes);
  append_count(out, "service_p50", day.service_p50_minutes);
  append_count(out, "lead_p50", day.lead_p50_days);
  append_count(out, "minutes_open", day.minutes_open);
  append_count(out, "minutes_used", day.minutes_used);
}

void append_advice(std::string& out, const rules::Figures& figures) {
  out.append("\"wasted_by_advice\":[");
  for (std::size_t i = 0; i < rules::advices; ++i) {
    const rules::Rate& rate = figures.wasted_by_advice.at(i);
    out.append(i == 0 ? "{" : ",{");
    append_member(out, "advised", rules::name(static_cast<rules::Advice>(i)));
    append_count(out, "visits", rate.whole);
    append_count(out, "wasted", rate.part);
    append_share(out, "share", rate.share);
    append_share(out, "low", rate.low);
    append_share(out, "high", rate.high);
    out.back() = '}';
  }
  out.append("],");
}

void append_reasons(std::string& out, const rules::Figures& figures) {
  out.append("\"wasted_by_reason\":[");
  bool is_first = true;
  for (std::size_t i = 0; i < rules::outcomes.size(); ++i) {
    if (!rules::is_wasted(rules::outcomes.at(i))) continue;
    out.append(is_first ? "{" : ",{");
    is_first = false;
    append_member(out, "outcome", rules::outcomes.at(i));
    append_count(out, "visits", figures.by_outcome.at(i));
    out.back() = '}';
  }
  out.append("],");
}

void append_figures(std::string& out, const rules::Figures& figures) {
  out.append("{\"days\":[");
  for (const rules::DayFigures& day : figures.days) {
    out.append(&day == &figures.days.front() ? "{" : ",{");
    append_member(out, "day", base::format_day(day.day));
    append_counts(out, day);
    out.back() = '}';
  }
  out.append("],");
  append_advice(out, figures);
  append_reasons(out, figures);
  out.append("\"total\":{");
  append_counts(out, figures.all);
  append_rate(out, "wasted_rate", figures.wasted);
  append_rate(out, "no_show_rate", figures.no_shows);
  out.back() = '}';
  out.append("}\n");
}

// The figures of the days that are asked for; empty, and the answer is written, where there are none.
std::optional<rules::Figures> asked_figures(const RunningCall& call, Response& response) {
  constexpr base::Day month = 30;
  const auto today = today_at(call, response);
  if (!today) return std::nullopt;
  const auto days =
      days_in(call.query, {.from = *today - month + 1, .to = *today}, base::limits::figures_days_max);
  if (!days) return api::write_query_problem(response, days.error()), std::nullopt;
  auto figures = rules::figures_of(call.tools(), call.centre, days->from, days->to, call.now);
  if (!figures) return api::write_body_problem(response, figures.error()), std::nullopt;
  if (figures->refusal) return write_refusal(response, *figures->refusal), std::nullopt;
  return std::move(figures->value.figures);
}

}  // namespace

void show_figures(const RunningCall& call, Response& response) {
  const auto figures = asked_figures(call, response);
  if (!figures) return;
  answer_json(response);
  append_figures(response.body, *figures);
}

void export_figures(const RunningCall& call, Response& response) {
  const auto figures = asked_figures(call, response);
  if (!figures) return;
  answer_json(response);
  response.content_type = "text/csv; charset=utf-8";
  response.fields.append("Content-Disposition: attachment; filename=\"figures.csv\"\r\n");
  response.body = rules::csv_of(*figures);
}

}  // namespace skranke::http::running
