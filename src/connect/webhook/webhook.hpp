// Telling a system of others about an event, by an HTTP request that it can check (Standard Webhooks).
//
// One POST an event, within ten seconds. Follows no redirect, keeps no cookie, asks no proxy of the
// environment. HTTPS with TLS 1.2 or newer, the certificate and its name checked; HTTP to this machine only.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/personal.hpp"
#include "base/result.hpp"
#include "connect/webhook/signature.hpp"

namespace skranke::webhook {

inline constexpr std::chrono::milliseconds patience{10'000};  // for one event, from name to answer
inline constexpr std::size_t answer_bytes_max = 2048;         // kept of the answer's body

struct Settings {
  std::string url;
  std::vector<Secret> secrets;
  std::string ca_file;  // PEM; empty: the system's authorities
};

struct Delivery {
  long status = 0;           // of HTTP; 0: there was no answer
  std::string body;          // its beginning, without_persons
  std::string_view trouble;  // why there was no answer, in English; else empty
};

class Webhook {
 public:
  // Problem (invalid_value): the address is not one of https, or of http to 127.0.0.0/8, ::1 or localhost; or
  // it names a user.
  [[nodiscard]] static base::Result<std::unique_ptr<Webhook>> make(Settings settings);

  // Any status is an answer. Callable from any thread.
  [[nodiscard]] Delivery post(const std::string& event_id, std::int64_t now,
                              const base::PersonalText& body) const;

 private:
  explicit Webhook(Settings settings) : settings_{std::move(settings)} {}
  const Settings settings_;
};

}  // namespace skranke::webhook
