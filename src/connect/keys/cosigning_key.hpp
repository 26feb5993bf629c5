// The key with which a witness cosigns the logs of others: Ed25519, `log-witness.key` of a key folder.
// SPEC: C2SP tlog-cosignature.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "connect/keys/ed25519.hpp"
#include "ledger/note.hpp"

namespace skranke::keys {

class CosigningKey {
 public:
  [[nodiscard]] static bool is_there(const std::filesystem::path& folder);
  // Reads the key, or draws it where it is not there. `name` is the witness's. Problem (unavailable): as
  // key_of.
  [[nodiscard]] static base::Result<std::unique_ptr<CosigningKey>> open(const std::filesystem::path& folder,
                                                                        std::string name);

  // A line of a note: that `text`, a checkpoint's, was seen at this time, in seconds since 1970.
  [[nodiscard]] std::string cosign(const std::string& text, std::int64_t at) const;
  // As it is handed out to who checks.
  [[nodiscard]] std::string public_key() const;

 private:
  CosigningKey(const Key& secret, std::string name);

  Ed25519 key_;
  std::string name_;
  std::uint32_t key_id_;
};

// When a witness cosigned the note, by its key: the latest time of those whose signature is right. Empty
// where none is.
[[nodiscard]] std::optional<std::int64_t> cosigned_at(const ledger::Note& note, const ledger::PublicKey& key);

}  // namespace skranke::keys
