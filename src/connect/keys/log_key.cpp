#include "connect/keys/log_key.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/ensure.hpp"
#include "base/hex.hpp"
#include "connect/keys/key_file.hpp"
#include "connect/keys/key_folder.hpp"

namespace skranke::keys {
namespace {

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
constexpr std::size_t signature_bytes = 64;

class Ed25519LogKey final : public LogKey {
 public:
  Ed25519LogKey(Key secret, std::string name)
      : key_{EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, secret.data(), secret.size())},
        name_{std::move(name)} {
    OPENSSL_cleanse(secret.data(), secret.size());
    std::array<unsigned char, key_bytes> raw{};
    std::size_t size = raw.size();
    base::ensure(key_ && EVP_PKEY_get_raw_public_key(key_.get(), raw.data(), &size) == 1,
                 "32 bytes are an Ed25519 key");
    const std::string_view bytes{reinterpret_cast<const char*>(raw.data()), raw.size()};
    key_id_ = ledger::key_id_of(name_, ledger::Algorithm::ed25519, bytes);
    public_key_ = ledger::public_key_text(name_, ledger::Algorithm::ed25519, bytes);
  }

  [[nodiscard]] std::string sign(const std::string& text) const override {
    const std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
    std::string signature(signature_bytes, '\0');
    std::size_t size = signature.size();
    const bool is_done =
        context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
        EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                       reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1;
    base::ensure(is_done && size == signature_bytes, "Ed25519 is always there");
    return ledger::note_text(
        {.text = text, .signatures = {{.name = name_, .key_id = key_id_, .bytes = std::move(signature)}}});
  }

  [[nodiscard]] const std::string& public_key() const override { return public_key_; }

 private:
  std::unique_ptr<EVP_PKEY, FreeKey> key_;
  std::string name_;
  std::uint32_t key_id_ = 0;
  std::string public_key_;
};

}  // namespace

base::Result<std::unique_ptr<LogKey>> LogKey::open(const std::filesystem::path& folder, std::string name) {
  if (auto made = make_key_folder(folder); !made) return std::unexpected{std::move(made.error())};
  const auto secret = key_of(folder / "log.key");
  if (!secret) return std::unexpected{secret.error()};
  return std::make_unique<Ed25519LogKey>(*secret, std::move(name));
}

bool is_signed_by(const ledger::Note& note, const ledger::PublicKey& key) {
  return std::ranges::any_of(note.signatures, [&](const ledger::Signature& signature) {
    return signature.name == key.name && signature.key_id == key.key_id &&
           is_signed(note.text, signature.bytes, base::hex_of(key.bytes));
  });
}

}  // namespace skranke::keys
