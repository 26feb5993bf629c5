#include "http/gate/gate.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "http/api/before.hpp"
#include "http/api/problems.hpp"
#include "http/api/query.hpp"
#include "http/server/problem.hpp"

namespace skranke::http::gate {
namespace {

constexpr Refusal no_picture{415, "unsupported-media-type", "The body is no picture",
                             "Expected Content-Type: image/png or image/jpeg."};
constexpr Refusal nobody{401, "no-officer", "Nobody has signed in",
                         "Sign in at this address, or send an access token: Authorization: Bearer TOKEN."};
constexpr Refusal half{401, "second-factor-missing", "The second factor is missing",
                       "Finish signing in: POST /desk/v1/session/second-factor."};
constexpr Refusal locked{423, "locked", "The session is locked",
                         "Unlock it with the password or the second factor: POST /desk/v1/session/unlock."};
constexpr Refusal no_page_token{403, "no-session-token", "The request does not come from a page of ours",
                                "Send X-Session-Token with the token that GET /desk/v1/session tells."};
constexpr Refusal no_device{403, "not-for-devices", "A device may not do this",
                            "A device registers arrivals and gives tickets; the rest is for people."};
constexpr Refusal no_administrator{403, "no-administrator", "This needs an administrator",
                                   "Only administrators may do this."};
constexpr Refusal no_role{403, "no-role", "This needs another role",
                          "See docs/roles.md for who may do what; administrators give roles."};
constexpr Refusal another_centre{403, "another-centre", "This is another centre",
                                 "Nobody acts for a centre at which they have no role for it."};
constexpr Refusal untrained{
    403, "training-expired", "The certificate of training has ended",
    "Officers work on cases with a certificate that is valid today. Training renews it, and "
    "an administrator enters its new last day."};
constexpr Refusal no_step_up{
    403, "step-up-needed", "The second factor is needed again",
    "Give it once more, and then send the request again: POST /desk/v1/session/step-up."};

// The value of "?centre="; empty if the query has none or is wrong, which the route says.
std::string centre_in(std::string_view query) {
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    // As api::parse_query reads it: a name may be percent-encoded too.
    const std::size_t equals = std::min(pair.find('='), pair.size());
    if (api::percent_decode(pair.substr(0, equals)) != "centre") continue;
    return api::percent_decode(pair.substr(std::min(equals + 1, pair.size()))).value_or(std::string{});
  }
  return {};
}

void write_no_role(const StaffMember& member, const Rule& rule, bool has_it_elsewhere, Response& response) {
  const staff::Roles without_training = staff::roles_anywhere(member.roles) & member.blocked;
  if (has_it_elsewhere) return write_problem(response, another_centre);
  if (without_training.meets(rule.roles)) return write_problem(response, untrained);
  write_problem(response,
                rule.roles == staff::Roles{staff::Role::administrator} ? no_administrator : no_role);
}

// Whether the row lets them in; else the answer is written.
bool may(const StaffMember& member, const Rule& rule, std::string_view centre, Response& response) {
  if (rule.who != Who::roles) {
    if (member.is_device) write_problem(response, no_device);
    return !member.is_device;
  }
  if (member.is_device) {
    if (!rule.for_devices) return write_problem(response, no_device), false;
    return centre.empty() || is_at(member, centre, response);
  }
  const bool anywhere = member.anywhere().meets(rule.roles);
  const bool here = centre.empty() ? anywhere : member.at(centre).meets(rule.roles);
  if (!here) write_no_role(member, rule, anywhere, response);
  return here;
}

constexpr std::string_view cookie_name(bool is_secure) { return is_secure ? "__Host-desk" : "skranke_desk"; }

constexpr std::string_view login_cookie_name(bool is_secure) {
  return is_secure ? "__Host-desk-login" : "skranke_desk_login";
}

base::PersonalText secret_in(std::string_view cookies, std::string_view name) {
  while (!cookies.empty()) {
    const std::size_t end = std::min(cookies.find(';'), cookies.size());
    std::string_view cookie = cookies.substr(0, end);
    cookies.remove_prefix(std::min(end + 1, cookies.size()));
    while (cookie.starts_with(' ')) cookie.remove_prefix(1);
    if (cookie.starts_with(name) && cookie.substr(name.size()).starts_with('='))
      return base::PersonalText{std::string{cookie.substr(name.size() + 1)}};
  }
  return {};
}

}  // namespace

void write_nobody(Response& response) {
  response.fields = "WWW-Authenticate: Bearer\r\n";
  write_problem(response, nobody);
}

void write_locked(Response& response) { write_problem(response, locked); }

bool is_at(const StaffMember& member, std::string_view centre_id, Response& response) {
  const bool is_here = member.is_device
                           ? member.officer.centre_id == centre_id
                           : member.rule != nullptr && member.at(centre_id).meets(member.rule->roles);
  if (!is_here) write_problem(response, another_centre);
  return is_here;
}

bool is_stepped_up(const StaffMember& member, Response& response) {
  if (!member.is_stepped_up) write_problem(response, no_step_up);
  return member.is_stepped_up;
}

bool is_stepped_up_or_program(const StaffMember& member, Response& response) {
  return !member.has_session || is_stepped_up(member, response);
}

Credentials Gate::credentials_of(const Request& request) const {
  return {.authorization = std::string{request.authorization},
          .secret = secret_in(request.cookie, cookie_name(parts_->is_secure)),
          .login_secret = secret_in(request.cookie, login_cookie_name(parts_->is_secure)),
          .page_token = std::string{request.session_token},
          .is_unsafe = request.method != Method::get && request.method != Method::head,
          .is_json = api::may_hold(request.content_type, "application/json"),
          .is_picture = api::may_hold(request.content_type, "image/png") ||
                        api::may_hold(request.content_type, "image/jpeg")};
}

std::string Gate::cookie(const base::PersonalText& secret) const {
  const std::string& text = secret.reveal();
  std::string line{"Set-Cookie: "};
  line.append(cookie_name(parts_->is_secure)).append("=").append(text);
  line.append("; Path=/; HttpOnly; SameSite=Strict; Max-Age=");
  line.append(std::to_string(text.empty() ? 0 : staff::limits::whole_seconds));
  return line.append(parts_->is_secure ? "; Secure\r\n" : "\r\n");
}

std::string Gate::login_cookie(const base::PersonalText& secret) const {
  constexpr staff::Moment login_seconds = 600;
  const std::string& text = secret.reveal();
  std::string line{"Set-Cookie: "};
  line.append(login_cookie_name(parts_->is_secure)).append("=").append(text);
  line.append("; Path=/; HttpOnly; SameSite=Lax; Max-Age=");
  line.append(std::to_string(text.empty() ? 0 : login_seconds));
  return line.append(parts_->is_secure ? "; Secure\r\n" : "\r\n");
}

bool Gate::is_from_page(const Credentials& credentials, Response& response) const {
  const auto& factors = parts_->accounts.factors;
  if (!credentials.is_unsafe ||
      factors.is_equal(credentials.page_token, staff::page_token(parts_->accounts, credentials.secret)))
    return true;
  write_problem(response, no_page_token);
  return false;
}

std::optional<skranke::desk::Officer> Gate::second_officer(std::string_view token,
                                                           std::string_view centre_id) const {
  const StaffMember* member = parts_->tokens.by_token(token);
  const bool is_one =
      member != nullptr && !member->is_device && member->at(centre_id).has(staff::Role::second_officer);
  return is_one ? std::optional{member->officer} : std::nullopt;
}

StaffMember Gate::member_of(const staff::Seen& seen) const {
  const staff::Account& account = seen.account;
  StaffMember member;
  member.officer = {.officer_id = account.account_id,
                    .centre_id = seen.session.centre_id,
                    .centre_name = parts_->centre_name(seen.session.centre_id),
                    .mitid = account.mitid};
  member.shown_name = account.shown_name;
  member.roles = account.roles;
  if (!account.trained_until || *account.trained_until < parts_->today())
    member.blocked = staff::need_training;
  member.has_session = true;
  member.is_stepped_up = staff::is_stepped_up(seen, parts_->now());
  return member;
}

std::optional<StaffMember> Gate::by_cookie(const Credentials& credentials, Response& response) const {
  const staff::Moment now = parts_->now();
  const auto seen = staff::look(parts_->accounts, credentials.secret, now);
  if (!seen) return api::write_body_problem(response, seen.error()), std::nullopt;
  switch (seen->standing) {
    case staff::Standing::none:
      return write_nobody(response), std::nullopt;
    case staff::Standing::half:
      return write_problem(response, half), std::nullopt;
    case staff::Standing::locked:
      return write_locked(response), std::nullopt;
    case staff::Standing::open:
      break;
  }
  if (!is_from_page(credentials, response)) return std::nullopt;
  if (credentials.is_unsafe) {
    if (auto touched = staff::touch(parts_->accounts, *seen, now); !touched)
      return api::write_body_problem(response, touched.error()), std::nullopt;
  }
  return member_of(*seen);
}

std::optional<StaffMember> Gate::identify(const Credentials& credentials, Response& response) const {
  if (!credentials.authorization.empty()) {
    const StaffMember* holder = parts_->tokens.by_authorization(credentials.authorization);
    if (holder == nullptr) write_nobody(response);
    return holder == nullptr ? std::nullopt : std::optional{*holder};
  }
  if (!credentials.secret.reveal().empty()) return by_cookie(credentials, response);
  write_nobody(response);
  return std::nullopt;
}

void Gate::admit(const Request& request, Response& response, const Rule& rule, std::string_view centre,
                 Route route) const {
  if (!api::is_from_here(request, response)) return;
  std::string named{centre};
  if (rule.where == Where::query) named = centre_in(request.query);
  const bool is_post = request.method == Method::post;
  response.work = [gate = *this, &rule, named = std::move(named), is_post, route = std::move(route),
                   credentials = credentials_of(request)](Response& answered) {
    auto member = gate.identify(credentials, answered);
    if (!member) return;
    member->rule = &rule;
    // A query that names no centre is about the one where they work now.
    const bool is_own = rule.where == Where::own || (rule.where == Where::query && named.empty());
    if (!may(*member, rule, is_own ? member->officer.centre_id : named, answered)) return;
    if (rule.takes_picture && !credentials.is_picture) return write_problem(answered, no_picture);
    if (is_post && !rule.takes_picture && !credentials.is_json) return write_problem(answered, api::not_json);
    route(*member, answered);
  };
}

}  // namespace skranke::http::gate
