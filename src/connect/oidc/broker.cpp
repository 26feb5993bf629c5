#include "connect/oidc/broker.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <sys/random.h>

#include "base/ensure.hpp"
#include "base/limits.hpp"
#include "connect/oidc/checks.hpp"
#include "connect/oidc/encoding.hpp"
#include "connect/oidc/http.hpp"
#include "connect/oidc/jws.hpp"
#include "connect/oidc/keys.hpp"
#include "connect/oidc/request.hpp"

namespace skranke::oidc {
namespace {

using desk::LoginOutcome;
using desk::LoginRefusal;

template <class T>
using Step = base::Result<std::expected<T, LoginRefusal>>;

template <class T>
Step<T> refuse(LoginRefusal refusal) {
  return std::expected<T, LoginRefusal>{std::unexpected{refusal}};
}

// What the token endpoint answered.
struct Tokens {
  std::string id_token;
  std::string access_token;
  std::string transaction_token;
};

constexpr std::string_view token_endpoint = "the token endpoint";
constexpr std::string_view userinfo_endpoint = "the userinfo endpoint";

base::PersonalText bearer(const std::string& token) {
  std::string value{"Bearer "};
  return base::PersonalText{value += token};
}

bool is_printable(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c > ' ' && c <= '~'; });
}

bool is_bearer(const Json& answer) {
  const std::string* const type = text_of(answer, "token_type");
  if (type == nullptr || type->size() != std::string_view{"bearer"}.size()) return false;
  return std::ranges::equal(*type, std::string_view{"bearer"},
                            [](char one, char other) { return (one | 0x20) == other; });
}

Question code_question(const Config& config, const desk::BegunLogin& kept, const std::string& code) {
  std::vector<Field> fields{{"grant_type", "authorization_code"},
                            {"code", code},
                            {"redirect_uri", config.redirect_uri},
                            {"code_verifier", kept.code_verifier.reveal()}};
  Question question{
      .what = token_endpoint, .address = config.token_endpoint, .form = {}, .authorization = {}};
  if (config.client_authentication == ClientAuthentication::post) {
    fields.push_back({.name = "client_id", .value = config.client_id});
    fields.push_back({.name = "client_secret", .value = config.client_secret.reveal()});
  } else {
    // SPEC: RFC 6749 section 2.3.1: both halves are form-encoded before base64.
    std::string pair = percent_encoded(config.client_id);
    pair += ':';
    pair += percent_encoded(config.client_secret.reveal());
    std::string value{"Basic "};
    question.authorization = base::PersonalText{value += base64(pair)};
  }
  question.form = base::PersonalText{form(fields)};
  return question;
}

// Only a code that is refused says something about the login; any other error is the broker's, or ours.
Step<Tokens> refused_code(const Answer& answer, const std::optional<Json>& body) {
  const std::string* const error = body ? text_of(*body, "error") : nullptr;
  if (answer.status == 400 && error != nullptr && *error == "invalid_grant") {
    return refuse<Tokens>(LoginRefusal::code_refused);
  }
  if (error != nullptr && (*error == "invalid_client" || *error == "unauthorized_client")) {
    return unavailable(token_endpoint, "it does not accept this client's id and secret");
  }
  return unavailable(token_endpoint, "it answers with an error");
}

Step<Tokens> ask_for_tokens(const Config& config, const desk::BegunLogin& kept, const std::string& code,
                            Deadline until) {
  const auto answer = ask(config, code_question(config, kept, code), until);
  if (!answer) return std::unexpected{answer.error()};
  const bool is_json = answer->media_type == "application/json";
  const auto body = is_json ? parse_json(answer->body) : std::nullopt;
  if (answer->status != 200) return refused_code(*answer, body);
  if (!is_json) return unavailable(token_endpoint, "its answer is not application/json");
  if (!body || !body->is_object()) return unavailable(token_endpoint, "its answer is not JSON");
  const std::string* const id_token = text_of(*body, "id_token");
  const std::string* const access_token = text_of(*body, "access_token");
  if (id_token == nullptr || access_token == nullptr || !is_printable(*access_token) || !is_bearer(*body)) {
    return unavailable(token_endpoint, "its answer is not that of an OpenID provider");
  }
  Tokens tokens{.id_token = *id_token, .access_token = *access_token, .transaction_token = {}};
  if (!config.transaction_token.empty()) {
    const std::string* const found = text_of(*body, config.transaction_token);
    if (found == nullptr) return refuse<Tokens>(LoginRefusal::missing_claim);
    tokens.transaction_token = *found;
  }
  return std::expected<Tokens, LoginRefusal>{std::move(tokens)};
}

base::Result<Json> ask_for_userinfo(const Config& config, const std::string& access_token, Deadline until) {
  const auto answer = ask(config,
                          {.what = userinfo_endpoint,
                           .address = config.userinfo_endpoint,
                           .form = {},
                           .authorization = bearer(access_token)},
                          until);
  if (!answer) return std::unexpected{answer.error()};
  if (answer->status != 200) return unavailable(userinfo_endpoint, "it answers with an error");
  if (answer->media_type != "application/json") {
    return unavailable(userinfo_endpoint, "its answer is not application/json");
  }
  auto body = parse_json(answer->body);
  if (!body || !body->is_object()) return unavailable(userinfo_endpoint, "its answer is not JSON");
  return std::move(*body);
}

std::string unguessable(const Randomness& randomness) {
  std::array<std::byte, 32> bytes{};
  randomness(bytes);
  return base64url({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

}  // namespace

struct Broker::State {
  State(Config from, Randomness source)
      : config{std::move(from)}, randomness{std::move(source)}, keys{config} {}

  // A token with a signature of the broker.
  Step<UnverifiedToken> verify(std::string_view text, bool is_transaction, desk::Moment now, Deadline until) {
    auto token = read_token(text, config.algorithms);
    if (!token) return refuse<UnverifiedToken>(token.error());
    const auto trusted =
        is_transaction ? keys.transaction_keys_for(*token, now, until) : keys.keys_for(*token, now, until);
    if (!trusted) return std::unexpected{trusted.error()};
    if (auto checked = check_signature(*token, *trusted); !checked) {
      return refuse<UnverifiedToken>(checked.error());
    }
    return token;
  }

  base::Result<LoginOutcome> finish(const desk::BegunLogin& kept, std::string_view query, desk::Moment now) {
    const auto refused = [](LoginRefusal refusal) { return LoginOutcome{std::unexpected{refusal}}; };
    const Deadline until = std::chrono::steady_clock::now() + config.finish_deadline;
    if (now < kept.began || now - kept.began > config.login_time) return refused(LoginRefusal::expired);
    const auto code = read_callback(config, kept, query);
    if (!code) return std::unexpected{code.error()};
    if (!*code) return refused(code->error());
    const auto tokens = ask_for_tokens(config, kept, **code, until);
    if (!tokens) return std::unexpected{tokens.error()};
    if (!*tokens) return refused(tokens->error());
    auto id_token = verify((*tokens)->id_token, false, now, until);
    if (!id_token) return std::unexpected{id_token.error()};
    if (!*id_token) return refused(id_token->error());
    const std::string& access_token = (*tokens)->access_token;
    if (auto checked = check_id_token(config, kept, **id_token, access_token, now); !checked) {
      return refused(checked.error());
    }
    Answers answers{
        .id_token = std::move(**id_token), .transaction_token = std::nullopt, .userinfo = std::nullopt};
    if (!config.transaction_token.empty()) {
      auto transaction = verify((*tokens)->transaction_token, true, now, until);
      if (!transaction) return std::unexpected{transaction.error()};
      if (!*transaction) return refused(transaction->error());
      answers.transaction_token = std::move(**transaction);
    }
    if (!config.userinfo_endpoint.empty()) {
      auto userinfo = ask_for_userinfo(config, access_token, until);
      if (!userinfo) return std::unexpected{userinfo.error()};
      answers.userinfo = std::move(*userinfo);
    }
    return prove(config, kept, answers, now);
  }

  const Config config;
  const Randomness randomness;
  KeySource keys;
};

Broker::Broker(std::unique_ptr<State> state) : state_{std::move(state)} {}
Broker::~Broker() = default;

base::Result<desk::BegunLogin> Broker::begin(const desk::LoginWish& wish, desk::Moment now) {
  if (auto checked = check_reference_text(wish.reference_text.reveal()); !checked) {
    return std::unexpected{checked.error()};
  }
  desk::BegunLogin login{.address = {},
                         .state = base::PersonalText{unguessable(state_->randomness)},
                         .nonce = base::PersonalText{unguessable(state_->randomness)},
                         .code_verifier = base::PersonalText{unguessable(state_->randomness)},
                         .began = now,
                         .wish = wish};
  login.address = authorization_address(state_->config, login);
  return login;
}

base::Result<LoginOutcome> Broker::finish(const desk::BegunLogin& kept, std::string_view query,
                                          desk::Moment now) {
  return state_->finish(kept, query, now);
}

base::Result<std::unique_ptr<Broker>> make_broker(Config config, Randomness randomness) {
  if (auto checked = check(config); !checked) return std::unexpected{checked.error()};
  return std::unique_ptr<Broker>{
      new Broker{std::make_unique<Broker::State>(std::move(config), std::move(randomness))}};
}

Randomness system_randomness() {
  return [](std::span<std::byte> bytes) {
    std::size_t filled = 0;
    while (filled < bytes.size()) {
      const ssize_t got = getrandom(bytes.data() + filled, bytes.size() - filled, 0);
      base::ensure(got > 0, "randomness of the system");
      filled += static_cast<std::size_t>(got);
    }
  };
}

}  // namespace skranke::oidc
