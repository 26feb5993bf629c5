// Sealing with AES-256-GCM by the key `cases.key` of the key folder.
//
// What is sealed is one version byte (1), 12 random bytes (the nonce), the ciphertext and 16 bytes (the tag);
// the context is associated data. Random nonces of 96 bits hold for 2^32 seals by one key (NIST SP 800-38D,
// 8.3); a house that seals ten a second gets there in 13 years.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "connect/keys/key_file.hpp"
#include "desk/port/sealer.hpp"

namespace skranke::keys {

class CaseSealer final : public desk::Sealer {
 public:
  // Reads the key, or draws it where it is not there. Problem (unavailable): as key_of.
  [[nodiscard]] static base::Result<std::unique_ptr<CaseSealer>> open(const std::filesystem::path& folder);

  ~CaseSealer() override;
  CaseSealer(const CaseSealer&) = delete;
  CaseSealer& operator=(const CaseSealer&) = delete;
  CaseSealer(CaseSealer&&) = delete;
  CaseSealer& operator=(CaseSealer&&) = delete;

  [[nodiscard]] std::string seal(std::string_view context, const base::PersonalText& text) const override;
  [[nodiscard]] base::Result<base::PersonalText> open(std::string_view context,
                                                      std::string_view sealed) const override;

 private:
  explicit CaseSealer(const Key& key) : key_{key} {}
  Key key_;
};

}  // namespace skranke::keys
