// The routes of versions on their way into force, and what they share. Each runs on a thread that may wait.
#pragma once

#include <string>
#include <string_view>

#include "http/activation/router.hpp"

namespace skranke::http::activation {

// A request that has found its route and its member; it owns what it needs of it.
struct ActivationCall {
  const ActivationContext& context;
  const gate::StaffMember& member;
  std::string id;     // ID@VERSION
  std::string query;  // percent-encoded
  std::string body;
};

using ActivationRoute = void (*)(const ActivationCall&, Response&);

void show_versions(const ActivationCall& call, Response& response);
void show_difference(const ActivationCall& call, Response& response);
void judge_cases(const ActivationCall& call, Response& response);
void judge_visits(const ActivationCall& call, Response& response);
void propose_version(const ActivationCall& call, Response& response);
void activate_version(const ActivationCall& call, Response& response);
void withdraw_version(const ActivationCall& call, Response& response);

struct NamedVersion {
  std::string policy;
  std::string version;
};
[[nodiscard]] NamedVersion named(const ActivationCall& call);

void answer_json(Response& response, unsigned status);
void write_refused(Response& response, rules::Refusal refusal);

}  // namespace skranke::http::activation
