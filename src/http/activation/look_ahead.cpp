// What a version would change, before it does: in words, and on last month's cases and the visits to come.
#include "counter/look_ahead.hpp"

#include <array>

#include "base/whole_number.hpp"
#include "codec/json_writer.hpp"
#include "http/activation/routes.hpp"
#include "http/api/problems.hpp"
#include "http/api/query.hpp"

namespace skranke::http::activation {
namespace {

using codec::append_json_string;
using codec::append_member;
using codec::append_number;

// The version of the path, and the one that it follows.
struct Pair {
  const policy::Edition* before = nullptr;
  const policy::Edition* after = nullptr;
};

// Empty, and the answer is written, where there is no such version, or none before it.
std::optional<Pair> pair_of(const ActivationCall& call, Response& response) {
  const NamedVersion name = named(call);
  const auto after = call.context.tools.catalogue.version(name.policy, name.version);
  if (!after) return write_refused(response, rules::Refusal::unknown_version), std::nullopt;
  const Pair pair{.before = rules::version_before(call.context.tools, **after), .after = *after};
  if (pair.before != nullptr) return pair;
  write_problem(response, {404, "policy-has-no-before", "No version decides before this one",
                           "There is nothing that it could be compared with."});
  return std::nullopt;
}

// The value of the route's one parameter; empty without it.
std::optional<std::string> parameter(const ActivationCall& call, std::string_view name, Response& response) {
  const std::array names{name};
  auto query = api::parse_query(call.query, names);
  if (query) return std::move(query->values.front()).value_or(std::string{});
  api::write_query_problem(response, query.error());
  return std::nullopt;
}

void append_flips(std::string& out, const counter::Flips& flips) {
  const auto add = [&](std::string_view key, std::int64_t number) {
    append_json_string(out, key);
    out.push_back(':');
    append_number(out, number);
    out.push_back(',');
  };
  add("cases", flips.cases);
  add("accepted", flips.accepted);
  add("no_longer_accepted", flips.rejected);
  add("otherwise_changed", flips.other);
  add("not_readable", flips.unread);
}

void append_next(std::string& out, const std::optional<std::string>& next) {
  out.append("\"next\":");
  if (next)
    append_json_string(out, *next);
  else
    out.append("null");
  out.append("}\n");
}

// "1795945320.CASE"; empty for what is none.
std::optional<skranke::cases::DecidedAt> read_place(const std::string& text) {
  if (text.empty()) return skranke::cases::DecidedAt{};
  const std::size_t dot = text.find('.');
  if (dot == std::string::npos) return std::nullopt;
  constexpr std::uint64_t moment_max = std::uint64_t{1} << 40U;
  const auto at =
      base::read_whole_number(std::string_view{text}.substr(0, dot), std::uint64_t{0}, moment_max);
  if (!at) return std::nullopt;
  return skranke::cases::DecidedAt{.at = static_cast<std::int64_t>(*at), .case_id = text.substr(dot + 1)};
}

}  // namespace

void show_difference(const ActivationCall& call, Response& response) {
  const auto language = parameter(call, "lang", response);
  if (!language) return;
  const auto pair = pair_of(call, response);
  if (!pair) return;
  const auto difference =
      call.context.difference(*pair->before, *pair->after, language->empty() ? "en" : *language);
  if (!difference) return api::write_query_problem(response, difference.error());
  answer_json(response, 200);
  std::string& out = response.body;
  out.push_back('{');
  append_member(out, "before", pair->before->program.id + "@" + pair->before->program.version);
  append_member(out, "after", pair->after->program.id + "@" + pair->after->program.version);
  out.append("\"differences\":").append(difference->json).append(",\"sentences\":[");
  for (const std::string& sentence : difference->sentences) {
    if (&sentence != &difference->sentences.front()) out.push_back(',');
    append_json_string(out, sentence);
  }
  out.append("]}\n");
}

void judge_cases(const ActivationCall& call, Response& response) {
  const auto text = parameter(call, "after", response);
  if (!text) return;
  const auto place = read_place(*text);
  if (!place)
    return api::write_query_problem(
        response, {base::Fault::invalid_value, "after: expected `next` of the piece before.", {}});
  const auto pair = pair_of(call, response);
  if (!pair) return;
  const auto ahead = counter::cases_ahead(call.context.book, *pair->before, *pair->after, *place,
                                          call.context.tools.today(), call.context.day_of);
  if (!ahead) return api::write_body_problem(response, ahead.error());
  answer_json(response, 200);
  std::string& out = response.body;
  out.append("{\"all\":");
  append_number(out, ahead->all);
  out.push_back(',');
  append_flips(out, ahead->flips);
  out.append("\"flipped\":[");
  bool is_first = true;
  for (const counter::Flipped& flipped : ahead->flipped) {
    if (!call.member.at(flipped.centre_id).has(staff::Role::supervisor)) continue;
    if (!is_first) out.push_back(',');
    is_first = false;
    out.push_back('{');
    append_member(out, "case_id", flipped.case_id);
    append_member(out, "before", name(flipped.before));
    append_member(out, "after", name(flipped.after));
    out.back() = '}';
  }
  out.append("],");
  append_next(out,
              ahead->next
                  ? std::optional{std::to_string(ahead->next->at).append(".").append(ahead->next->case_id)}
                  : std::nullopt);
}

void judge_visits(const ActivationCall& call, Response& response) {
  const auto after = parameter(call, "after", response);
  if (!after) return;
  const auto pair = pair_of(call, response);
  if (!pair) return;
  const base::Day from = std::max(pair->after->program.effective, call.context.tools.today());
  const auto visits = call.context.visits(from, *after, counter::look_ahead_piece);
  if (!visits) return api::write_body_problem(response, visits.error());
  answer_json(response, 200);
  response.body.push_back('{');
  append_flips(response.body, counter::visits_ahead(*visits, *pair->before, *pair->after));
  const bool is_last = static_cast<std::int64_t>(visits->size()) < counter::look_ahead_piece;
  append_next(response.body, is_last ? std::nullopt : std::optional{visits->back().booking_id});
}

}  // namespace skranke::http::activation
