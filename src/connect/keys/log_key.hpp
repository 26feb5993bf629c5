// The key under the log's checkpoints: Ed25519, `log.key` of the key folder. SPEC: C2SP signed-note.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ledger/note.hpp"

namespace skranke::keys {

class LogKey {
 public:
  // Reads the key, or draws it where it is not there. `name` is the log's: it stands before each signature.
  // Problem (unavailable): as key_of.
  [[nodiscard]] static base::Result<std::unique_ptr<LogKey>> open(const std::filesystem::path& folder,
                                                                  std::string name);

  virtual ~LogKey() = default;

  // The note of a text that ends with a line's end.
  [[nodiscard]] virtual std::string sign(const std::string& text) const = 0;
  // As it is handed out to who checks.
  [[nodiscard]] virtual const std::string& public_key() const = 0;
};

// Whether the note is signed by this key.
[[nodiscard]] bool is_signed_by(const ledger::Note& note, const ledger::PublicKey& key);

}  // namespace skranke::keys
