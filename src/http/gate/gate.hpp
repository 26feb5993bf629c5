// The one gate of the officers' origin: every route asks it who comes, and it answers itself where they may
// not.
//
// How a router uses it. Its entries have rows in access.hpp, which the compiler checks:
//
//   static_assert(gate::have_rules(entries));
//   …
//   gate.admit(request, response, *gate::rule_of(entry.method, entry.path), centre_of_path,
//              [owned …](const gate::StaffMember& member, Response& answered) { route(…); });
//
// `admit` answers 401 (nobody, or the second factor is missing), 403 (another site, no role, another centre,
// training that has ended, a device), 415 (a POST that is no JSON) and 423 (locked). Else it calls the route,
// on a thread that may wait, after the request is gone: the route owns what it needs of it. Where the row's
// centre is `body` or `record`, the route asks gate::is_at(member, centre, answered). What needs a fresh
// second factor (four eyes, roles) asks gate::is_stepped_up(member, answered).
//
// By cookie a request that changes something has to come from our own page: Sec-Fetch-Site, and the token of
// the session in X-Session-Token, which GET /desk/v1/session tells to pages of this origin only.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "http/gate/member.hpp"
#include "http/gate/tokens.hpp"
#include "http/server/response.hpp"
#include "staff/sessions.hpp"

namespace skranke::http::gate {

struct GateParts {
  Tokens tokens;
  const staff::Tools& accounts;
  bool is_secure = false;  // reached over TLS only: the cookie says so
  std::function<std::string(std::string_view)> centre_name;
  std::function<base::Day()> today;
  std::function<staff::Moment()> now;
};

// What a request says about who sends it; owned.
struct Credentials {
  std::string authorization;
  base::PersonalText secret;        // of the session's cookie
  base::PersonalText login_secret;  // of that of a login at the broker
  std::string page_token;
  bool is_unsafe = false;
  bool is_json = true;
  bool is_picture = false;
};

class Gate {
 public:
  using Route = std::function<void(const StaffMember&, Response&)>;

  explicit Gate(GateParts parts) : parts_{std::make_shared<const GateParts>(std::move(parts))} {}

  // `centre` is that of the path where the rule is about it, else empty.
  void admit(const Request& request, Response& response, const Rule& rule, std::string_view centre,
             Route route) const;

  // Who has this access token, if they are a second officer at the centre.
  [[nodiscard]] std::optional<skranke::desk::Officer> second_officer(std::string_view token,
                                                                     std::string_view centre_id) const;

  [[nodiscard]] Credentials credentials_of(const Request& request) const;
  // Whether a change comes from our own page: else the answer is written.
  [[nodiscard]] bool is_from_page(const Credentials& credentials, Response& response) const;
  [[nodiscard]] std::string cookie(
      const base::PersonalText& secret) const;  // a header line; empty: forget it
  // The same of a login at the broker that is under way.
  [[nodiscard]] std::string login_cookie(const base::PersonalText& secret) const;
  [[nodiscard]] const GateParts& parts() const { return *parts_; }

  // Somebody with an account, as they stand at this moment.
  [[nodiscard]] StaffMember member_of(const staff::Seen& seen) const;

 private:
  // Who it is, or the answer is written.
  [[nodiscard]] std::optional<StaffMember> identify(const Credentials& credentials, Response& response) const;
  [[nodiscard]] std::optional<StaffMember> by_cookie(const Credentials& credentials,
                                                     Response& response) const;

  std::shared_ptr<const GateParts> parts_;
};

// 401: nobody is signed in, or the token is unknown.
void write_nobody(Response& response);
// 423: the session is locked.
void write_locked(Response& response);

}  // namespace skranke::http::gate
