#include "http/queue/ticket_json.hpp"

#include "codec/json_writer.hpp"

namespace skranke::http::queue {
namespace {

namespace rules = skranke::queue;
using codec::append_json_string;
using codec::append_member;
using codec::append_number;

constexpr rules::Moment seconds_a_minute = 60;

void append_key(std::string& out, std::string_view key) {
  append_json_string(out, key);
  out.push_back(':');
}

template <class Number>
void append_optional_number(std::string& out, std::string_view key, const std::optional<Number>& number) {
  append_key(out, key);
  if (number) {
    append_number(out, *number);
  } else {
    out.append("null");
  }
  out.push_back(',');
}

void append_optional_text(std::string& out, std::string_view key, const std::optional<std::string>& text) {
  if (text) return append_member(out, key, *text);
  append_key(out, key);
  out.append("null,");
}

std::optional<std::string> moment_text(const std::optional<rules::Moment>& moment,
                                       const booking::TimeZone& zone) {
  return moment ? std::optional{format_moment(*moment, zone)} : std::nullopt;
}

// Null for devices, for walk-ins, and where the name has been forgotten.
std::optional<std::string> name_of(const reception::DayView& view, const rules::Ticket& ticket,
                                   Reader reader) {
  const auto found = view.names.find(ticket.booking_id);
  if (reader != Reader::officer || found == view.names.end() || found->second.empty()) return std::nullopt;
  return found->second;
}

// What can be done to it now, so that no client needs the table of steps.
void append_actions(std::string& out, const rules::Ticket& ticket, rules::Moment now) {
  append_key(out, "actions");
  out.push_back('[');
  for (const rules::Action action : rules::possible(ticket.progress.state)) {
    if (action == rules::Action::call) continue;
    append_json_string(out, rules::name(action));
    out.push_back(',');
  }
  if (rules::undone(ticket, now)) out.append("\"undo\",");
  if (out.back() == ',') out.pop_back();
  out.append("],");
}

}  // namespace

std::string format_moment(rules::Moment moment, const booking::TimeZone& zone) {
  constexpr std::size_t seconds_at = 17;  // "2026-12-01T10:00:00+01:00"
  std::string text = booking::format_instant(moment / seconds_a_minute, zone);
  const rules::Moment second = moment % seconds_a_minute;
  text[seconds_at] = static_cast<char>('0' + second / 10);
  text[seconds_at + 1] = static_cast<char>('0' + second % 10);
  return text;
}

void append_estimate(std::string& out, const std::optional<rules::Spread>& spread, bool is_todays) {
  if (!spread) {
    out.append("null");
    return;
  }
  out.append("{\"low\":");
  append_number(out, spread->low / seconds_a_minute);
  out.append(",\"middle\":");
  append_number(out, (spread->middle + seconds_a_minute / 2) / seconds_a_minute);
  out.append(",\"high\":");
  append_number(out, (spread->high + seconds_a_minute - 1) / seconds_a_minute);
  out.append(is_todays ? R"(,"basis":"today"})" : R"(,"basis":"assumed"})");
}

void append_ticket(std::string& out, const reception::DayView& view, std::size_t at, Reader reader,
                   rules::Moment now) {
  const rules::Ticket& ticket = view.day.tickets.at(at);
  const rules::Progress& progress = ticket.progress;
  const booking::TimeZone& zone = *view.place->zone;
  out.push_back('{');
  append_member(out, "ticket_id", ticket.ticket_id);
  append_member(out, "ticket", rules::name_of(ticket));
  append_member(out, "kind", rules::name(ticket.kind));
  append_member(out, "state", rules::name(progress.state));
  append_member(out, "service", progress.service);
  append_key(out, "party");
  append_number(out, ticket.party);
  out.push_back(',');
  append_member(out, "language", ticket.language);
  append_member(out, "due", format_moment(ticket.due, zone));
  append_member(out, "arrived_at", format_moment(ticket.arrived_at, zone));
  append_key(out, "ahead");
  append_number(out, view.ahead(at).value_or(0));
  out.push_back(',');
  append_key(out, "estimate");
  append_estimate(out, view.estimate(at), view.estimates.is_todays);
  out.push_back(',');
  append_optional_number(out, "counter", progress.counter);
  append_optional_number(out, "wanted_counter", progress.wanted);
  append_key(out, "calls");
  append_number(out, progress.calls);
  out.push_back(',');
  append_optional_text(out, "called_at", moment_text(progress.called_at, zone));
  append_optional_text(out, "serving_at", moment_text(progress.serving_at, zone));
  append_optional_text(out, "ended_at", moment_text(progress.ended_at, zone));
  append_optional_text(out, "name", name_of(view, ticket, reader));
  append_optional_text(
      out, "outcome",
      progress.outcome ? std::optional<std::string>{rules::name(*progress.outcome)} : std::nullopt);
  append_actions(out, ticket, now);
  append_key(out, "sequence");
  append_number(out, ticket.sequence);
  out.push_back('}');
}

}  // namespace skranke::http::queue
