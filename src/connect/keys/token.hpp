// A token that keeps keys and works with them inside itself, so that no program ever has them: a hardware
// security module, a smart card, or a program that stands in for one. Reached by its own PKCS #11 module
// (OASIS PKCS #11 2.40), named by a URI of RFC 7512.
//
// Keys are AES-256, sensitive and not extractable, named by their labels. What the module has to know:
// CKM_AES_KEY_GEN, CKM_AES_GCM and CKM_AES_CMAC. All functions may be called from many threads at once.
//
// A token that was away (unplugged, restarted, not reached) is connected to again by itself. A PIN that it
// has refused is told to who gave it (Pins), and not tried a second time by the same program: tokens lock
// themselves after a few wrong ones.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace skranke::keys {

inline constexpr std::chrono::seconds between_connections_default{2};

// Where a token's PIN is.
class Pins {
 public:
  virtual ~Pins() = default;
  // What `pin-source` names, as it is in the URI. Problem (unavailable): it can't be read, or is known to be
  // wrong.
  [[nodiscard]] virtual base::Result<std::string> read(std::string_view source) = 0;
  // The token refused it.
  virtual void was_refused(std::string_view pin) = 0;
};

class Token {
 public:
  // Loads the module that `module-path` names, and connects to the one token that the URI describes (`token`,
  // `serial`, `manufacturer`, `model`); again at most every `between_connections`. Problem (invalid_value):
  // not such a URI, or it has the PIN itself. Problem (unavailable): there is no such module or token, more
  // than one, or it can't be worked with.
  [[nodiscard]] static base::Result<std::unique_ptr<Token>> open(
      const std::string& uri, std::unique_ptr<Pins> pins,
      std::chrono::milliseconds between_connections = between_connections_default);

  ~Token();
  Token(const Token&) = delete;
  Token& operator=(const Token&) = delete;
  Token(Token&&) = delete;
  Token& operator=(Token&&) = delete;

  // The URI's `object`; empty where it has none.
  [[nodiscard]] const std::string& object() const;

  // Every function below: Problem (unavailable) where the token can't be worked with.

  // Those of the AES keys in it, looked for again. Two keys may have one label. `some`: that there is none is
  // a Problem, since a module may say so of a token that is away.
  enum class Expect : std::uint8_t { any, some };
  [[nodiscard]] base::Result<std::vector<std::string>> labels(Expect expect);

  // Draws a key inside the token. It has another label until it is known that none has this one, so that
  // nobody uses a key that is taken back; from then on it stays, also where that is a Problem. Drawn is what
  // a new connection sees: until then it may be in the module's memory alone. False: there is one of this
  // label already. A Problem may be another one's of this label: look again.
  [[nodiscard]] base::Result<bool> generate(const std::string& label);
  // Problem (unavailable) also where it is not there.
  [[nodiscard]] base::Result<void> destroy(const std::string& label);

  // As gcm.hpp has it: nonce, ciphertext, tag; the context is associated data. A token that draws nonces by
  // itself may. Problem (unavailable) also where there is no key of this label, or more than one.
  [[nodiscard]] base::Result<std::string> seal(const std::string& label, std::string_view context,
                                               std::string_view plain);
  // Empty: another key, another context, or changed.
  [[nodiscard]] base::Result<std::optional<std::string>> open(const std::string& label,
                                                              std::string_view context,
                                                              std::string_view sealed);
  // AES-CMAC (NIST SP 800-38B), 16 bytes: says which key it is, and nothing more of it.
  [[nodiscard]] base::Result<std::string> mac(const std::string& label, std::string_view text);

 private:
  class State;
  explicit Token(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace skranke::keys
