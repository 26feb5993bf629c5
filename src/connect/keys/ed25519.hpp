// Signatures with Ed25519 (RFC 8032) by a key from a file.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "connect/keys/key_file.hpp"

namespace skranke::keys {

class Ed25519 {
 public:
  explicit Ed25519(const Key& secret);
  ~Ed25519();
  Ed25519(const Ed25519&) = delete;
  Ed25519& operator=(const Ed25519&) = delete;
  Ed25519(Ed25519&&) = delete;
  Ed25519& operator=(Ed25519&&) = delete;

  // 64 bytes.
  [[nodiscard]] std::string sign(std::string_view text) const;
  // 32 bytes.
  [[nodiscard]] const std::string& public_key() const { return public_key_; }

 private:
  struct Handle;  // of the library; making it costs more than signing

  std::unique_ptr<const Handle> handle_;
  std::string public_key_;
};

// Whether `signature` is that of `text` by the key of these 32 bytes; false where either is of another
// length.
[[nodiscard]] bool is_ed25519(std::string_view text, std::string_view signature, std::string_view public_key);

}  // namespace skranke::keys
