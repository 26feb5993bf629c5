#include "connect/oidc/request.hpp"

#include <algorithm>
#include <map>

#include "base/limits.hpp"
#include "connect/oidc/digest.hpp"
#include "connect/oidc/encoding.hpp"
#include "connect/oidc/http.hpp"

namespace skranke::oidc {
namespace {

using base::Fault;
using desk::LoginRefusal;

// The bytes of one character in UTF-8 at the front of a text; 0 where it is not UTF-8 (RFC 3629).
std::size_t character_bytes(std::string_view text) {
  const auto byte = [&](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : std::uint8_t{0};
  };
  const auto is_rest = [&](std::size_t at) { return (byte(at) & 0xC0U) == 0x80U; };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return is_rest(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool is_overlong = first == 0xE0 && byte(1) < 0xA0;
    const bool is_surrogate = first == 0xED && byte(1) > 0x9F;
    return is_rest(1) && is_rest(2) && !is_overlong && !is_surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool is_overlong = first == 0xF0 && byte(1) < 0x90;
    const bool is_beyond = first == 0xF4 && byte(1) > 0x8F;
    return is_rest(1) && is_rest(2) && is_rest(3) && !is_overlong && !is_beyond ? 4 : 0;
  }
  return 0;
}

// Parameters that are JSON objects, as text: {"mitid":{"loa_value":"high","reference_text":"…"}}. Names and
// values are of characters that JSON leaves alone, but for a plain reference text.
struct Tree {
  std::string value;
  std::map<std::string, Tree> members;
};

std::string json_text(std::string_view text) {
  std::string quoted{"\""};
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted += '"';
}

std::string json_of(const Tree& tree) {
  if (tree.members.empty()) return json_text(tree.value);
  std::string text{"{"};
  for (const auto& [name, member] : tree.members) {
    if (text.size() > 1) text += ',';
    text += json_text(name);
    text += ':';
    text += json_of(member);
  }
  return text += '}';
}

void place(std::map<std::string, Tree>& parameters, const Placement& placement, const std::string& value) {
  if (placement.parameter.empty()) return;
  Tree* at = &parameters[placement.parameter];
  for (const std::string& step : placement.path) at = &at->members[step];
  at->value = value;
}

std::string joined(const std::vector<std::string>& scopes, const std::vector<std::string>& more) {
  std::string text;
  for (const auto* list : {&scopes, &more}) {
    for (const std::string& scope : *list) {
      if (!text.empty()) text += ' ';
      text += scope;
    }
  }
  return text;
}

const std::string* value_of(const std::vector<Field>& fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, &Field::name);
  return found == fields.end() ? nullptr : &found->value;
}

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

base::Result<std::expected<std::string, LoginRefusal>> refuse(LoginRefusal refusal) {
  return std::expected<std::string, LoginRefusal>{std::unexpected{refusal}};
}

// SPEC: RFC 6749 section 4.1.2.1; OpenID Connect Core 1.0 section 3.1.2.6; unmet_authentication_requirements
// is OpenID's own, for an acr that could not be had.
base::Result<std::expected<std::string, LoginRefusal>> refused_by(const Config& config,
                                                                  const std::string& error) {
  if (std::ranges::find(config.cancel_errors, error) != config.cancel_errors.end()) {
    return refuse(LoginRefusal::cancelled);
  }
  if (error == "server_error" || error == "temporarily_unavailable") {
    return unavailable("the login", "it says that it is out of order");
  }
  if (error == "unmet_authentication_requirements") return refuse(LoginRefusal::level_too_low);
  return refuse(LoginRefusal::refused_by_broker);
}

}  // namespace

base::Result<void> check_reference_text(std::string_view text) {
  std::size_t characters = 0;
  while (!text.empty()) {
    const std::size_t bytes = character_bytes(text);
    if (bytes == 0) return base::fail(Fault::invalid_utf8, "reference text: expected UTF-8");
    const auto first = static_cast<unsigned char>(text.front());
    const bool is_control = first < 0x20 || first == 0x7F || (first == 0xC2 && text[1] < '\xA0');
    if (is_control) return base::fail(Fault::invalid_value, "reference text: expected no control characters");
    text.remove_prefix(bytes);
    if (++characters > desk::reference_text_characters_max) {
      return base::fail(Fault::too_large, "reference text: expected at most 130 characters");
    }
  }
  if (characters == 0) return base::fail(Fault::invalid_value, "reference text: expected one");
  return {};
}

std::string authorization_address(const Config& config, const desk::BegunLogin& login) {
  std::map<std::string, Tree> parameters;
  for (const auto& [name, value] : config.parameters) parameters[name].value = value;
  const std::string& text = login.wish.reference_text.reveal();
  place(parameters, config.reference_text, config.is_reference_text_base64 ? base64(text) : text);
  place(parameters, config.level, config.level_values[static_cast<std::size_t>(login.wish.level)]);
  std::vector<Field> fields{
      {"response_type", "code"},
      {"client_id", config.client_id},
      {"redirect_uri", config.redirect_uri},
      {"scope", joined(config.scopes,
                       login.wish.is_cpr_number_wanted ? config.cpr_scopes : std::vector<std::string>{})},
      {"state", login.state.reveal()},
      {"nonce", login.nonce.reveal()},
      {"code_challenge", base64url(sha256(login.code_verifier.reveal()))},
      {"code_challenge_method", "S256"}};
  if (!config.prompt.empty()) fields.push_back({.name = "prompt", .value = config.prompt});
  if (!config.language_parameter.empty() && !login.wish.language.empty()) {
    fields.push_back({.name = config.language_parameter, .value = login.wish.language});
  }
  for (const auto& [name, tree] : parameters) {
    fields.push_back({.name = name, .value = tree.members.empty() ? tree.value : json_of(tree)});
  }
  std::string address{config.authorization_endpoint};
  address += address.find('?') == std::string::npos ? '?' : '&';
  return address += form(fields);
}

base::Result<std::expected<std::string, LoginRefusal>> read_callback(const Config& config,
                                                                     const desk::BegunLogin& kept,
                                                                     std::string_view query) {
  if (query.size() > base::limits::oidc_query_bytes_max) return refuse(LoginRefusal::malformed);
  const auto fields = parse_form(query);
  if (!fields) return refuse(LoginRefusal::malformed);
  const std::string* const state = value_of(*fields, "state");
  if (state == nullptr || !is_same_secret(*state, kept.state.reveal())) {
    return refuse(LoginRefusal::wrong_state);
  }
  const std::string* const issuer = value_of(*fields, "iss");
  if (issuer == nullptr ? config.sends_issuer : *issuer != config.issuer) {
    return refuse(LoginRefusal::wrong_issuer);
  }
  const std::string* const code = value_of(*fields, "code");
  const std::string* const error = value_of(*fields, "error");
  if ((code == nullptr) == (error == nullptr)) return refuse(LoginRefusal::malformed);
  if (error != nullptr) return refused_by(config, *error);
  if (code->empty() || code->size() > base::limits::oidc_code_bytes_max || !is_printable(*code)) {
    return refuse(LoginRefusal::malformed);
  }
  return std::expected<std::string, LoginRefusal>{*code};
}

}  // namespace skranke::oidc
