#include "connect/keys/log_key.hpp"

#include <algorithm>
#include <utility>

#include "connect/keys/key_file.hpp"

namespace skranke::keys {

base::Result<std::unique_ptr<LogKey>> LogKey::open(const std::filesystem::path& folder, std::string name) {
  if (auto made = make_key_folder(folder); !made) return std::unexpected{std::move(made.error())};
  const auto secret = key_of(folder / "log.key");
  if (!secret) return std::unexpected{secret.error()};
  return std::unique_ptr<LogKey>{new LogKey{*secret, std::move(name)}};
}

LogKey::LogKey(const Key& secret, std::string name)
    : key_{secret},
      name_{std::move(name)},
      key_id_{ledger::key_id_of(name_, ledger::Algorithm::ed25519, key_.public_key())} {}

std::string LogKey::sign(const std::string& text) const {
  return ledger::note_text(
      {.text = text, .signatures = {{.name = name_, .key_id = key_id_, .bytes = key_.sign(text)}}});
}

std::string LogKey::public_key() const {
  return ledger::public_key_text(name_, ledger::Algorithm::ed25519, key_.public_key());
}

bool is_signed_by(const ledger::Note& note, const ledger::PublicKey& key) {
  return std::ranges::any_of(note.signatures, [&](const ledger::Signature& signature) {
    return signature.name == key.name && signature.key_id == key.key_id &&
           is_ed25519(note.text, signature.bytes, key.bytes);
  });
}

}  // namespace skranke::keys
