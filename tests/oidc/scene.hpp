// One good login at the stand-in, of which a case changes one thing.
#pragma once

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "connect/oidc/broker.hpp"
#include "forge.hpp"
#include "stand_in.hpp"

namespace skranke::oidc::test {

// Keys that the broker is known to have, and a stranger's.
struct Keys {
  KeyPair good = KeyPair::rsa(2048);    // "good-1": signs everything that is good
  KeyPair second = KeyPair::rsa(2048);  // "good-2": trusted too
  KeyPair curve = KeyPair::p256();      // "curve-1": trusted too, for ES256
  KeyPair stranger = KeyPair::rsa(2048);
};
[[nodiscard]] const Keys& keys();
[[nodiscard]] std::string good_jwks();

struct Scene {
  Scene();

  static constexpr desk::Moment now = 1'795'500'000;  // 2026-11-24

  Config config;
  desk::BegunLogin kept;
  desk::Moment finished_at = now + 40;
  std::string query;  // empty: the good one
  Draft id_token;
  Draft transaction_token;
  Members token_answer;  // without the tokens that are drafts
  Members userinfo;
  std::function<Reply(const std::string& good_body)> token_reply;  // instead of the good answer
  std::function<Reply(const std::string& good_body)> userinfo_reply;

  // What comes of it: "proven", the refusal's name, or the fault's.
  [[nodiscard]] std::string outcome();
  [[nodiscard]] base::Result<desk::LoginOutcome> finish();

  // Signs with another key, or not at all.
  void sign_with(std::function<std::string(std::string_view)> sign) { id_token.sign = std::move(sign); }
};

[[nodiscard]] StandIn& stand_in();
[[nodiscard]] std::string name_of(const base::Result<desk::LoginOutcome>& result);

struct Case {
  const char* name;
  const char* expected;
  void (*change)(Scene& scene);
};
void PrintTo(const Case& one, std::ostream* out);  // NOLINT(readability-identifier-naming): GoogleTest's

}  // namespace skranke::oidc::test
