#include "connect/keys/cosigning_key.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "connect/keys/key_file.hpp"
#include "ledger/cosignature.hpp"

namespace skranke::keys {
namespace {

constexpr const char* file_name = "log-witness.key";

}  // namespace

bool CosigningKey::is_there(const std::filesystem::path& folder) {
  std::error_code error;
  return std::filesystem::exists(std::filesystem::symlink_status(folder / file_name, error));
}

base::Result<std::unique_ptr<CosigningKey>> CosigningKey::open(const std::filesystem::path& folder,
                                                               std::string name) {
  if (auto made = make_key_folder(folder); !made) return std::unexpected{std::move(made.error())};
  const auto secret = key_of(folder / file_name);
  if (!secret) return std::unexpected{secret.error()};
  return std::unique_ptr<CosigningKey>{new CosigningKey{*secret, std::move(name)}};
}

CosigningKey::CosigningKey(const Key& secret, std::string name)
    : key_{secret},
      name_{std::move(name)},
      key_id_{ledger::key_id_of(name_, ledger::Algorithm::cosignature, key_.public_key())} {}

std::string CosigningKey::cosign(const std::string& text, std::int64_t at) const {
  const ledger::Cosignature made{.at = at, .signature = key_.sign(ledger::cosigned_text(text, at))};
  return ledger::signature_line({.name = name_, .key_id = key_id_, .bytes = ledger::cosignature_bytes(made)});
}

std::string CosigningKey::public_key() const {
  return ledger::public_key_text(name_, ledger::Algorithm::cosignature, key_.public_key());
}

std::optional<std::int64_t> cosigned_at(const ledger::Note& note, const ledger::PublicKey& key) {
  std::optional<std::int64_t> latest;
  if (key.algorithm != ledger::Algorithm::cosignature) return latest;
  for (const ledger::Signature& signature : note.signatures) {
    if (signature.name != key.name || signature.key_id != key.key_id) continue;
    const auto read = ledger::read_cosignature(signature.bytes);
    if (read && is_ed25519(ledger::cosigned_text(note.text, read->at), read->signature, key.bytes))
      latest = std::max(latest.value_or(read->at), read->at);
  }
  return latest;
}

}  // namespace skranke::keys
