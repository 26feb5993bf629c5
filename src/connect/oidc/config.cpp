#include "connect/oidc/config.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "base/toml_reader.hpp"
#include "connect/oidc/jws.hpp"

namespace skranke::oidc {
namespace {

using base::Fault;
using base::Findings;
using base::TableReader;

std::optional<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream stream{path, std::ios::binary};
  if (!stream) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>{stream}, {}};
}

void read_text(TableReader& table, std::string_view key, std::string& into, bool is_required = false) {
  if (auto value = table.text(key, is_required)) into = std::move(value->text);
}

// As read_text; "-" says that there is none.
void read_name(TableReader& table, std::string_view key, std::string& into) {
  read_text(table, key, into);
  if (into == "-") into.clear();
}

void read_texts(TableReader& table, std::string_view key, std::vector<std::string>& into) {
  if (!table.has(key)) {
    (void)table.texts(key, false);
    return;
  }
  into.clear();
  for (base::Name& item : table.texts(key, false)) into.push_back(std::move(item.text));
}

void read_milliseconds(TableReader& table, std::string_view key, Config::Duration& into) {
  constexpr auto most =
      static_cast<std::int32_t>(std::chrono::milliseconds{base::limits::oidc_deadline_max}.count());
  if (const auto value = table.whole(key, 1, most, false)) into = Config::Duration{*value};
}

void read_seconds(TableReader& table, std::string_view key, std::chrono::seconds most, desk::Moment& into) {
  if (const auto value = table.whole(key, 0, static_cast<std::int32_t>(most.count()), false)) into = *value;
}

// A file that the configuration names, whole.
void read_named_file(TableReader& table, std::string_view key, const std::filesystem::path& folder,
                     std::string& into) {
  const auto file = table.text(key, false);
  if (!file) return;
  auto bytes = read_file(folder / file->text);
  if (bytes) {
    into = std::move(*bytes);
  } else {
    table.findings().add(file->where, std::string{key} + ": expected a file that can be read");
  }
}

void read_secret(TableReader& table, const std::filesystem::path& folder, const Environment& environment,
                 Config& config) {
  std::string secret;
  read_named_file(table, "client_secret_file", folder, secret);
  if (const auto variable = table.text("client_secret_variable", false)) {
    if (auto value = environment(variable->text)) {
      secret = std::move(*value);
    } else {
      table.findings().add(variable->where, "client_secret_variable: expected a variable that is set");
    }
  }
  secret.resize(std::min(secret.size(), secret.find_first_of("\r\n")));
  config.client_secret = base::PersonalText{std::move(secret)};
}

void read_keys(TableReader& table, const std::filesystem::path& folder, Config& config) {
  read_named_file(table, "keys_file", folder, config.keys);
  read_named_file(table, "transaction_keys_file", folder, config.transaction_keys);
  read_text(table, "jwks_uri", config.jwks_uri);
  if (!table.has("algorithms")) {
    (void)table.texts("algorithms", false);
    return;
  }
  config.algorithms.clear();
  for (const base::Name& item : table.texts("algorithms", false)) {
    if (const auto algorithm = algorithm_of(item.text)) {
      config.algorithms.push_back(*algorithm);
    } else {
      table.findings().add(item.where, "algorithms: expected RS256, PS256 or ES256");
    }
  }
}

void read_parameters(TableReader& table, Config& config) {
  const toml::table* const named = table.table("parameters", false);
  if (named == nullptr) return;
  config.parameters.clear();
  for (const auto& [name, node] : *named) {
    if (const auto* text = node.as_string()) {
      config.parameters[std::string{name.str()}] = text->get();
    } else {
      table.wrong(node, name.str(), "a string");
    }
  }
}

// Any names, each with a text.
void read_required(TableReader& table, Config& config) {
  const toml::table* const named = table.table("required", false);
  if (named == nullptr) return;
  for (const auto& [name, node] : *named) {
    if (const auto* text = node.as_string(); text != nullptr && !text->get().empty()) {
      config.required[std::string{name.str()}] = text->get();
    } else {
      table.wrong(node, name.str(), "a string that is not empty");
    }
  }
}

void read_reference_text(TableReader& table, Config& config) {
  const toml::table* const named = table.table("reference_text", false);
  if (named == nullptr) return;
  TableReader reader{*named, "[reference_text]", table.findings()};
  read_name(reader, "parameter", config.reference_text.parameter);
  read_texts(reader, "path", config.reference_text.path);
  config.is_reference_text_base64 = reader.yes_no("base64", false).value_or(config.is_reference_text_base64);
}

void read_level(TableReader& table, Config& config) {
  const toml::table* const named = table.table("level", false);
  if (named == nullptr) return;
  TableReader reader{*named, "[level]", table.findings()};
  read_name(reader, "parameter", config.level.parameter);
  read_texts(reader, "path", config.level.path);
  constexpr std::array<std::string_view, 3> asked{"ask_low", "ask_substantial", "ask_high"};
  constexpr std::array<std::string_view, 3> named_as{"low", "substantial", "high"};
  for (std::size_t level = 0; level < asked.size(); ++level) {
    read_text(reader, asked[level], config.level_values[level]);
    read_texts(reader, named_as[level], config.level_names[level]);
  }
}

void read_claims(TableReader& table, Config& config) {
  const toml::table* const named = table.table("claims", false);
  if (named == nullptr) return;
  TableReader reader{*named, "[claims]", table.findings()};
  ClaimNames& claims = config.claims;
  constexpr std::array<std::pair<std::string_view, std::string ClaimNames::*>, 13> names{
      {{"uuid", &ClaimNames::uuid},
       {"cpr_number", &ClaimNames::cpr_number},
       {"born", &ClaimNames::born},
       {"name", &ClaimNames::name},
       {"level", &ClaimNames::level},
       {"identity_level", &ClaimNames::identity_level},
       {"authenticator_level", &ClaimNames::authenticator_level},
       {"identity_provider", &ClaimNames::identity_provider},
       {"identity_type", &ClaimNames::identity_type},
       {"transaction_id", &ClaimNames::transaction_id},
       {"reference_text", &ClaimNames::reference_text},
       {"actions", &ClaimNames::actions},
       {"mitid_since", &ClaimNames::mitid_since}}};
  for (const auto& [key, member] : names) read_name(reader, key, claims.*member);
  read_texts(reader, "identity_providers", config.identity_providers);
  read_texts(reader, "identity_types", config.identity_types);
  read_texts(reader, "stale_actions", config.stale_actions);
}

void read_client(TableReader& table, Config& config) {
  read_text(table, "client_id", config.client_id, true);
  read_text(table, "redirect_uri", config.redirect_uri, true);
  read_texts(table, "scopes", config.scopes);
  read_texts(table, "cpr_scopes", config.cpr_scopes);
  read_texts(table, "cancel_errors", config.cancel_errors);
  read_name(table, "prompt", config.prompt);
  read_name(table, "language_parameter", config.language_parameter);
  config.sends_issuer = table.yes_no("sends_issuer", false).value_or(config.sends_issuer);
  if (const auto how = table.text("client_authentication", false)) {
    if (how->text == "basic" || how->text == "post") {
      config.client_authentication =
          how->text == "basic" ? ClientAuthentication::basic : ClientAuthentication::post;
    } else {
      table.findings().add(how->where, "client_authentication: expected basic or post");
    }
  }
}

void read_times(TableReader& table, Config& config) {
  read_milliseconds(table, "connect_deadline_ms", config.connect_deadline);
  read_milliseconds(table, "request_deadline_ms", config.request_deadline);
  read_milliseconds(table, "finish_deadline_ms", config.finish_deadline);
  read_seconds(table, "leeway_s", base::limits::oidc_leeway_max, config.leeway);
  read_seconds(table, "login_time_s", base::limits::oidc_login_time_max, config.login_time);
  read_seconds(table, "keys_age_s", std::chrono::hours{24}, config.keys_age);
  read_seconds(table, "keys_pause_s", std::chrono::hours{1}, config.keys_pause);
}

void read_root(const toml::table& root, const std::filesystem::path& folder, const Environment& environment,
               Findings& findings, Config& config) {
  TableReader table{root, "the file", findings};
  read_text(table, "issuer", config.issuer, true);
  read_text(table, "authorization_endpoint", config.authorization_endpoint, true);
  read_text(table, "token_endpoint", config.token_endpoint, true);
  read_text(table, "userinfo_endpoint", config.userinfo_endpoint);
  read_text(table, "ca_file", config.ca_file);
  read_name(table, "transaction_token", config.transaction_token);
  read_client(table, config);
  read_secret(table, folder, environment, config);
  read_keys(table, folder, config);
  read_parameters(table, config);
  read_required(table, config);
  read_reference_text(table, config);
  read_level(table, config);
  read_claims(table, config);
  read_times(table, config);
  if (!config.ca_file.empty()) config.ca_file = (folder / config.ca_file).string();
}

// "https://host…", or "http://" to this machine itself, of characters that an address has.
bool is_address(std::string_view text) {
  const bool is_plain = std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~' && c != '"'; });
  if (!is_plain || text.size() > base::limits::target_bytes_max || text.find('#') != std::string_view::npos)
    return false;
  if (text.starts_with("https://")) return text.size() > std::string_view{"https://"}.size();
  constexpr std::string_view http = "http://";
  if (!text.starts_with(http)) return false;
  const std::string_view rest = text.substr(http.size());
  for (const std::string_view host : {"127.0.0.1", "[::1]", "localhost"}) {
    if (!rest.starts_with(host)) continue;
    const std::string_view after = rest.substr(host.size());
    if (after.empty() || after.starts_with('/') || after.starts_with('?')) return true;
    const std::string_view port = after.substr(1, after.find_first_of("/?") - 1);
    return after.starts_with(':') && !port.empty() &&
           std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; });
  }
  return false;
}

}  // namespace

std::optional<Algorithm> algorithm_of(std::string_view name) {
  if (name == "RS256") return Algorithm::rs256;
  if (name == "PS256") return Algorithm::ps256;
  if (name == "ES256") return Algorithm::es256;
  return std::nullopt;
}

base::Result<Config> read_config(const std::string& file, const Environment& environment) {
  const auto text = read_file(file);
  if (!text) {
    std::string message{file};
    return base::fail(Fault::not_found, message += ": expected a readable file of settings as TOML");
  }
  std::vector<base::Finding> list;
  Findings findings{.file = file, .list = list};
  Config config;
  if (const auto root = base::toml_table(*text, base::limits::policy_bytes_max, findings)) {
    read_root(*root, std::filesystem::path{file}.parent_path(), environment, findings, config);
  }
  if (!list.empty()) {
    base::sort_by_place(list);
    return base::fail(Fault::invalid_value, base::to_string(list.front()));
  }
  if (auto checked = check(config); !checked) return std::unexpected{checked.error()};
  return config;
}

base::Result<void> check(const Config& config) {
  const auto refuse = [](std::string_view key, std::string_view expected) {
    std::string text{"The identity broker: "};
    text.append(key).append(": expected ").append(expected);
    return base::fail(Fault::invalid_value, std::move(text));
  };
  const std::array<std::pair<std::string_view, std::string_view>, 6> addresses{
      {{"issuer", config.issuer},
       {"authorization_endpoint", config.authorization_endpoint},
       {"token_endpoint", config.token_endpoint},
       {"userinfo_endpoint", config.userinfo_endpoint},
       {"jwks_uri", config.jwks_uri},
       {"redirect_uri", config.redirect_uri}}};
  for (const auto& [key, address] : addresses) {
    const bool may_miss = key == "userinfo_endpoint" || key == "jwks_uri";
    if (may_miss && address.empty()) continue;
    if (!is_address(address)) return refuse(key, "an https address (http only to this machine itself)");
  }
  if (config.client_id.empty()) return refuse("client_id", "the id that the broker gave this client");
  if (config.client_secret.reveal().empty()) {
    return refuse("client_secret_file", "a file, or client_secret_variable, with the client's secret");
  }
  if (config.keys.empty() == config.jwks_uri.empty()) {
    return refuse("keys_file", "either this, the broker's keys as a JWKS, or jwks_uri");
  }
  for (const auto& [key, keys] :
       {std::pair{"keys_file", &config.keys}, std::pair{"transaction_keys_file", &config.transaction_keys}}) {
    if (keys->empty()) continue;
    const auto read = keys_of(*keys);
    if (!read || read->empty())
      return refuse(key, "a JWKS with keys for signatures, RSA of 2048 bits or more");
  }
  if (config.algorithms.empty()) return refuse("algorithms", "at least one of RS256, PS256, ES256");
  if (std::ranges::find(config.scopes, "openid") == config.scopes.end())
    return refuse("scopes", "openid among them");
  if (config.claims.uuid.empty()) return refuse("claims.uuid", "the claim that holds the MitID's own id");
  if (config.claims.level.empty())
    return refuse("claims.level", "the claim that holds the level of assurance");
  if (config.level_names.size() != 3 || config.level_values.size() != 3)
    return refuse("level", "three levels");
  if (!config.reference_text.path.empty() && config.reference_text.parameter.empty()) {
    return refuse("reference_text.parameter", "a parameter, as there is a path in it");
  }
  return {};
}

}  // namespace skranke::oidc
