// Asking a witness of logs to cosign a checkpoint. SPEC: C2SP tlog-witness.
//
// Follows no redirect, asks no proxy of the environment. HTTPS with TLS 1.2 or newer, the certificate and its
// name checked; HTTP to this machine only.
#pragma once

#include <string>
#include <string_view>

namespace skranke::log_witness {

struct Answered {
  long status = 0;  // of HTTP; 0: there was no answer
  std::string content_type = {};
  std::string body = {};          // its beginning
  std::string_view trouble = {};  // why there was no answer, in English; else empty
};

// Whether `url` may be a witness's submission prefix: of https, or of http to this machine, and it names no
// user.
[[nodiscard]] bool is_witness_url(const std::string& url);

// One POST to `url`/add-checkpoint, within limits::witness_patience. `ca_file`: PEM; empty: the system's
// authorities. From any thread.
[[nodiscard]] Answered add_checkpoint(const std::string& url, const std::string& ca_file,
                                      const std::string& submission);

}  // namespace skranke::log_witness
