#include "connect/webhook/webhook.hpp"

#include <algorithm>
#include <utility>

#include "base/ensure.hpp"
#include "connect/curl/curl.hpp"
#include "connect/webhook/answer.hpp"

namespace skranke::webhook {
namespace {

// In small letters, however the address has it.
std::string scheme_of(const curl::Url& url) { return curl::part_of(url.get(), CURLUPART_SCHEME); }

// Keeps the beginning and reads the rest, so that what answers at length is still answered.
std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  const std::size_t length = size * count;
  body.append(bytes, std::min(length, answer_bytes_max + overhang - body.size()));
  return length;
}

}  // namespace

base::Result<std::unique_ptr<Webhook>> Webhook::make(Settings settings) {
  if (!curl::is_safe(settings.url))
    return base::fail(base::Fault::invalid_value,
                      "expected an address of https, or of http to this machine, without a user");
  base::ensure(!settings.secrets.empty(), "a webhook has a secret");
  return std::unique_ptr<Webhook>{new Webhook{std::move(settings)}};
}

Delivery Webhook::post(const std::string& event_id, std::int64_t now, const base::PersonalText& body) const {
  const curl::Handle handle = curl::new_handle();
  CURL* const request = handle.get();
  curl::Headers headers;
  add(headers, "Content-Type: application/json");
  add(headers, "Expect:");
  add(headers, "webhook-id: " + event_id);
  add(headers, "webhook-timestamp: " + std::to_string(now));
  add(headers, "webhook-signature: " + signatures(settings_.secrets, event_id, now, body.reveal()));
  Delivery delivery;
  curl_easy_setopt(request, CURLOPT_URL, settings_.url.c_str());
  curl_easy_setopt(request, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(request, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(request, CURLOPT_WRITEDATA, &delivery.body);
  curl_easy_setopt(request, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.reveal().size()));
  curl_easy_setopt(request, CURLOPT_POSTFIELDS, body.reveal().data());
  const auto milliseconds = static_cast<long>(patience.count());
  curl::set_limits(request, {.is_tls = scheme_of(curl::read_url(settings_.url)) == "https",
                             .patience_ms = milliseconds,
                             .connect_ms = milliseconds / 2,
                             .ca_file = settings_.ca_file});
  const CURLcode done = curl_easy_perform(request);
  if (done != CURLE_OK) return {.status = 0, .body = {}, .trouble = curl::text_of_failure(done)};
  curl_easy_getinfo(request, CURLINFO_RESPONSE_CODE, &delivery.status);
  // Cut last, so that the cut leaves no part of a number that would be unknown as one.
  delivery.body = without_persons(std::move(delivery.body));
  delivery.body.resize(std::min(delivery.body.size(), answer_bytes_max));
  return delivery;
}

}  // namespace skranke::webhook
