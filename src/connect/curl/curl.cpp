#include "connect/curl/curl.hpp"

#include <algorithm>
#include <utility>

#include "base/ensure.hpp"
#include "base/memory.hpp"

namespace skranke::curl {

Handle new_handle() {
  // Once for the process, before the first use from any thread.
  static const CURLcode begun = curl_global_init(CURL_GLOBAL_DEFAULT);
  base::ensure(begun == CURLE_OK, "libcurl can be used");
  Handle handle{curl_easy_init()};
  base::ensure_memory(handle != nullptr, "a connection");
  return handle;
}

void add(Headers& headers, const std::string& line) {
  curl_slist* const longer = curl_slist_append(headers.get(), line.c_str());
  base::ensure_memory(longer != nullptr, "a header");
  (void)headers.release();
  headers.reset(longer);
}

Url read_url(const std::string& address, unsigned flags) {
  Url url{curl_url()};
  base::ensure_memory(url != nullptr, "an address");
  if (curl_url_set(url.get(), CURLUPART_URL, address.c_str(), flags) != CURLUE_OK) url.reset();
  return url;
}

std::string part_of(CURLU* url, CURLUPart part) {
  char* raw = nullptr;
  if (curl_url_get(url, part, &raw, 0) != CURLUE_OK) return {};
  const std::unique_ptr<char, Free> text{raw};
  return text.get();
}

bool is_loopback(std::string_view host) {
  const bool is_ipv4 = host.find_first_not_of("0123456789.") == std::string_view::npos;
  return host == "localhost" || host == "[::1]" || (is_ipv4 && host.starts_with("127."));
}

bool is_safe(const std::string& address) {
  const Url url = read_url(address, CURLU_DISALLOW_USER);
  if (url == nullptr) return false;
  const std::string scheme = part_of(url.get(), CURLUPART_SCHEME);  // in small letters
  return scheme == "https" || (scheme == "http" && is_loopback(part_of(url.get(), CURLUPART_HOST)));
}

void set_limits(CURL* handle, const HttpLimits& limits) {
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, limits.is_tls ? "https" : "http");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, limits.patience_ms);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, limits.connect_ms);
  if (!limits.ca_file.empty()) {
    curl_easy_setopt(handle, CURLOPT_CAINFO, limits.ca_file.c_str());
    curl_easy_setopt(handle, CURLOPT_CAPATH, nullptr);
  }
}

namespace {

struct Kept {
  std::string body;
  std::size_t bytes_max;
};

// Keeps the beginning and reads the rest, which comes within the deadline or not at all.
std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& kept = *static_cast<Kept*>(into);
  const std::size_t length = size * count;
  kept.body.append(bytes, std::min(length, kept.bytes_max - kept.body.size()));
  return length;
}

}  // namespace

Answered post(const Post& wish) {
  const Handle handle = new_handle();
  CURL* const request = handle.get();
  Kept kept{.body = {}, .bytes_max = wish.answer_bytes_max};
  curl_easy_setopt(request, CURLOPT_URL, wish.url.c_str());
  curl_easy_setopt(request, CURLOPT_HTTPHEADER, wish.headers.get());
  curl_easy_setopt(request, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(request, CURLOPT_WRITEDATA, &kept);
  curl_easy_setopt(request, CURLOPT_POSTFIELDSIZE, static_cast<long>(wish.body.size()));
  curl_easy_setopt(request, CURLOPT_POSTFIELDS, wish.body.data());
  // In small letters, however the address has it.
  set_limits(request, {.is_tls = part_of(read_url(wish.url).get(), CURLUPART_SCHEME) == "https",
                       .patience_ms = wish.patience_ms,
                       .connect_ms = wish.patience_ms / 2,
                       .ca_file = wish.ca_file});
  const CURLcode done = curl_easy_perform(request);
  if (done != CURLE_OK) return {.trouble = text_of_failure(done)};
  Answered answered{.body = std::move(kept.body)};
  curl_easy_getinfo(request, CURLINFO_RESPONSE_CODE, &answered.status);
  char* type = nullptr;
  if (curl_easy_getinfo(request, CURLINFO_CONTENT_TYPE, &type) == CURLE_OK && type != nullptr)
    answered.content_type = type;
  return answered;
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
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
      return "its answer was cut off";
    default:
      return "its answer is not HTTP as it should be";
  }
}

}  // namespace skranke::curl
