// AES-256-GCM (NIST SP 800-38D): 12 random bytes (the nonce), the ciphertext, 16 bytes (the tag).
//
// Random nonces of 96 bits hold for 2^32 seals by one key (8.3 there).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "connect/keys/key_file.hpp"

namespace skranke::keys {

inline constexpr std::size_t gcm_nonce_bytes = 12;
inline constexpr std::size_t gcm_tag_bytes = 16;

// The context is associated data. Random bytes are always there: that they are not is a bug.
[[nodiscard]] std::string gcm_seal(const Key& key, std::string_view context, std::string_view plain);

// Empty: another key, another context, or changed.
[[nodiscard]] std::optional<std::string> gcm_open(const Key& key, std::string_view context,
                                                  std::string_view sealed);

}  // namespace skranke::keys
