#include "connect/oidc/checks.hpp"

#include <algorithm>
#include <array>

#include "base/limits.hpp"
#include "connect/oidc/digest.hpp"
#include "connect/oidc/encoding.hpp"
#include "connect/oidc/request.hpp"

namespace skranke::oidc {
namespace {

using desk::AssuranceLevel;
using desk::LoginRefusal;
using desk::Moment;

using Checked = std::expected<void, LoginRefusal>;

constexpr std::size_t subject_bytes_max = 255;  // SPEC: OpenID Connect Core 1.0, section 2, "sub"

std::unexpected<LoginRefusal> refuse(LoginRefusal refusal) { return std::unexpected{refusal}; }

// A moment in a token. Fractions of a second, which RFC 7519 allows, are not sent by any broker.
std::expected<Moment, LoginRefusal> moment_of(const Json& claims, std::string_view claim) {
  const Json* const found = claims.find(claim);
  if (found == nullptr) return refuse(LoginRefusal::missing_claim);
  if (found->whole() == nullptr) return refuse(LoginRefusal::malformed);
  return *found->whole();
}

bool is_among(const std::vector<std::string>& list, const Json* value) {
  return value != nullptr && value->text() != nullptr &&
         std::ranges::find(list, *value->text()) != list.end();
}

// Ours, and nobody else's: a token that is for others too could be theirs to use.
bool is_for_us(const Json& claims, const std::string& client) {
  const Json* const audience = claims.find("aud");
  if (audience == nullptr) return false;
  const auto* const list = audience->array();
  const Json* const only = list == nullptr ? audience : list->size() == 1 ? &list->front() : nullptr;
  if (only == nullptr || only->text() == nullptr || *only->text() != client) return false;
  const Json* const party = claims.find("azp");
  return party == nullptr || (party->text() != nullptr && *party->text() == client);
}

Checked check_issuer(const Config& config, const Json& claims) {
  const std::string* const issuer = text_of(claims, "iss");
  if (issuer == nullptr || *issuer != config.issuer) return refuse(LoginRefusal::wrong_issuer);
  return {};
}

// Issued, or authenticated, since this login began, and not in the future.
Checked check_moment(const Config& config, const desk::BegunLogin& kept, const Json& claims,
                     std::string_view claim, Moment now) {
  const auto moment = moment_of(claims, claim);
  if (!moment) return refuse(moment.error());
  if (*moment > now + config.leeway) return refuse(LoginRefusal::token_too_early);
  if (*moment < kept.began - config.leeway) return refuse(LoginRefusal::stale_login);
  return {};
}

Checked check_validity(const Config& config, const Json& claims, Moment now) {
  const auto end = moment_of(claims, "exp");
  if (!end) return refuse(end.error());
  if (*end <= now - config.leeway) return refuse(LoginRefusal::token_expired);
  if (claims.find("nbf") != nullptr) {
    const auto begin = moment_of(claims, "nbf");
    if (!begin) return refuse(begin.error());
    if (*begin > now + config.leeway) return refuse(LoginRefusal::token_too_early);
  }
  return {};
}

// SPEC: OpenID Connect Core 1.0, section 3.1.3.6; every allowed algorithm hashes with SHA-256.
Checked check_access_token(const Json& claims, std::string_view access_token) {
  const Json* const found = claims.find("at_hash");
  if (found == nullptr) return {};
  const std::string expected = base64url(sha256(access_token).substr(0, 16));
  if (found->text() == nullptr || *found->text() != expected) return refuse(LoginRefusal::wrong_access_token);
  return {};
}

Checked check_subject(const Json& claims) {
  const std::string* const subject = text_of(claims, "sub");
  if (subject == nullptr || subject->empty() || subject->size() > subject_bytes_max) {
    return refuse(LoginRefusal::missing_claim);
  }
  return {};
}

// The level that a claim names; empty where it names none that is known.
std::optional<AssuranceLevel> level_of(const Config& config, const Json* claim) {
  for (const AssuranceLevel level :
       {AssuranceLevel::low, AssuranceLevel::substantial, AssuranceLevel::high}) {
    if (is_among(config.level_names[static_cast<std::size_t>(level)], claim)) return level;
  }
  return std::nullopt;
}

Checked check_login(const Config& config, const desk::BegunLogin& kept, const Json& claims) {
  const ClaimNames& names = config.claims;
  if (!names.identity_provider.empty() &&
      !is_among(config.identity_providers, claims.find(names.identity_provider))) {
    return refuse(LoginRefusal::wrong_identity_provider);
  }
  if (!names.identity_type.empty() && !is_among(config.identity_types, claims.find(names.identity_type))) {
    return refuse(LoginRefusal::not_private);
  }
  const auto level = level_of(config, claims.find(names.level));
  if (!level || *level < kept.wish.level) return refuse(LoginRefusal::level_too_low);
  return {};
}

// A session that was used again has shown nobody the reference text.
bool is_stale(const Config& config, const Json& claims) {
  const Json* const actions = config.claims.actions.empty() ? nullptr : claims.find(config.claims.actions);
  if (actions == nullptr) return false;
  if (const auto* const list = actions->array()) {
    return std::ranges::any_of(*list,
                               [&](const Json& action) { return is_among(config.stale_actions, &action); });
  }
  return is_among(config.stale_actions, actions);
}

Checked check_same(const Json& one, const Json& other, std::string_view claim, LoginRefusal refusal) {
  const Json* const first = one.find(claim);
  const Json* const second = other.find(claim);
  if (first == nullptr || second == nullptr) return refuse(LoginRefusal::missing_claim);
  if (*first != *second) return refuse(refusal);
  return {};
}

// A transaction token has no audience and no end of its own where the broker says so; what it has must be
// right, and it belongs to the ID token by person and transaction.
Checked check_transaction(const Config& config, const desk::BegunLogin& kept, const Json& id_token,
                          const Json& claims, Moment now) {
  if (claims.find("events") != nullptr) return refuse(LoginRefusal::wrong_token);
  if (auto checked = check_issuer(config, claims); !checked) return checked;
  if (claims.find("aud") != nullptr && !is_for_us(claims, config.client_id)) {
    return refuse(LoginRefusal::wrong_audience);
  }
  if (const Json* const nonce = claims.find("nonce");
      nonce != nullptr && (nonce->text() == nullptr || *nonce->text() != kept.nonce.reveal())) {
    return refuse(LoginRefusal::wrong_nonce);
  }
  if (claims.find("exp") != nullptr) {
    if (auto checked = check_validity(config, claims, now); !checked) return checked;
  }
  if (auto checked = check_moment(config, kept, claims, "iat", now); !checked) return checked;
  if (auto checked = check_same(id_token, claims, "sub", LoginRefusal::wrong_person); !checked)
    return checked;
  if (const std::string& name = config.claims.transaction_id; !name.empty()) {
    if (auto checked = check_same(id_token, claims, name, LoginRefusal::other_transaction); !checked) {
      return checked;
    }
  }
  if (is_stale(config, claims)) return refuse(LoginRefusal::stale_login);
  return {};
}

// Brokers pass the text on as they were given it, or as it reads.
Checked check_reference_text(const Config& config, const desk::BegunLogin& kept, const Json& claims) {
  const std::string* const approved = text_of(claims, config.claims.reference_text);
  const std::string& wished = kept.wish.reference_text.reveal();
  if (approved == nullptr) return refuse(LoginRefusal::other_reference_text);
  if (*approved == wished || (config.is_reference_text_base64 && *approved == base64(wished))) return {};
  return refuse(LoginRefusal::other_reference_text);
}

// Claims about the person and the login, wherever they are.
class Claims {
 public:
  explicit Claims(const Answers& answers) : sources_{&answers.id_token.claims} {
    if (answers.userinfo) sources_.push_back(&*answers.userinfo);
    if (answers.transaction_token) sources_.push_back(&answers.transaction_token->claims);
  }

  // Null where none has it.
  [[nodiscard]] const Json* find(std::string_view name) const {
    if (name.empty()) return nullptr;
    for (const Json* const source : sources_) {
      if (const Json* const found = source->find(name)) return found;
    }
    return nullptr;
  }

  [[nodiscard]] bool is_contradictory(std::string_view name) const {
    const Json* const first = find(name);
    return first != nullptr && std::ranges::any_of(sources_, [&](const Json* source) {
             const Json* const found = source->find(name);
             return found != nullptr && *found != *first;
           });
  }

 private:
  std::vector<const Json*> sources_;
};

// A text as it can be kept; empty where there is none.
std::expected<std::optional<std::string>, LoginRefusal> plain_text(const Json* claim) {
  if (claim == nullptr) return std::optional<std::string>{};
  const std::string* const text = claim->text();
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; };
  if (text == nullptr || text->size() > base::limits::name_bytes_max ||
      std::ranges::any_of(*text, is_control)) {
    return refuse(LoginRefusal::malformed);
  }
  if (text->empty()) return std::optional<std::string>{};
  return std::optional{*text};
}

// "YYYY-MM-DD", with a time behind it or without.
std::expected<std::optional<base::Day>, LoginRefusal> day_of(const Json* claim) {
  const auto text = plain_text(claim);
  if (!text) return refuse(text.error());
  if (!*text) return std::optional<base::Day>{};
  std::string_view date{**text};
  if (date.size() > 10 && date[10] == 'T') date = date.substr(0, 10);
  const auto day = base::parse_day(date);
  if (!day) return refuse(LoginRefusal::malformed);
  return day;
}

base::Day today(Moment now) { return static_cast<base::Day>(now / 86'400); }

Checked fill_person(const Config& config, const desk::BegunLogin& kept, const Claims& claims, Moment now,
                    desk::ProvenLogin& login) {
  const ClaimNames& names = config.claims;
  const auto uuid = plain_text(claims.find(names.uuid));
  const auto name = plain_text(claims.find(names.name));
  const auto born = day_of(claims.find(names.born));
  const auto since = day_of(claims.find(names.mitid_since));
  if (!uuid || !name || !born || !since) return refuse(LoginRefusal::malformed);
  if (!*uuid) return refuse(LoginRefusal::missing_claim);
  login.mitid_uuid = base::PersonalText{**uuid};
  if (*name) login.name = base::PersonalText{**name};
  if (*born) login.born = base::Personal<base::Day>{**born};
  login.mitid_since = *since;
  // A number that nobody asked for is not kept.
  const auto number = plain_text(claims.find(names.cpr_number));
  if (!number) return refuse(LoginRefusal::malformed);
  if (kept.wish.is_cpr_number_wanted && *number) {
    const auto reading = proofing::read_cpr_number(**number, today(now));
    if (!reading.number) return refuse(LoginRefusal::malformed);
    login.cpr_number = reading.number;
  }
  return {};
}

desk::SignedToken kept_token(std::string kind, const UnverifiedToken& token) {
  return {.kind = std::move(kind), .text = base::PersonalText{token.text}, .sha256 = sha256_hex(token.text)};
}

}  // namespace

Checked check_id_token(const Config& config, const desk::BegunLogin& kept, const UnverifiedToken& token,
                       std::string_view access_token, Moment now) {
  const Json& claims = token.claims;
  // Only a logout token has events. SPEC: OpenID Connect Back-Channel Logout 1.0, section 2.4.
  if (claims.find("events") != nullptr) return refuse(LoginRefusal::wrong_token);
  if (auto checked = check_issuer(config, claims); !checked) return checked;
  if (!is_for_us(claims, config.client_id)) return refuse(LoginRefusal::wrong_audience);
  const std::string* const nonce = text_of(claims, "nonce");
  if (nonce == nullptr || !is_same_secret(*nonce, kept.nonce.reveal())) {
    return refuse(LoginRefusal::wrong_nonce);
  }
  if (auto checked = check_validity(config, claims, now); !checked) return checked;
  for (const std::string_view claim : {"iat", "auth_time"}) {
    if (auto checked = check_moment(config, kept, claims, claim, now); !checked) return checked;
  }
  if (auto checked = check_access_token(claims, access_token); !checked) return checked;
  if (auto checked = check_subject(claims); !checked) return checked;
  return check_login(config, kept, claims);
}

desk::LoginOutcome prove(const Config& config, const desk::BegunLogin& kept, const Answers& answers,
                         Moment now) {
  const Json& id_token = answers.id_token.claims;
  const ClaimNames& names = config.claims;
  if (answers.userinfo) {
    auto checked = check_same(id_token, *answers.userinfo, "sub", LoginRefusal::wrong_person);
    if (!checked) return refuse(checked.error());
  }
  if (answers.transaction_token) {
    const Json& transaction = answers.transaction_token->claims;
    if (auto checked = check_transaction(config, kept, id_token, transaction, now); !checked) {
      return refuse(checked.error());
    }
  }
  const Json& signed_text = answers.transaction_token ? answers.transaction_token->claims : id_token;
  if (!names.reference_text.empty()) {
    if (auto checked = check_reference_text(config, kept, signed_text); !checked) {
      return refuse(checked.error());
    }
  }
  const Claims claims{answers};
  const std::array<std::string_view, 12> once{"auth_time",
                                              names.uuid,
                                              names.cpr_number,
                                              names.born,
                                              names.name,
                                              names.level,
                                              names.identity_level,
                                              names.authenticator_level,
                                              names.identity_provider,
                                              names.identity_type,
                                              names.transaction_id,
                                              names.mitid_since};
  for (const std::string_view name : once) {
    if (claims.is_contradictory(name)) return refuse(LoginRefusal::contradiction);
  }
  for (const auto& [name, value] : config.required) {
    if (claims.is_contradictory(name)) return refuse(LoginRefusal::contradiction);
    const auto said = plain_text(claims.find(name));
    if (!said) return refuse(said.error());
    if (!*said) return refuse(LoginRefusal::missing_claim);
    if (**said != value) return refuse(LoginRefusal::not_private);
  }
  desk::ProvenLogin login;
  login.issuer = config.issuer;
  login.subject = base::PersonalText{*text_of(id_token, "sub")};
  login.level = *level_of(config, id_token.find(names.level));
  login.identity_level = level_of(config, claims.find(names.identity_level));
  login.authenticator_level = level_of(config, claims.find(names.authenticator_level));
  login.authenticated_at = *whole_of(id_token, "auth_time");
  for (const auto& [name, into] : {std::pair{names.identity_type, &login.identity_type},
                                   std::pair{names.transaction_id, &login.transaction_id}}) {
    const auto text = plain_text(claims.find(name));
    if (!text) return refuse(text.error());
    *into = text->value_or(std::string{});
  }
  if (!names.reference_text.empty()) login.reference_text = kept.wish.reference_text;
  if (auto filled = fill_person(config, kept, claims, now, login); !filled) return refuse(filled.error());
  login.tokens.push_back(kept_token("id_token", answers.id_token));
  if (answers.transaction_token) {
    login.tokens.push_back(kept_token("transaction_token", *answers.transaction_token));
  }
  return login;
}

}  // namespace skranke::oidc
