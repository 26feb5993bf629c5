// One question over HTTP(S) and its answer, within a deadline and a size.
//
// Follows no redirect, keeps no cookie, asks no proxy of the environment, speaks only the scheme of the
// address. TLS 1.2 or newer, with the certificate and its name checked.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/personal.hpp"
#include "base/result.hpp"
#include "connect/oidc/config.hpp"

namespace skranke::oidc {

using Deadline = std::chrono::steady_clock::time_point;

struct Question {
  std::string_view what;  // in messages: "the token endpoint"
  std::string address;
  base::PersonalText form;           // posted; empty: GET
  base::PersonalText authorization;  // the header's value; empty: none
};

struct Answer {
  long status = 0;
  std::string media_type;  // small letters, without parameters
  std::string body;
};

// Problem (unavailable): no answer, a broken, late or too long one. Any status is an answer.
[[nodiscard]] base::Result<Answer> ask(const Config& config, const Question& question, Deadline until);

// What to say of a broker that does not answer as one: "The identity broker: WHAT, DETAIL. ...".
[[nodiscard]] std::unexpected<base::Problem> unavailable(std::string_view what, std::string_view detail);

}  // namespace skranke::oidc
