#include "connect/oidc/http.hpp"

#include <algorithm>
#include <memory>

#include "connect/curl/curl.hpp"

namespace skranke::oidc {
namespace {

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

std::string media_type_of(const char* header) {
  std::string type = header == nullptr ? "" : header;
  type.resize(std::min(type.size(), type.find(';')));
  while (type.ends_with(' ')) type.pop_back();
  std::ranges::transform(type, type.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return type;
}

}  // namespace

std::unexpected<base::Problem> unavailable(std::string_view what, std::string_view detail) {
  std::string text{"The identity broker does not work at present ("};
  text.append(what).append(": ").append(detail);
  text += "). Nothing was recorded and nothing was used up; try again, or go on with the case later.";
  return base::fail(base::Fault::unavailable, std::move(text));
}

base::Result<Answer> ask(const Config& config, const Question& question, Deadline until) {
  const auto left =
      std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
  const auto patience = std::min(left, config.request_deadline);
  if (patience.count() <= 0) return unavailable(question.what, "it did not answer in time");
  const curl::Handle handle = curl::new_handle();
  CURL* const request = handle.get();
  curl::Headers headers;
  add(headers, "Accept: application/json");
  if (!question.authorization.reveal().empty()) {
    std::string line{"Authorization: "};
    add(headers, line += question.authorization.reveal());
  }
  Body body;
  curl_easy_setopt(request, CURLOPT_URL, question.address.c_str());
  curl_easy_setopt(request, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(request, CURLOPT_WRITEFUNCTION, take);
  curl_easy_setopt(request, CURLOPT_WRITEDATA, &body);
  const auto milliseconds = static_cast<long>(patience.count());
  curl::set_limits(request,
                   {.is_tls = question.address.starts_with("https:"),
                    .patience_ms = milliseconds,
                    .connect_ms = std::min(milliseconds, static_cast<long>(config.connect_deadline.count())),
                    .ca_file = config.ca_file});
  if (const std::string& form = question.form.reveal(); !form.empty()) {
    curl_easy_setopt(request, CURLOPT_POSTFIELDSIZE, static_cast<long>(form.size()));
    curl_easy_setopt(request, CURLOPT_POSTFIELDS, form.data());
  }
  const CURLcode done = curl_easy_perform(request);
  if (body.is_too_long) return unavailable(question.what, "its answer is too long");
  if (done != CURLE_OK) return unavailable(question.what, curl::text_of_failure(done));
  Answer answer{.status = 0, .media_type = {}, .body = std::move(body.bytes)};
  const char* type = nullptr;
  curl_easy_getinfo(request, CURLINFO_RESPONSE_CODE, &answer.status);
  curl_easy_getinfo(request, CURLINFO_CONTENT_TYPE, &type);
  answer.media_type = media_type_of(type);
  return answer;
}

}  // namespace skranke::oidc
