#include "connect/webhook/webhook.hpp"

#include <algorithm>
#include <utility>

#include <curl/curl.h>

#include "base/ensure.hpp"
#include "connect/webhook/answer.hpp"

namespace skranke::webhook {
namespace {

struct Free {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(char* text) const { curl_free(text); }
};
using Handle = std::unique_ptr<CURL, Free>;
using Headers = std::unique_ptr<curl_slist, Free>;

std::string part(CURLU* url, CURLUPart which) {
  char* raw = nullptr;
  if (curl_url_get(url, which, &raw, 0) != CURLUE_OK) return {};
  const std::unique_ptr<char, Free> text{raw};
  return text.get();
}

bool is_loopback(std::string_view host) {
  if (host == "localhost" || host == "[::1]") return true;
  return host.starts_with("127.") &&
         std::ranges::all_of(host, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

bool is_allowed(const std::string& address) {
  const std::unique_ptr<CURLU, Free> url{curl_url()};
  base::ensure(url != nullptr, "memory for an address");
  if (curl_url_set(url.get(), CURLUPART_URL, address.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK) return false;
  const std::string scheme = part(url.get(), CURLUPART_SCHEME);
  return scheme == "https" || (scheme == "http" && is_loopback(part(url.get(), CURLUPART_HOST)));
}

// Keeps the beginning and reads the rest, so that what answers at length is still answered.
std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  const std::size_t length = size * count;
  body.append(bytes, std::min(length, answer_bytes_max + overhang - body.size()));
  return length;
}

void add(Headers& headers, const std::string& line) {
  curl_slist* const longer = curl_slist_append(headers.get(), line.c_str());
  base::ensure(longer != nullptr, "memory for a header");
  (void)headers.release();
  headers.reset(longer);
}

// Once for the process, before the first use from any thread.
void begin_curl() {
  static const CURLcode begun = curl_global_init(CURL_GLOBAL_DEFAULT);
  base::ensure(begun == CURLE_OK, "libcurl can be used");
}

void set_limits(CURL* curl, const Settings& settings) {
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, settings.url.starts_with("http:") ? "http" : "https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(patience.count()));
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(patience.count()) / 2);
  if (!settings.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, settings.ca_file.c_str());
    curl_easy_setopt(curl, CURLOPT_CAPATH, nullptr);
  }
}

std::string_view text_of_failure(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
      return "its name is not known";
    case CURLE_COULDNT_CONNECT:
      return "it can't be reached";
    case CURLE_OPERATION_TIMEDOUT:
      return "it did not answer in time";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
      return "its certificate or its TLS is not trusted";
    default:
      return "its answer was cut off or is not HTTP";
  }
}

}  // namespace

base::Result<std::unique_ptr<Webhook>> Webhook::make(Settings settings) {
  if (!is_allowed(settings.url))
    return base::fail(base::Fault::invalid_value,
                      "expected an address of https, or of http to this machine, without a user");
  base::ensure(!settings.secrets.empty(), "a webhook has a secret");
  return std::unique_ptr<Webhook>{new Webhook{std::move(settings)}};
}

Delivery Webhook::post(const std::string& event_id, std::int64_t now, const base::PersonalText& body) const {
  begin_curl();
  const Handle handle{curl_easy_init()};
  base::ensure(handle != nullptr, "memory for a request");
  CURL* const curl = handle.get();
  Headers headers;
  add(headers, "Content-Type: application/json");
  add(headers, "Expect:");
  add(headers, "webhook-id: " + event_id);
  add(headers, "webhook-timestamp: " + std::to_string(now));
  add(headers, "webhook-signature: " + signatures(settings_.secrets, event_id, now, body.reveal()));
  Delivery delivery;
  curl_easy_setopt(curl, CURLOPT_URL, settings_.url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &delivery.body);
  curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.reveal().size()));
  curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.reveal().data());
  set_limits(curl, settings_);
  const CURLcode done = curl_easy_perform(curl);
  if (done != CURLE_OK) return {.status = 0, .body = {}, .trouble = text_of_failure(done)};
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &delivery.status);
  // Cut last, so that the cut leaves no part of a number that would be unknown as one.
  delivery.body = without_persons(std::move(delivery.body));
  delivery.body.resize(std::min(delivery.body.size(), answer_bytes_max));
  return delivery;
}

}  // namespace skranke::webhook
