// Versions as they stand, and the three things that administrators do to them.
#include <map>
#include <mutex>
#include <string>

#include "base/utc_text.hpp"
#include "codec/activation_bodies.hpp"
#include "codec/json_writer.hpp"
#include "http/activation/routes.hpp"
#include "http/api/problems.hpp"
#include "policy/tree.hpp"

namespace skranke::http::activation {
namespace {

using codec::append_json_string;
using codec::append_member;

Refusal refusal_of(rules::Refusal refusal) {
  using enum rules::Refusal;
  switch (refusal) {
    case unknown_version:
      return {404, "policy-unknown", "There is no such version",
              "GET /desk/v1/policies names them, as ID@VERSION."};
    case another_text:
      return {409, "policy-changed", "The text is another one",
              "The version is not what was looked at. Look at it again, and send its new hash."};
    case not_of_every_centre:
      return {403, "every-centre-needed", "Rules are for every centre",
              "Who administrates every centre proposes, activates and withdraws."};
    case counts_already:
      return {409, "policy-active", "The version is active already", "There is nothing to propose."};
    case proposed_already:
      return {409, "policy-proposed", "The version is proposed already",
              "Another administrator activates it."};
    case not_proposed:
      return {409, "policy-not-proposed", "The version is not proposed",
              "Somebody proposes it first, or has withdrawn it meanwhile."};
    case same_person:
      return {403, "same-person", "Another one has to activate it",
              "Who has proposed a version does not activate it."};
    case day_has_come:
      return {409, "policy-day-has-come", "The day of the version has come",
              "A version is activated and withdrawn before its day. Give a new version a day to come."};
    case not_standing:
      return {409, "policy-not-standing", "There is nothing to withdraw",
              "The version is neither proposed nor activated by two people."};
  }
  std::unreachable();
}

std::string_view name_of(policy::Standing standing) {
  switch (standing) {
    case policy::Standing::counts:
      return "counts";
    case policy::Standing::held:
      return "held";
    case policy::Standing::altered:
      return "altered";
  }
  std::unreachable();
}

std::string_view name_of(rules::State state) {
  using enum rules::State;
  switch (state) {
    case installed:
      return "installed";
    case proposed:
      return "proposed";
    case active:
      return "active";
    case withdrawn:
      return "withdrawn";
    case superseded:
      return "superseded";
  }
  std::unreachable();
}

// What those are called who did something, each asked for once: few people, and many deeds in ten years.
class Names {
 public:
  explicit Names(const ActivationContext& context) : context_{context} {}

  const std::string& of(const std::string& account_id) {
    const auto found = names_.find(account_id);
    return found != names_.end() ? found->second
                                 : names_.emplace(account_id, context_.name_of(account_id)).first->second;
  }

 private:
  const ActivationContext& context_;
  std::map<std::string, std::string> names_;
};

// "key":{"by", "name", "at"}, or null where it was not done; of what the installation did nobody is named.
void append_deed(std::string& out, Names& names, std::string_view key, const rules::Deed& deed) {
  append_json_string(out, key);
  out.push_back(':');
  if (deed.at == 0) return static_cast<void>(out.append("null,"));
  out.push_back('{');
  if (deed.by.empty()) {
    out.append("\"by\":null,\"name\":null,");
  } else {
    append_member(out, "by", deed.by);
    append_member(out, "name", names.of(deed.by));
  }
  append_member(out, "at", base::utc_text(deed.at));
  out.back() = '}';
  out.push_back(',');
}

void append_version(std::string& out, const ActivationContext& context, Names& names,
                    const rules::Version& version) {
  const policy::Program& program = version.edition->program;
  const auto today = context.tools.catalogue.in_force(program.id, context.tools.today());
  out.push_back('{');
  append_member(out, "id", program.id + "@" + program.version);
  append_member(out, "policy", program.id);
  append_member(out, "version", program.version);
  out.append("\"effective\":");
  if (version.edition->tree.is_unknown(policy::unknown_effective))
    out.append("null");
  else
    append_json_string(out, base::format_day(program.effective));
  out.push_back(',');
  append_member(out, "sha256", version.sha256);
  append_member(out, "standing", name_of(version.standing));
  out.append("\"in_force\":").append(today && *today == version.edition ? "true" : "false");
  out.append(",\"activations\":[");
  for (const rules::Activation& activation : version.activations) {
    if (&activation != &version.activations.front()) out.push_back(',');
    out.push_back('{');
    append_member(out, "sha256", activation.sha256);
    append_member(out, "state", name_of(activation.state));
    append_deed(out, names, "proposed", activation.proposed);
    append_deed(out, names, "activated", activation.activated);
    append_deed(out, names, "withdrawn", activation.withdrawn);
    out.back() = '}';
  }
  out.append("]}");
}

void write_versions(const ActivationCall& call, unsigned status, Response& response) {
  const auto versions = rules::versions(call.context.tools);
  if (!versions) return api::write_body_problem(response, versions.error());
  answer_json(response, status);
  std::string& out = response.body;
  Names names{call.context};
  out.append("{\"items\":[");
  for (const rules::Version& version : *versions) {
    if (&version != &versions->front()) out.push_back(',');
    append_version(out, call.context, names, version);
  }
  out.append("]}\n");
}

using Deed = rules::Done (*)(const rules::Tools&, const rules::Wish&);

void do_to_version(const ActivationCall& call, Deed deed, unsigned status, Response& response) {
  auto sha256 = codec::read_seen_text(call.body);
  if (!sha256) return api::write_body_problem(response, sha256.error());
  if (!gate::is_stepped_up(call.member, response)) return;
  NamedVersion name = named(call);
  const std::scoped_lock turn{call.context.turn};
  const auto done =
      deed(call.context.tools,
           {.policy = std::move(name.policy),
            .version = std::move(name.version),
            .sha256 = std::move(*sha256),
            .by = call.member.officer.officer_id,
            .is_of_every_centre =
                staff::roles_at(call.member.roles, staff::every_centre).has(staff::Role::administrator),
            .now = call.context.now()});
  if (!done) return api::write_body_problem(response, done.error());
  if (*done) return write_refused(response, **done);
  write_versions(call, status, response);
}

}  // namespace

NamedVersion named(const ActivationCall& call) {
  const std::size_t at = std::min(call.id.find('@'), call.id.size());
  return {.policy = call.id.substr(0, at), .version = call.id.substr(std::min(at + 1, call.id.size()))};
}

void answer_json(Response& response, unsigned status) {
  response.status = status;
  response.content_type = "application/json";
  response.fields.append("Cache-Control: no-store\r\n");
}

void write_refused(Response& response, rules::Refusal refusal) {
  write_problem(response, refusal_of(refusal));
}

void show_versions(const ActivationCall& call, Response& response) { write_versions(call, 200, response); }

void propose_version(const ActivationCall& call, Response& response) {
  do_to_version(call, rules::propose, 201, response);
}

void activate_version(const ActivationCall& call, Response& response) {
  do_to_version(call, rules::activate, 200, response);
}

void withdraw_version(const ActivationCall& call, Response& response) {
  do_to_version(call, rules::withdraw, 200, response);
}

}  // namespace skranke::http::activation
