// What the staff's routes answer: sessions and people as JSON, refusals as problems.
#pragma once

#include <string>
#include <vector>

#include "codec/staff_bodies.hpp"
#include "http/server/problem.hpp"
#include "http/staff/routes.hpp"
#include "staff/people.hpp"
#include "staff/second_factor.hpp"

namespace skranke::http::staff {

// An answer as JSON that nobody may keep.
void answer_json(Response& response, unsigned status);

void append_roles(std::string& out, const std::vector<skranke::staff::RolesAt>& roles);
void append_key(std::string& out, std::string_view key);

// A session as its own page sees it, with `secret` as the cookie's.
void write_session(const StaffCall& call, const skranke::staff::Seen& seen, const base::PersonalText& secret,
                   Response& response);

// {"challenge", "relying_party", "credentials"}: what a browser asks an authenticator with.
void append_challenge(std::string& out, std::string_view challenge, const std::string& relying_party,
                      const skranke::staff::Account& account);

// Nobody is signed in; how they can.
void write_no_session(const StaffCall& call, Response& response);

// 403 or 429.
void write_refused(skranke::staff::Outcome outcome, const Refusal& refusal, Response& response);

[[nodiscard]] skranke::staff::Proof proof_of(codec::ProofBody body);

// Roles as they are named in a body; `centre` of a role that is no centre is empty as a whole.
[[nodiscard]] base::Result<std::vector<skranke::staff::RolesAt>> roles_of(
    const StaffContext& context, const std::vector<codec::RoleText>& roles);

// "2026-01-31T12:00:00Z"
[[nodiscard]] std::string moment_text(skranke::staff::Moment moment);

}  // namespace skranke::http::staff
