// The installation's secrets as files in a folder that only its owner can read.
#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "connect/keys/ed25519.hpp"
#include "connect/keys/key_file.hpp"
#include "desk/port/keys.hpp"

namespace skranke::keys {

// SHA-256 (FIPS 180-4) as 64 hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

// Whether `signature` is that of `record` by the key with these 64 hexadecimal digits.
[[nodiscard]] bool is_signed(std::string_view record, std::string_view signature,
                             std::string_view public_key);

class KeyFolder final : public desk::Pseudonyms, public desk::RecordSigner {
 public:
  // Reads `people.key` and `records.key` of the folder, 32 bytes each; those that are not there are drawn and
  // written, so that two programs that start at once use the same ones. Problem (unavailable): the folder
  // can't be made or read, a key has another length, or others than its owner can read it.
  [[nodiscard]] static base::Result<std::unique_ptr<KeyFolder>> open(const std::filesystem::path& folder);

  ~KeyFolder() override;
  KeyFolder(const KeyFolder&) = delete;
  KeyFolder& operator=(const KeyFolder&) = delete;
  KeyFolder(KeyFolder&&) = delete;
  KeyFolder& operator=(KeyFolder&&) = delete;

  [[nodiscard]] std::string of(std::string_view kind, const base::PersonalText& value) const override;
  [[nodiscard]] std::string sign(std::string_view record) const override;
  [[nodiscard]] std::string sha256(std::string_view bytes) const override { return sha256_hex(bytes); }
  [[nodiscard]] const std::string& public_key() const override { return public_key_; }

 private:
  KeyFolder(const Key& people, const Key& records);

  Key people_;
  Ed25519 records_;
  std::string public_key_;
};

}  // namespace skranke::keys
