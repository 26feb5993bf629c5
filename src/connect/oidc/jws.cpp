#include "connect/oidc/jws.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include <cjose/cjose.h>

#include "base/ensure.hpp"
#include "base/limits.hpp"
#include "connect/oidc/encoding.hpp"

namespace skranke::oidc {
namespace {

using desk::LoginRefusal;

struct Release {
  void operator()(cjose_jws_t* token) const { cjose_jws_release(token); }
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};
using CjoseToken = std::unique_ptr<cjose_jws_t, Release>;
using CjoseKey = std::unique_ptr<cjose_jwk_t, Release>;

constexpr std::size_t rsa_bytes_min = 256;
constexpr std::size_t p256_bytes = 32;

// Members of a header that bring a key or lead to one, or change what the rest means. Certificates and their
// thumbprints (x5c, x5t) are not among them: brokers send them, and nobody here looks at them.
constexpr std::array<std::string_view, 7> untrusted{"crit", "jku", "jwk", "x5u", "b64", "enc", "zip"};

std::string jwk(const std::vector<Field>& members) {
  std::string text{"{"};
  for (const Field& member : members) {
    if (text.size() > 1) text += ',';
    text.append("\"").append(member.name).append("\":\"").append(member.value).append("\"");
  }
  return text += '}';
}

// The bytes of a member in base64url; 0 where it is no such thing.
std::size_t bytes_of(const Json& key, std::string_view member) {
  const std::string* const text = text_of(key, member);
  if (text == nullptr) return 0;
  const auto bytes = from_base64url(*text);
  return bytes ? bytes->size() : 0;
}

// A key that says that it is for something else than checking signatures.
bool is_for_another_use(const Json& key) {
  if (const Json* const use = key.find("use")) {
    if (use->text() == nullptr || *use->text() != "sig") return true;
  }
  const Json* const operations = key.find("key_ops");
  if (operations == nullptr) return false;
  const auto* const list = operations->array();
  return list == nullptr || std::ranges::none_of(*list, [](const Json& item) {
           return item.text() != nullptr && *item.text() == "verify";
         });
}

std::optional<Key> key_of(const Json& from) {
  const std::string* const kid = text_of(from, "kid");
  const std::string* const type = text_of(from, "kty");
  if (kid == nullptr || kid->empty() || type == nullptr || is_for_another_use(from)) return std::nullopt;
  Key key{.kid = *kid, .algorithms = {}, .jwk = {}};
  if (*type == "RSA" && bytes_of(from, "n") > 0 && bytes_of(from, "e") > 0) {
    key.algorithms = {Algorithm::rs256, Algorithm::ps256};
    key.jwk = jwk({{"kty", "RSA"}, {"n", *text_of(from, "n")}, {"e", *text_of(from, "e")}});
  } else if (const std::string* const curve = text_of(from, "crv");
             *type == "EC" && curve != nullptr && *curve == "P-256" && bytes_of(from, "x") == p256_bytes &&
             bytes_of(from, "y") == p256_bytes) {
    key.algorithms = {Algorithm::es256};
    key.jwk = jwk({{"kty", "EC"}, {"crv", "P-256"}, {"x", *text_of(from, "x")}, {"y", *text_of(from, "y")}});
  } else {
    return std::nullopt;
  }
  if (const Json* const algorithm = from.find("alg")) {
    const auto named = algorithm->text() == nullptr ? std::nullopt : algorithm_of(*algorithm->text());
    if (!named || std::ranges::find(key.algorithms, *named) == key.algorithms.end()) return std::nullopt;
    key.algorithms = {*named};
  }
  return key;
}

bool is_weak(const Json& key) {
  const std::string* const type = text_of(key, "kty");
  return type != nullptr && *type == "RSA" && !is_for_another_use(key) && bytes_of(key, "n") < rsa_bytes_min;
}

bool is_for(const Key& key, const UnverifiedToken& token) {
  return key.kid == token.kid && std::ranges::find(key.algorithms, token.algorithm) != key.algorithms.end();
}

// cjose writes to what it was not given (cjose_jws_import), and answers a lack of memory as it answers a
// wrong signature. So it is never without: the program ends instead.
void* memory(std::size_t bytes) {
  void* const given = std::malloc(bytes);
  base::ensure(given != nullptr || bytes == 0, "memory to check a signature");
  return given;
}
void* more_memory(void* before, std::size_t bytes) {
  void* const given = std::realloc(before, bytes);
  base::ensure(given != nullptr || bytes == 0, "memory to check a signature");
  return given;
}
void give_cjose_its_memory() {
  static const bool is_set = (cjose_set_alloc_funcs(memory, more_memory, std::free), true);
  base::ensure(is_set, "set once");
}

bool is_signed_by(const std::string& token, const Key& key) {
  give_cjose_its_memory();
  cjose_err error{};
  const CjoseToken read{cjose_jws_import(token.data(), token.size(), &error)};
  const CjoseKey trusted{cjose_jwk_import(key.jwk.data(), key.jwk.size(), &error)};
  return read && trusted && cjose_jws_verify(read.get(), trusted.get(), &error);
}

// An ID token says that it is a JWT, or nothing; other kinds of tokens say which. SPEC: RFC 8725,
// section 3.11.
bool is_of_another_type(const Json& header) {
  const Json* const type = header.find("typ");
  if (type == nullptr) return false;
  if (type->text() == nullptr) return true;
  return *type->text() != "JWT" && *type->text() != "jwt";
}

}  // namespace

std::optional<std::vector<Key>> keys_of(std::string_view jwks) {
  if (jwks.size() > base::limits::oidc_answer_bytes_max) return std::nullopt;
  const auto set = parse_json(jwks);
  const Json* const list = set ? set->find("keys") : nullptr;
  if (list == nullptr || list->array() == nullptr) return std::nullopt;
  if (list->array()->size() > base::limits::oidc_keys_max) return std::nullopt;
  std::vector<Key> keys;
  for (const Json& item : *list->array()) {
    if (is_weak(item)) return std::nullopt;
    if (auto key = key_of(item)) keys.push_back(std::move(*key));
  }
  return keys;
}

std::expected<UnverifiedToken, LoginRefusal> read_token(std::string_view text,
                                                        const std::vector<Algorithm>& allowed) {
  const auto refuse = [](LoginRefusal refusal) { return std::unexpected{refusal}; };
  if (text.size() > base::limits::oidc_token_bytes_max) return refuse(LoginRefusal::malformed);
  if (std::ranges::count(text, '.') != 2) return refuse(LoginRefusal::malformed);
  const std::size_t first = text.find('.');
  const std::size_t second = text.rfind('.');
  const auto header_text = from_base64url(text.substr(0, first));
  const auto claims_text = from_base64url(text.substr(first + 1, second - first - 1));
  const auto signature = from_base64url(text.substr(second + 1));
  if (!header_text || !claims_text || !signature) return refuse(LoginRefusal::malformed);
  const auto header = parse_json(*header_text);
  if (!header || !header->is_object()) return refuse(LoginRefusal::malformed);
  const std::string* const name = text_of(*header, "alg");
  if (name == nullptr) return refuse(LoginRefusal::malformed);
  const auto algorithm = algorithm_of(*name);
  if (!algorithm || std::ranges::find(allowed, *algorithm) == allowed.end()) {
    return refuse(LoginRefusal::wrong_algorithm);
  }
  for (const std::string_view member : untrusted) {
    if (header->find(member) != nullptr) return refuse(LoginRefusal::untrusted_header);
  }
  if (is_of_another_type(*header)) return refuse(LoginRefusal::wrong_token);
  const std::string* const kid = text_of(*header, "kid");
  if (kid == nullptr) return refuse(LoginRefusal::unknown_key);
  auto claims = parse_json(*claims_text);
  if (!claims || !claims->is_object()) return refuse(LoginRefusal::malformed);
  return UnverifiedToken{
      .text = std::string{text}, .algorithm = *algorithm, .kid = *kid, .claims = std::move(*claims)};
}

bool has_key_for(const UnverifiedToken& token, const std::vector<Key>& keys) {
  return std::ranges::any_of(keys, [&](const Key& key) { return is_for(key, token); });
}

std::expected<void, LoginRefusal> check_signature(const UnverifiedToken& token,
                                                  const std::vector<Key>& keys) {
  if (!has_key_for(token, keys)) return std::unexpected{LoginRefusal::unknown_key};
  const bool is_signed = std::ranges::any_of(
      keys, [&](const Key& key) { return is_for(key, token) && is_signed_by(token.text, key); });
  if (!is_signed) return std::unexpected{LoginRefusal::bad_signature};
  return {};
}

}  // namespace skranke::oidc
