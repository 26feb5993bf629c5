#include "connect/keys/ed25519.hpp"

#include <openssl/evp.h>

#include "base/ensure.hpp"
#include "base/memory.hpp"

namespace skranke::keys {
namespace {

constexpr std::size_t signature_bytes = 64;

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using KeyHandle = std::unique_ptr<EVP_PKEY, FreeKey>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

const unsigned char* in(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* out(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

}  // namespace

struct Ed25519::Handle {
  KeyHandle key;
};

Ed25519::Ed25519(const Key& secret)
    : handle_{std::make_unique<Handle>(
          KeyHandle{EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, secret.data(), secret.size())})},
      public_key_(key_bytes, '\0') {
  std::size_t size = public_key_.size();
  base::ensure(handle_->key && EVP_PKEY_get_raw_public_key(handle_->key.get(), out(public_key_), &size) == 1,
               "32 bytes are an Ed25519 key");
}

Ed25519::~Ed25519() = default;

std::string Ed25519::sign(std::string_view text) const {
  const Context context{EVP_MD_CTX_new()};
  std::string signature(signature_bytes, '\0');
  std::size_t size = signature.size();
  const bool is_done =
      context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, handle_->key.get()) == 1 &&
      EVP_DigestSign(context.get(), out(signature), &size, in(text), text.size()) == 1;
  base::ensure_memory(is_done && size == signature_bytes, "Ed25519");
  return signature;
}

bool is_ed25519(std::string_view text, std::string_view signature, std::string_view public_key) {
  if (public_key.size() != key_bytes || signature.size() != signature_bytes) return false;
  const KeyHandle key{
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, in(public_key), public_key.size())};
  const Context context{EVP_MD_CTX_new()};
  return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), in(signature), signature.size(), in(text), text.size()) == 1;
}

}  // namespace skranke::keys
