// Bytes as base64 with padding (RFC 4648, 4), and back, strictly.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "base/base64url.hpp"

namespace skranke::base {

[[nodiscard]] inline std::string base64(std::string_view bytes) {
  std::string text = base64url(bytes);
  std::ranges::replace(text, '-', '+');
  std::ranges::replace(text, '_', '/');
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

// Empty where the text is not exactly what base64() writes.
[[nodiscard]] inline std::optional<std::string> from_base64(std::string_view text) {
  std::string url{text};
  std::ranges::replace(url, '+', '-');
  std::ranges::replace(url, '/', '_');
  while (url.ends_with('=')) url.pop_back();
  auto bytes = from_base64url(url);
  if (bytes && base64(*bytes) != text) bytes.reset();
  return bytes;
}

}  // namespace skranke::base
