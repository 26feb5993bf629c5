// How a broker is reached, trusted and understood: its addresses, its keys, and which claim says what.
//
// A TOML file; its keys are in docs/oidc.md. The claims default to Nets eID Broker's. The client's secret is
// in a file of its own or in an environment variable, so that a configuration can be shared. Nothing is
// learned from the broker while the program runs but keys, where the file says so.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "desk/port/identity_broker.hpp"

namespace skranke::oidc {

// What tokens may be signed with. No "none", and nothing with a shared secret: SPEC: RFC 8725
// sections 3.1, 3.2.
enum class Algorithm : std::uint8_t { rs256, ps256, es256 };

[[nodiscard]] std::optional<Algorithm> algorithm_of(std::string_view name);  // "RS256", "PS256", "ES256"

// How the client shows who it is. SPEC: OpenID Connect Core 1.0, section 9.
enum class ClientAuthentication : std::uint8_t { basic, post };

// Where something goes in the request for a login: a parameter, or a place in a parameter that is JSON.
struct Placement {
  std::string parameter;  // empty: not sent
  std::vector<std::string> path;
};

// The names of claims; empty: the broker has no such claim.
struct ClaimNames {
  std::string uuid = "mitid.uuid";
  std::string cpr_number = "dk.cpr";
  std::string born = "mitid.date_of_birth";
  std::string name = "mitid.identity_name";
  std::string level = "loa";
  std::string identity_level = "ial";
  std::string authenticator_level = "aal";
  std::string identity_provider = "idp";
  std::string identity_type = "identity_type";
  std::string transaction_id = "transaction_id";
  std::string reference_text = "mitid.reference_text";
  std::string actions = "transaction_actions";
  std::string mitid_since;
};

struct Config {
  using Duration = std::chrono::milliseconds;

  std::string issuer;
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string userinfo_endpoint;  // empty: everything is in the tokens
  std::string client_id;
  base::PersonalText client_secret;
  ClientAuthentication client_authentication = ClientAuthentication::basic;
  std::string redirect_uri;
  std::vector<std::string> scopes{"openid", "mitid", "transaction_token"};
  std::vector<std::string> cpr_scopes{"ssn"};  // asked for where the CPR number is wanted
  std::string prompt = "login";                // empty: not sent
  bool sends_issuer = false;                   // the broker's answer names it. SPEC: RFC 9207
  std::vector<std::string> cancel_errors{"access_denied"};
  std::map<std::string, std::string> parameters{{"idp_values", "mitid"}};  // sent with every login

  Placement reference_text{.parameter = "idp_params", .path = {"mitid", "reference_text"}};
  bool is_reference_text_base64 = true;
  Placement level{.parameter = "idp_params", .path = {"mitid", "loa_value"}};
  std::vector<std::string> level_values{"low", "substantial", "high"};  // as they are asked for, rising
  std::string language_parameter = "ui_locales";

  std::vector<Algorithm> algorithms{Algorithm::rs256};
  std::string keys;              // a JWKS; empty: fetched from jwks_uri
  std::string transaction_keys;  // a JWKS for transaction tokens; empty: the same as for ID tokens
  std::string jwks_uri;
  std::string ca_file;  // authorities to trust, PEM; empty: the system's

  ClaimNames claims;
  // As tokens name the levels, rising; several names for one are allowed.
  std::vector<std::vector<std::string>> level_names{{"https://data.gov.dk/concept/core/nsis/Low"},
                                                    {"https://data.gov.dk/concept/core/nsis/Substantial"},
                                                    {"https://data.gov.dk/concept/core/nsis/High"}};
  std::vector<std::string> identity_providers{"mitid"};
  std::vector<std::string> identity_types{"private"};
  // Further claims that have to say just this, as in {"nemlogin.cvr": "12345678"}: of whom logins are taken.
  std::map<std::string, std::string> required;
  // What must not be how the login came about: a session used again shows nobody the reference text.
  std::vector<std::string> stale_actions{"mitid.reuse_jwt", "mitid.sso_login", "mitid.controlled_transfer"};
  std::string transaction_token = "transaction_token";  // its name in the answer; empty: there is none

  Duration connect_deadline = base::limits::oidc_connect_deadline;
  Duration request_deadline = base::limits::oidc_request_deadline;
  Duration finish_deadline = base::limits::oidc_finish_deadline;
  desk::Moment leeway = base::limits::oidc_leeway.count();
  desk::Moment login_time = base::limits::oidc_login_time.count();
  desk::Moment keys_age = base::limits::oidc_keys_age.count();
  desk::Moment keys_pause = base::limits::oidc_keys_pause.count();
};

using Environment = std::function<std::optional<std::string>(const std::string& name)>;

// The configuration in a file; files that it names are relative to its folder. Problems: not_found,
// invalid_value; the text says file, line and column, and what is expected.
[[nodiscard]] base::Result<Config> read_config(const std::string& file, const Environment& environment);

// What is wrong with a configuration; nothing: a Result without value. Problem: invalid_value.
[[nodiscard]] base::Result<void> check(const Config& config);

}  // namespace skranke::oidc
