#include "connect/log_witness/witness.hpp"

#include <utility>

#include "base/service_limits.hpp"
#include "connect/curl/curl.hpp"

namespace skranke::log_witness {
namespace {

constexpr std::size_t answer_bytes_max = std::size_t{16} * 1024;

}  // namespace

bool is_witness_url(const std::string& url) { return curl::is_safe(url); }

Answered add_checkpoint(const std::string& url, const std::string& ca_file, const std::string& submission) {
  curl::Headers headers;
  add(headers, "Content-Type: text/plain; charset=utf-8");
  add(headers, "Expect:");
  auto answered = curl::post({.url = url + (url.ends_with('/') ? "add-checkpoint" : "/add-checkpoint"),
                              .headers = headers,
                              .body = submission,
                              .patience_ms = static_cast<long>(base::limits::witness_patience.count()),
                              .ca_file = ca_file,
                              .answer_bytes_max = answer_bytes_max});
  return {.status = answered.status,
          .content_type = std::move(answered.content_type),
          .body = std::move(answered.body),
          .trouble = answered.trouble};
}

}  // namespace skranke::log_witness
