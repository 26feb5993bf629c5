// A broker of MitID over OpenID Connect: the authorization code flow with PKCE.
//
// SPEC: OpenID Connect Core 1.0, RFC 6749, RFC 7636 (S256 only), RFC 9207, RFC 9700. What is checked, in
// order: docs/oidc.md.
//
// Limitations: one client; no refresh and no logout; userinfo as plain JSON only; no revocation check of the
// certificate of a transaction token (its key is pinned or published by the broker).
#pragma once

#include <functional>
#include <memory>
#include <span>

#include "base/result.hpp"
#include "connect/oidc/config.hpp"
#include "desk/port/identity_broker.hpp"

namespace skranke::oidc {

// Fills bytes that nobody can guess. Called from any thread.
using Randomness = std::function<void(std::span<std::byte>)>;

// Every member may be called from any thread; finish() waits for the broker at most the configured deadline.
class Broker final : public desk::IdentityBroker {
 public:
  ~Broker() override;

  [[nodiscard]] base::Result<desk::BegunLogin> begin(const desk::LoginWish& wish, desk::Moment now) override;
  [[nodiscard]] base::Result<desk::LoginOutcome> finish(const desk::BegunLogin& kept, std::string_view query,
                                                        desk::Moment now) override;

 private:
  struct State;
  friend base::Result<std::unique_ptr<Broker>> make_broker(Config config, Randomness randomness);
  explicit Broker(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Asks nobody yet. Problem (invalid_value): a configuration that can't be right.
[[nodiscard]] base::Result<std::unique_ptr<Broker>> make_broker(Config config, Randomness randomness);

// The system's source.
[[nodiscard]] Randomness system_randomness();

}  // namespace skranke::oidc
