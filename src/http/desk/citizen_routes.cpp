#include "http/desk/citizen_routes.hpp"

#include <algorithm>

#include "codec/declaration_text.hpp"
#include "codec/json_writer.hpp"
#include "http/api/problems.hpp"
#include "http/desk/routes.hpp"

namespace skranke::http::desk {
namespace {

using codec::append_json_string;
using codec::append_member;
using skranke::desk::ApprovalStage;
using skranke::desk::SignInPurpose;

constexpr Refusal no_approval{404, "approval-unknown", "There is no such approval",
                              "The link is wrong, or the approval is over: ask the officer for a new one."};
constexpr Refusal no_session{401, "no-session", "Nobody has signed in", "Sign in with MitID first."};
constexpr Refusal not_asked{
    404, "not-asked", "Nothing was asked of the register",
    "Sign in with for=questions to learn whether register questions can work for you."};
constexpr Refusal no_verifier{404, "no-questions", "Register questions are not asked here",
                              "This service has no access to the register. Ask at Citizen Service."};
constexpr Refusal no_statement{404, "statement-unknown", "There is no such statement",
                               "No statement in your name has this id."};

std::string_view name(ApprovalStage stage) {
  switch (stage) {
    case ApprovalStage::begun:
      return "begun";
    case ApprovalStage::proven:
      return "proven";
    case ApprovalStage::refused:
      return "refused";
    case ApprovalStage::used:
      return "used";
  }
  std::unreachable();
}

const policy::WitnessRules* rules_today(const CitizenContext& context) {
  const auto edition = context.catalogue.in_force("mitid", context.today());
  if (!edition || !(*edition)->tree.witness) return nullptr;
  return &*(*edition)->tree.witness;
}

bool has_parameter(std::string_view query, std::string_view wanted) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    if (query.substr(0, end) == wanted) return true;
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return false;
}

// A language that there is a statement in; else English.
std::string language_of(const CitizenContext& context, std::string_view query) {
  constexpr std::string_view key = "lang=";
  const std::size_t at = query.find(key);
  std::string language{at == std::string_view::npos ? std::string_view{} : query.substr(at + key.size(), 2)};
  return context.tools.texts.contains(language) ? language : "en";
}

// The language that the witness of an approval reads; else English.
std::string language_read(const CitizenContext& context, const std::string& approval_id) {
  const auto approval = context.tools.ledger.approval(approval_id);
  if (!approval || !*approval) return "en";
  std::string language = codec::read_declaration((*approval)->statement).language;
  return context.tools.texts.contains(language) ? language : "en";
}

base::Result<std::optional<skranke::desk::CitizenSession>> whose(const CitizenCall& call) {
  return skranke::desk::signed_in(call.context.tools, call.context.sessions, call.session,
                                  call.context.now());
}

void append_statements(std::string& out, const std::vector<skranke::desk::GivenStatement>& given) {
  for (const auto& statement : given) {
    if (&statement != &given.front()) out.push_back(',');
    out.push_back('{');
    append_member(out, "statement_id", statement.statement_id);
    append_member(out, "day", base::format_day(statement.day));
    append_member(out, "centre", statement.centre_id);
    out.append(statement.withdrawn ? "\"withdrawn\":true," : "\"withdrawn\":false,");
    out.append(statement.disputed ? "\"disputed\":true}" : "\"disputed\":false}");
  }
}

}  // namespace

void show_statement(const CitizenCall& call, Response& response) {
  const auto found = call.context.tools.ledger.approval(call.id);
  if (!found) return api::write_body_problem(response, found.error());
  const bool is_there = *found && (*found)->expires_at > call.context.now();
  if (!is_there) return write_problem(response, no_approval);
  const auto& approval = **found;
  const auto declared = codec::read_declaration(approval.statement);
  const auto text = call.context.tools.texts.find(declared.language);
  if (text == call.context.tools.texts.end()) return write_problem(response, no_approval);
  const auto login = skranke::desk::where_to_approve(approval);
  answer_json(response, 200);
  std::string& out = response.body;
  out.push_back('{');
  append_member(out, "stage", name(approval.stage));
  append_member(out, "language", declared.language);
  append_member(out, "title", text->second.title);
  append_member(out, "text", text->second.text);
  append_member(out, "relation", declared.relation);
  out.append("\"known_years\":");
  codec::append_number(out, declared.known_years);
  out.push_back(',');
  append_member(out, "address", login.address);
  append_member(out, "reference_text", login.reference_text);
  out.append("\"expires_at\":");
  codec::append_number(out, approval.expires_at);
  out.append("}\n");
}

void finish_login(const CitizenCall& call, Response& response) {
  const auto& context = call.context;
  const auto signed_in = skranke::desk::finish_sign_in(context.tools, context.sessions, context.verifier,
                                                       call.query, call.session, context.now());
  if (!signed_in) return api::write_body_problem(response, signed_in.error());
  if (*signed_in) {
    std::string page{"/"};
    const bool is_about_questions = (*signed_in)->purpose == SignInPurpose::questions;
    page.append((*signed_in)->language).append(is_about_questions ? "/check/questions/" : "/witness/mine/");
    if (!(*signed_in)->refusal.empty())
      return redirect(response, page.append("#").append((*signed_in)->refusal));
    return redirect(response, page,
                    session_cookie(context, (*signed_in)->secret, skranke::desk::session_seconds));
  }
  const auto finished = skranke::desk::finish_approval(context.tools, call.query, context.now());
  if (!finished) return api::write_body_problem(response, finished.error());
  std::string page{"/"};
  page.append(language_read(context, finished->approval_id)).append("/witness/statement/#");
  page.append(finished->approval_id).append(",");
  redirect(response, page.append(finished->refusal.empty() ? "proven" : finished->refusal));
}

void show_organisations(const CitizenCall& call, Response& response) {
  const base::Day today = call.context.today();
  const policy::WitnessRules* rules = rules_today(call.context);
  const auto all =
      call.context.tools.ledger.organisations(today - (rules != nullptr ? rules->quota_days : 0) + 1);
  if (!all) return api::write_body_problem(response, all.error());
  answer_json(response, 200);
  std::string& out = response.body;
  out.append("{\"items\":[");
  bool is_first = true;
  for (const auto& organisation : *all) {
    if (organisation.suspended_from && *organisation.suspended_from <= today) continue;
    if (!is_first) out.push_back(',');
    is_first = false;
    out.push_back('{');
    append_member(out, "id", organisation.organisation_id);
    append_member(out, "name", organisation.name);
    out.append("\"reach\":{");
    append_member(out, "web", organisation.web);
    append_member(out, "phone", organisation.phone);
    append_member(out, "email", organisation.email);
    out.back() = '}';
    out.append(",\"centres\":null,\"languages\":[");
    for (const std::string& language : organisation.languages) {
      if (&language != &organisation.languages.front()) out.push_back(',');
      append_json_string(out, language);
    }
    out.append("],\"vouchings_last_120_days\":");
    codec::append_number(out, organisation.vouchings);
    out.push_back('}');
  }
  out.append("]}\n");
}

void sign_in(const CitizenCall& call, Response& response) {
  const auto& context = call.context;
  const std::string language = language_of(context, call.query);
  const bool is_about_questions = has_parameter(call.query, "for=questions");
  if (is_about_questions && context.verifier == nullptr) return write_problem(response, no_verifier);
  const auto& texts = is_about_questions ? context.questions_texts : context.sign_in_texts;
  const auto begun = skranke::desk::begin_sign_in(
      context.tools, context.sessions,
      {.purpose = is_about_questions ? SignInPurpose::questions : SignInPurpose::vouchings,
       .language = language,
       .reference_text = texts.at(language)},
      context.now());
  if (!begun) return api::write_body_problem(response, begun.error());
  redirect(response, begun->address, session_cookie(context, begun->secret, skranke::desk::sign_in_seconds));
}

void show_feasible(const CitizenCall& call, Response& response) {
  if (call.context.verifier == nullptr) return write_problem(response, no_verifier);
  const auto session = whose(call);
  if (!session) return api::write_body_problem(response, session.error());
  if (!*session) return write_problem(response, no_session);
  if (!(*session)->feasible) return write_problem(response, not_asked);
  answer_json(response, 200);
  response.body = *(*session)->feasible ? "{\"feasible\":true}\n" : "{\"feasible\":false}\n";
}

void show_vouchings(const CitizenCall& call, Response& response) {
  const auto person = whose(call);
  if (!person) return api::write_body_problem(response, person.error());
  if (!*person) return write_problem(response, no_session);
  const auto standing = call.context.tools.ledger.standing((*person)->person_id);
  if (!standing) return api::write_body_problem(response, standing.error());
  witness::Quota quota;
  const policy::WitnessRules* rules = rules_today(call.context);
  std::vector<base::Day> days;
  for (const auto& given : standing->given) {
    if (given.counts) days.push_back(given.day);
  }
  if (rules != nullptr)
    quota = witness::quota_on(call.context.today(), days, rules->quota_times, rules->quota_days);
  answer_json(response, 200);
  std::string& out = response.body;
  out.append("{\"left\":");
  codec::append_number(out, quota.left);
  out.append(",\"next_day\":");
  if (quota.next_day) {
    append_json_string(out, base::format_day(*quota.next_day));
  } else {
    out.append("null");
  }
  out.append(standing->is_frozen ? ",\"frozen\":true" : ",\"frozen\":false").append(",\"statements\":[");
  append_statements(out, standing->given);
  out.append("]}\n");
}

void dispute_vouching(const CitizenCall& call, Response& response) {
  const auto person = whose(call);
  if (!person) return api::write_body_problem(response, person.error());
  if (!*person) return write_problem(response, no_session);
  const auto disputed = call.context.tools.ledger.dispute((*person)->person_id, call.id, call.context.now());
  if (!disputed) return api::write_body_problem(response, disputed.error());
  if (!*disputed) return write_problem(response, no_statement);
  answer_json(response, 200);
  response.body = "{\"disputed\":true,\"frozen\":true}\n";
}

void sign_out(const CitizenCall& call, Response& response) {
  if (auto done = skranke::desk::sign_out(call.context.tools, call.context.sessions, call.session); !done)
    return api::write_body_problem(response, done.error());
  answer_json(response, 200);
  response.fields.append(session_cookie(call.context, {}, 0));
  response.body = "{\"signed_out\":true}\n";
}

}  // namespace skranke::http::desk
