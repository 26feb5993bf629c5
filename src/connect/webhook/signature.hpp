// Signatures of Standard Webhooks: HMAC-SHA-256 over the id, the time and the body.
//
// SPEC: standardwebhooks.com, 1.0: "whsec_" and base64 for secrets of 24 to 64 bytes, "v1," and base64 for
// signatures, one for each secret while secrets change.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/personal.hpp"
#include "base/result.hpp"

namespace skranke::webhook {

using Secret = base::Personal<std::string>;  // its bytes; never shown

inline constexpr std::size_t secrets_max = 4;

// The secrets of a text, one a line, the newest first. Problem (invalid_value, missing_key, too_many): a line
// is no secret, there is none, or there are more than secrets_max.
[[nodiscard]] base::Result<std::vector<Secret>> read_secrets(std::string_view text);

// The value of the header webhook-signature.
[[nodiscard]] std::string signatures(const std::vector<Secret>& secrets, std::string_view id,
                                     std::int64_t timestamp, std::string_view body);

}  // namespace skranke::webhook
