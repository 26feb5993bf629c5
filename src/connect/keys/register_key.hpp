// The imported register sealed by the key `register.key` of the key folder.
//
// Of the key three are derived (HKDF, RFC 5869): one for numbers (number_cipher.hpp), one for records, and
// the check value. A sealed record is one byte (128 and the key's generation), 12 random bytes (the nonce),
// the ciphertext of AES-256-GCM and 16 bytes (the tag); the row is associated data. Random nonces of 96 bits
// hold for 2^32 seals by one key (NIST SP 800-38D, 8.3): a country of six million, imported whole each week,
// gets there in 13 years.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "connect/keys/number_cipher.hpp"
#include "desk/port/register_sealer.hpp"

namespace skranke::keys {

class RegisterKey final : public desk::RegisterSealer {
 public:
  // Reads the key, or draws it where it is not there. Problem (unavailable): as key_of.
  [[nodiscard]] static base::Result<std::unique_ptr<RegisterKey>> open(const std::filesystem::path& folder);

  // Reads the key; null where it is not there. Problem (unavailable): as key_of.
  [[nodiscard]] static base::Result<std::unique_ptr<RegisterKey>> find(const std::filesystem::path& folder);

  ~RegisterKey() override;
  RegisterKey(const RegisterKey&) = delete;
  RegisterKey& operator=(const RegisterKey&) = delete;
  RegisterKey(RegisterKey&&) = delete;
  RegisterKey& operator=(RegisterKey&&) = delete;

  [[nodiscard]] std::uint8_t generation() const override { return 1; }
  [[nodiscard]] const std::string& check() const override { return check_; }
  [[nodiscard]] std::int64_t number(std::int64_t plain) const override { return numbers_.encrypt(plain); }
  [[nodiscard]] std::vector<std::byte> seal(std::int64_t row,
                                            std::span<const std::byte> plain) const override;
  [[nodiscard]] base::Result<std::vector<std::byte>> open(std::int64_t row,
                                                          std::span<const std::byte> sealed) const override;

  // The number that another one stands for.
  [[nodiscard]] std::int64_t plain_number(std::int64_t number) const { return numbers_.decrypt(number); }

 private:
  explicit RegisterKey(const Key& key);
  [[nodiscard]] static std::unique_ptr<RegisterKey> of(Key& key);  // which is wiped

  NumberCipher numbers_;
  Key records_;
  std::string check_;
};

}  // namespace skranke::keys
