// AES-256-GCM (NIST SP 800-38D): 12 random bytes (the nonce), the ciphertext, 16 bytes (the tag).
//
// Random nonces of 96 bits hold for 2^32 seals by one key (8.3 there).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "connect/keys/key_file.hpp"

namespace skranke::keys {

inline constexpr std::size_t gcm_nonce_bytes = 12;
inline constexpr std::size_t gcm_tag_bytes = 16;
inline constexpr std::size_t gcm_more_bytes = gcm_nonce_bytes + gcm_tag_bytes;  // than there are to be sealed

// The context is associated data. `sealed` has room for gcm_more_bytes more than `plain`. Random bytes are
// always there: that they are not is a bug.
void gcm_seal(const Key& key, std::span<const std::byte> context, std::span<const std::byte> plain,
              std::span<std::byte> sealed);
[[nodiscard]] std::string gcm_seal(const Key& key, std::string_view context, std::string_view plain);

// False, or empty: another key, another context, or changed. `plain` has gcm_more_bytes less than `sealed`,
// and nothing is left in it then.
[[nodiscard]] bool gcm_open(const Key& key, std::span<const std::byte> context,
                            std::span<const std::byte> sealed, std::span<std::byte> plain);
[[nodiscard]] std::optional<std::string> gcm_open(const Key& key, std::string_view context,
                                                  std::string_view sealed);

}  // namespace skranke::keys
