// Tokens as a forger makes them: any header, any claims, any signature.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct evp_pkey_st;

namespace skranke::oidc::test {

// The members of a JSON object, in order, values as JSON; a name may stand twice.
class Members {
 public:
  Members() = default;
  Members(std::initializer_list<std::pair<std::string, std::string>> list) : list_{list} {}

  void set(const std::string& name, const std::string& json);  // in its place, or at the end
  void add(const std::string& name, const std::string& json);  // at the end, even a second time
  void remove(const std::string& name);
  [[nodiscard]] std::string json() const;

 private:
  std::vector<std::pair<std::string, std::string>> list_;
};

[[nodiscard]] std::string in_quotes(const std::string& text);  // as JSON, of plain characters

// A key pair, made once.
class KeyPair {
 public:
  [[nodiscard]] static KeyPair rsa(unsigned bits);
  [[nodiscard]] static KeyPair p256();

  // The public half as a member of a JWKS.
  [[nodiscard]] std::string jwk(const std::string& kid, const std::string& more = {}) const;
  // As PEM, for those who take it for a shared secret.
  [[nodiscard]] std::string pem() const;
  [[nodiscard]] std::string rs256(std::string_view input) const;
  [[nodiscard]] std::string ps256(std::string_view input) const;
  [[nodiscard]] std::string es256(std::string_view input) const;

 private:
  explicit KeyPair(evp_pkey_st* key);
  std::shared_ptr<evp_pkey_st> key_;
};

[[nodiscard]] std::string hs256(std::string_view secret, std::string_view input);

[[nodiscard]] std::string jwks(const std::vector<std::string>& keys);

// A token before it is written: header, claims and how it is signed.
struct Draft {
  Members header;
  Members claims;
  std::function<std::string(std::string_view input)> sign;
  std::string raw_header;                                  // instead of the header, if not empty
  std::string raw_claims;                                  // instead of the claims
  std::function<std::string(const std::string&)> at_last;  // what happens to the written token

  [[nodiscard]] std::string written() const;
};

}  // namespace skranke::oidc::test
