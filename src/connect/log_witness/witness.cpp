#include "connect/log_witness/witness.hpp"

#include <algorithm>

#include "base/service_limits.hpp"
#include "connect/curl/curl.hpp"

namespace skranke::log_witness {
namespace {

constexpr std::size_t answer_bytes_max = std::size_t{16} * 1024;

// Keeps the beginning and reads the rest, which comes within the deadline or not at all.
std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  const std::size_t length = size * count;
  body.append(bytes, std::min(length, answer_bytes_max - body.size()));
  return length;
}

}  // namespace

bool is_witness_url(const std::string& url) { return curl::is_safe(url); }

Answered add_checkpoint(const std::string& url, const std::string& ca_file, const std::string& submission) {
  const curl::Handle handle = curl::new_handle();
  CURL* const request = handle.get();
  curl::Headers headers;
  add(headers, "Content-Type: text/plain; charset=utf-8");
  add(headers, "Expect:");
  Answered answered;
  const std::string address = url + (url.ends_with('/') ? "add-checkpoint" : "/add-checkpoint");
  curl_easy_setopt(request, CURLOPT_URL, address.c_str());
  curl_easy_setopt(request, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(request, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(request, CURLOPT_WRITEDATA, &answered.body);
  curl_easy_setopt(request, CURLOPT_POSTFIELDSIZE, static_cast<long>(submission.size()));
  curl_easy_setopt(request, CURLOPT_POSTFIELDS, submission.data());
  const curl::Url parsed = curl::read_url(address);
  const auto milliseconds = static_cast<long>(base::limits::witness_patience.count());
  curl::set_limits(request, {.is_tls = curl::part_of(parsed.get(), CURLUPART_SCHEME) == "https",
                             .patience_ms = milliseconds,
                             .connect_ms = milliseconds / 2,
                             .ca_file = ca_file});
  const CURLcode done = curl_easy_perform(request);
  if (done != CURLE_OK) return {.trouble = curl::text_of_failure(done)};
  curl_easy_getinfo(request, CURLINFO_RESPONSE_CODE, &answered.status);
  char* type = nullptr;
  if (curl_easy_getinfo(request, CURLINFO_CONTENT_TYPE, &type) == CURLE_OK && type != nullptr)
    answered.content_type = type;
  return answered;
}

}  // namespace skranke::log_witness
