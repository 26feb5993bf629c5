#include "connect/oidc/http.hpp"

#include <algorithm>
#include <memory>

#include <curl/curl.h>

#include "base/ensure.hpp"

namespace skranke::oidc {
namespace {

struct Free {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, Free>;
using Headers = std::unique_ptr<curl_slist, Free>;

struct Body {
  std::string bytes;
  bool is_too_long = false;
};

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
  auto& body = *static_cast<Body*>(into);
  const std::size_t length = size * count;
  if (body.bytes.size() + length > base::limits::oidc_answer_bytes_max) {
    body.is_too_long = true;
    return 0;
  }
  body.bytes.append(bytes, length);
  return length;
}

void add(Headers& headers, const std::string& line) {
  curl_slist* const longer = curl_slist_append(headers.get(), line.c_str());
  base::ensure(longer != nullptr, "memory for a header");
  (void)headers.release();
  headers.reset(longer);
}

std::string media_type_of(const char* header) {
  std::string type = header == nullptr ? "" : header;
  type.resize(std::min(type.size(), type.find(';')));
  while (type.ends_with(' ')) type.pop_back();
  std::ranges::transform(type, type.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return type;
}

// Once for the process, before the first use from any thread.
void begin_curl() {
  static const CURLcode begun = curl_global_init(CURL_GLOBAL_DEFAULT);
  base::ensure(begun == CURLE_OK, "libcurl can be used");
}

void set_limits(CURL* curl, const Config& config, const Question& question, long milliseconds) {
  const char* const scheme = question.address.starts_with("https:") ? "https" : "http";
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, scheme);
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, milliseconds);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
                   std::min(milliseconds, static_cast<long>(config.connect_deadline.count())));
  if (!config.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, config.ca_file.c_str());
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
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
      return "its answer was cut off";
    default:
      return "its answer is not HTTP as it should be";
  }
}

}  // namespace

std::unexpected<base::Problem> unavailable(std::string_view what, std::string_view detail) {
  std::string text{"The identity broker does not work at present ("};
  text.append(what).append(": ").append(detail);
  text += "). Nothing was recorded and nothing was used up; try again, or go on with the case later.";
  return base::fail(base::Fault::unavailable, std::move(text));
}

base::Result<Answer> ask(const Config& config, const Question& question, Deadline until) {
  begin_curl();
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
  const auto patience = std::min(left, config.request_deadline);
  if (patience.count() <= 0) return unavailable(question.what, "it did not answer in time");
  const Handle handle{curl_easy_init()};
  base::ensure(handle != nullptr, "memory for a request");
  CURL* const curl = handle.get();
  Headers headers;
  add(headers, "Accept: application/json");
  if (!question.authorization.reveal().empty()) {
    std::string line{"Authorization: "};
    add(headers, line += question.authorization.reveal());
  }
  Body body;
  curl_easy_setopt(curl, CURLOPT_URL, question.address.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  set_limits(curl, config, question, static_cast<long>(patience.count()));
  if (const std::string& form = question.form.reveal(); !form.empty()) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(form.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, form.data());
  }
  const CURLcode done = curl_easy_perform(curl);
  if (body.is_too_long) return unavailable(question.what, "its answer is too long");
  if (done != CURLE_OK) return unavailable(question.what, text_of_failure(done));
  Answer answer{.status = 0, .media_type = {}, .body = std::move(body.bytes)};
  const char* type = nullptr;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  curl_easy_getinfo(curl, CURLINFO_CONTENT_TYPE, &type);
  answer.media_type = media_type_of(type);
  return answer;
}

}  // namespace skranke::oidc
