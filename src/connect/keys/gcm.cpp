#include "connect/keys/gcm.hpp"

#include <memory>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "base/ensure.hpp"

namespace skranke::keys {
namespace {

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

const unsigned char* in(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* out(char* bytes) { return reinterpret_cast<unsigned char*>(bytes); }

}  // namespace

std::string gcm_seal(const Key& key, std::string_view context, std::string_view plain) {
  std::string sealed(gcm_nonce_bytes + plain.size() + gcm_tag_bytes, '\0');
  char* const text = sealed.data() + gcm_nonce_bytes;
  const Context cipher{EVP_CIPHER_CTX_new()};
  int size = 0;
  const bool done =
      cipher && RAND_bytes(out(sealed.data()), gcm_nonce_bytes) == 1 &&
      EVP_EncryptInit_ex2(cipher.get(), EVP_aes_256_gcm(), key.data(), in(sealed), nullptr) == 1 &&
      EVP_EncryptUpdate(cipher.get(), nullptr, &size, in(context), static_cast<int>(context.size())) == 1 &&
      EVP_EncryptUpdate(cipher.get(), out(text), &size, in(plain), static_cast<int>(plain.size())) == 1 &&
      EVP_EncryptFinal_ex(cipher.get(), out(text + plain.size()), &size) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, gcm_tag_bytes, text + plain.size()) == 1;
  base::ensure(done, "AES-256-GCM and random bytes are always there");
  return sealed;
}

std::optional<std::string> gcm_open(const Key& key, std::string_view context, std::string_view sealed) {
  if (sealed.size() < gcm_nonce_bytes + gcm_tag_bytes) return std::nullopt;
  std::string plain(sealed.size() - gcm_nonce_bytes - gcm_tag_bytes, '\0');
  std::string tag{sealed.substr(sealed.size() - gcm_tag_bytes)};
  const Context cipher{EVP_CIPHER_CTX_new()};
  int size = 0;
  const bool is_ready =
      cipher && EVP_DecryptInit_ex2(cipher.get(), EVP_aes_256_gcm(), key.data(), in(sealed), nullptr) == 1;
  base::ensure(is_ready, "AES-256-GCM is always there");
  const bool is_ours =
      EVP_DecryptUpdate(cipher.get(), nullptr, &size, in(context), static_cast<int>(context.size())) == 1 &&
      EVP_DecryptUpdate(cipher.get(), out(plain.data()), &size, in(sealed.substr(gcm_nonce_bytes)),
                        static_cast<int>(plain.size())) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, gcm_tag_bytes, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), out(plain.data() + plain.size()), &size) == 1;
  if (is_ours) return plain;
  OPENSSL_cleanse(plain.data(), plain.size());
  return std::nullopt;
}

}  // namespace skranke::keys
