#include "connect/webhook/webhook.hpp"

#include <algorithm>
#include <utility>

#include "base/ensure.hpp"
#include "connect/curl/curl.hpp"
#include "connect/webhook/answer.hpp"

namespace skranke::webhook {

base::Result<std::unique_ptr<Webhook>> Webhook::make(Settings settings) {
  if (!curl::is_safe(settings.url))
    return base::fail(base::Fault::invalid_value,
                      "expected an address of https, or of http to this machine, without a user");
  base::ensure(!settings.secrets.empty(), "a webhook has a secret");
  return std::unique_ptr<Webhook>{new Webhook{std::move(settings)}};
}

Delivery Webhook::post(const std::string& event_id, std::int64_t now, const base::PersonalText& body) const {
  curl::Headers headers;
  add(headers, "Content-Type: application/json");
  add(headers, "Expect:");
  add(headers, "webhook-id: " + event_id);
  add(headers, "webhook-timestamp: " + std::to_string(now));
  add(headers, "webhook-signature: " + signatures(settings_.secrets, event_id, now, body.reveal()));
  auto answered = curl::post({.url = settings_.url,
                              .headers = headers,
                              .body = body.reveal(),
                              .patience_ms = static_cast<long>(patience.count()),
                              .ca_file = settings_.ca_file,
                              .answer_bytes_max = answer_bytes_max + overhang});
  Delivery delivery{.status = answered.status, .body = {}, .trouble = answered.trouble};
  // Cut last, so that the cut leaves no part of a number that would be unknown as one.
  delivery.body = without_persons(std::move(answered.body));
  delivery.body.resize(std::min(delivery.body.size(), answer_bytes_max));
  return delivery;
}

}  // namespace skranke::webhook
