// What every use of libcurl here shares: handles that free themselves, limits that hold for each request, and
// what went wrong in words.
//
// Only the .cpp files of rooms that talk over the network include this: it brings curl/curl.h.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <curl/curl.h>

namespace skranke::curl {

struct Free {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(char* text) const { curl_free(text); }
};
using Handle = std::unique_ptr<CURL, Free>;
using Headers = std::unique_ptr<curl_slist, Free>;
using Url = std::unique_ptr<CURLU, Free>;

// A new handle; libcurl itself is begun with the first one.
[[nodiscard]] Handle new_handle();

void add(Headers& headers, const std::string& line);

// The address, read; null where it is none. `flags` as of curl_url_set.
[[nodiscard]] Url read_url(const std::string& address, unsigned flags = 0);
// Empty where the address has no such part.
[[nodiscard]] std::string part_of(CURLU* url, CURLUPart part);

// Whether a host, as part_of gives it, is this machine.
[[nodiscard]] bool is_loopback(std::string_view host);

// Whether an address is one of https, or of http to this machine, and names no user.
[[nodiscard]] bool is_safe(const std::string& address);

struct HttpLimits {
  bool is_tls = true;
  long patience_ms = 0;  // of the whole request
  long connect_ms = 0;
  std::string ca_file;  // PEM; empty: the system's authorities
};

// No redirect, no proxy, no .netrc, TLS 1.2 or newer, and no scheme but the one that was meant.
void set_limits(CURL* handle, const HttpLimits& limits);

struct Post {
  const std::string& url;
  const Headers& headers;
  std::string_view body;
  long patience_ms = 0;              // of the whole request; half of it to connect
  const std::string& ca_file;        // as in HttpLimits
  std::size_t answer_bytes_max = 0;  // of what is kept: the rest is read and let go
};
struct Answered {
  long status = 0;  // 0: there was none
  std::string body = {};
  std::string content_type = {};
  std::string_view trouble = {};  // why there was none
};

// One POST, with the limits of set_limits.
[[nodiscard]] Answered post(const Post& wish);

// "it did not answer in time"; names no address.
[[nodiscard]] std::string_view text_of_failure(CURLcode code);

}  // namespace skranke::curl
