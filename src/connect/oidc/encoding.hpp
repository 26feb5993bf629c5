// Base64 in its two alphabets, and forms: what OpenID Connect wraps everything in.
//
// Decoding is strict: whatever two readers might decode differently is refused. SPEC: RFC 4648 sections 3.5,
// 4 and 5; RFC 7515 section 2 (no padding); application/x-www-form-urlencoded.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/base64.hpp"
#include "base/base64url.hpp"

namespace skranke::oidc {

using base::base64;
using base::base64url;
using base::from_base64url;

// As a value of a query or a form: everything but letters, digits and "-._~" escaped.
[[nodiscard]] std::string percent_encoded(std::string_view text);

struct Field {
  std::string name;
  std::string value;
};

[[nodiscard]] std::string form(const std::vector<Field>& fields);
// Empty where an escape is broken or a name stands twice (RFC 6749 section 3.1).
[[nodiscard]] std::optional<std::vector<Field>> parse_form(std::string_view text);

// Whether two secrets are the same, in a time that does not tell where they differ.
[[nodiscard]] bool is_same_secret(std::string_view one, std::string_view other);

}  // namespace skranke::oidc
