#include "http/queue/board_json.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>
#include <vector>

#include "codec/json_writer.hpp"

namespace skranke::http::queue {
namespace {

namespace rules = skranke::queue;
using codec::append_member;
using codec::append_number;
using rules::State;

constexpr std::size_t calls_shown_max = 8;
constexpr std::size_t ended_shown_max = 50;

// Indexes of the tickets in one of two states, latest first by `moment`.
template <class Moment>
std::vector<std::size_t> latest(const reception::DayView& view, State one, State other, Moment moment,
                                std::size_t max) {
  const auto& tickets = view.day.tickets;
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < tickets.size(); ++i) {
    if (tickets[i].progress.state == one || tickets[i].progress.state == other) found.push_back(i);
  }
  std::ranges::sort(found, std::greater{}, [&](std::size_t i) {
    return std::pair{moment(tickets[i].progress).value_or(0), tickets[i].sequence};
  });
  if (found.size() > max) found.resize(max);
  return found;
}

void append_calls(std::string& out, const reception::DayView& view) {
  out.append("\"calls\":[");
  const auto calls = latest(
      view, State::called, State::serving, [](const rules::Progress& progress) { return progress.called_at; },
      calls_shown_max);
  for (const std::size_t at : calls) {
    const rules::Ticket& ticket = view.day.tickets[at];
    out.push_back('{');
    append_member(out, "ticket", rules::name_of(ticket));
    out.append("\"counter\":");
    append_number(out, ticket.progress.counter.value_or(0));
    out.push_back(',');
    append_member(out, "called_at", format_moment(ticket.progress.called_at.value_or(0), *view.place->zone));
    append_member(out, "state", rules::name(ticket.progress.state));
    append_member(out, "language", ticket.language);
    out.append("\"calls\":");
    append_number(out, ticket.progress.calls);
    out.append("},");
  }
  if (out.back() == ',') out.pop_back();
  out.append("],");
}

void append_notice(std::string& out, const reception::DayView& view) {
  out.append("\"notice\":");
  if (!view.notice) {
    out.append("null");
    return;
  }
  out.append(R"({"closed":true,)");
  append_member(out, "reason", view.notice->reason);
  out.back() = '}';
}

void append_head(std::string& out, const reception::DayView& view) {
  out.push_back('{');
  append_member(out, "centre", view.day.centre);
  append_member(out, "day", base::format_day(view.day.day));
  out.append("\"sequence\":");
  append_number(out, view.day.sequence);
  out.push_back(',');
}

class TicketList {
 public:
  TicketList(std::string& out, std::string_view key, const reception::DayView& view, rules::Moment now)
      : out_{out}, view_{view}, now_{now} {
    codec::append_json_string(out_, key);
    out_.append(":[");
  }
  TicketList(const TicketList&) = delete;
  TicketList& operator=(const TicketList&) = delete;
  ~TicketList() {
    if (out_.back() == ',') out_.pop_back();
    out_.append("],");
  }
  void add(std::size_t at) {
    append_ticket(out_, view_, at, Reader::officer, now_);
    out_.push_back(',');
  }

 private:
  std::string& out_;
  const reception::DayView& view_;
  rules::Moment now_;
};

void append_counters(std::string& out, const reception::DayView& view, rules::Moment now) {
  std::set<std::int32_t> counters;
  for (std::int32_t number = 1; number <= view.counters_staffed; ++number) counters.insert(number);
  for (const std::int32_t number : rules::working_counters(view.day.tickets, 0, now)) counters.insert(number);
  out.append("\"counters\":[");
  for (const std::int32_t number : counters) {
    out.append("{\"counter\":");
    append_number(out, number);
    out.append(",\"ticket\":");
    const auto& tickets = view.day.tickets;
    const auto there = std::ranges::find_if(tickets, [number](const rules::Ticket& each) {
      return rules::is_at_counter(each.progress.state) && each.progress.counter == number;
    });
    if (there == tickets.end()) {
      out.append("null");
    } else {
      append_ticket(out, view, static_cast<std::size_t>(there - tickets.begin()), Reader::officer, now);
    }
    out.append("},");
  }
  if (out.back() == ',') out.pop_back();
  out.append("],");
}

void append_expected(std::string& out, const reception::DayView& view) {
  out.append("\"expected\":[");
  for (const rules::Visit& visit : view.expected) {
    out.push_back('{');
    append_member(out, "start", format_moment(visit.start, *view.place->zone));
    append_member(out, "service", visit.service);
    append_member(out, "name", visit.name);
    out.append("\"party\":");
    append_number(out, visit.party);
    out.append("},");
  }
  if (out.back() == ',') out.pop_back();
  out.append("],");
}

}  // namespace

std::string board_json(const reception::DayView& view, const booking::Settings& settings) {
  std::string out;
  append_head(out, view);
  append_calls(out, view);
  out.append("\"waiting\":");
  append_number(out, std::ranges::count_if(view.day.tickets, [](const rules::Ticket& ticket) {
                  return ticket.progress.state == State::waiting;
                }));
  out.append(",\"estimates\":[");
  for (const booking::Service& service : settings.services) {
    if (!view.estimates.newcomer) break;
    std::string entry;
    append_estimate(entry, view.estimates.newcomer, view.estimates.is_todays);
    out.push_back('{');
    append_member(out, "service", service.id);
    out.append(std::string_view{entry}.substr(1)).push_back(',');
  }
  if (out.back() == ',') out.pop_back();
  out.append("],");
  append_notice(out, view);
  return out.append("}");
}

std::string desk_json(const reception::DayView& view, rules::Moment now) {
  std::string out;
  append_head(out, view);
  {
    TicketList waiting{out, "waiting", view, now};
    for (const std::size_t at : view.line) {
      if (view.day.tickets[at].progress.state == State::waiting) waiting.add(at);
    }
  }
  append_counters(out, view, now);
  append_expected(out, view);
  {
    TicketList away{out, "away", view, now};
    for (const std::size_t at : view.line) {
      if (view.day.tickets[at].progress.state == State::away) away.add(at);
    }
  }
  {
    TicketList ended{out, "ended", view, now};
    const auto moment = [](const rules::Progress& progress) { return progress.ended_at; };
    for (const std::size_t at : latest(view, State::done, State::left, moment, ended_shown_max))
      ended.add(at);
  }
  append_notice(out, view);
  return out.append("}\n");
}

}  // namespace skranke::http::queue
