// The key under the log's checkpoints: Ed25519, `log.key` of the key folder. SPEC: C2SP signed-note.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "connect/keys/ed25519.hpp"
#include "ledger/note.hpp"

namespace skranke::keys {

class LogKey {
 public:
  // Reads the key, or draws it where it is not there. `name` is the log's: it stands before each signature.
  // Problem (unavailable): as key_of.
  [[nodiscard]] static base::Result<std::unique_ptr<LogKey>> open(const std::filesystem::path& folder,
                                                                  std::string name);

  // The note of a text that ends with a line's end.
  [[nodiscard]] std::string sign(const std::string& text) const;
  // As it is handed out to who checks.
  [[nodiscard]] std::string public_key() const;

 private:
  LogKey(const Key& secret, std::string name);

  Ed25519 key_;
  std::string name_;
  std::uint32_t key_id_;
};

// Whether the note is signed by this key.
[[nodiscard]] bool is_signed_by(const ledger::Note& note, const ledger::PublicKey& key);

}  // namespace skranke::keys
