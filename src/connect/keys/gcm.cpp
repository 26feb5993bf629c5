#include "connect/keys/gcm.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "base/ensure.hpp"
#include "base/memory.hpp"

namespace skranke::keys {
namespace {

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

const unsigned char* in(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* out(std::span<std::byte> bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
int size_of(std::span<const std::byte> bytes) { return static_cast<int>(bytes.size()); }
std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span{text}); }

// Found once: finding it again for each of millions of records takes longer than sealing them.
const EVP_CIPHER* cipher() {
  static const EVP_CIPHER* const found = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  base::ensure_memory(found != nullptr, "AES-256-GCM");
  return found;
}

}  // namespace

void gcm_seal(const Key& key, std::span<const std::byte> context, std::span<const std::byte> plain,
              std::span<std::byte> sealed) {
  base::ensure(sealed.size() == plain.size() + gcm_more_bytes, "room for what is sealed");
  const auto nonce = sealed.first(gcm_nonce_bytes);
  const auto text = sealed.subspan(gcm_nonce_bytes, plain.size());
  const auto tag = sealed.last(gcm_tag_bytes);
  const Context made{EVP_CIPHER_CTX_new()};
  int size = 0;
  const bool done = made && RAND_bytes(out(nonce), size_of(nonce)) == 1 &&
                    EVP_EncryptInit_ex2(made.get(), cipher(), key.data(), in(nonce), nullptr) == 1 &&
                    EVP_EncryptUpdate(made.get(), nullptr, &size, in(context), size_of(context)) == 1 &&
                    EVP_EncryptUpdate(made.get(), out(text), &size, in(plain), size_of(plain)) == 1 &&
                    EVP_EncryptFinal_ex(made.get(), out(tag), &size) == 1 &&
                    EVP_CIPHER_CTX_ctrl(made.get(), EVP_CTRL_GCM_GET_TAG, size_of(tag), tag.data()) == 1;
  base::ensure_memory(done, "AES-256-GCM and random bytes");
}

bool gcm_open(const Key& key, std::span<const std::byte> context, std::span<const std::byte> sealed,
              std::span<std::byte> plain) {
  base::ensure(sealed.size() == plain.size() + gcm_more_bytes, "room for what was sealed");
  const auto text = sealed.subspan(gcm_nonce_bytes, plain.size());
  std::array<std::byte, gcm_tag_bytes> tag{};
  std::ranges::copy(sealed.last(gcm_tag_bytes), tag.begin());
  const Context made{EVP_CIPHER_CTX_new()};
  int size = 0;
  const bool is_ready =
      made && EVP_DecryptInit_ex2(made.get(), cipher(), key.data(), in(sealed), nullptr) == 1;
  base::ensure_memory(is_ready, "AES-256-GCM");
  std::array<std::byte, gcm_tag_bytes> last{};
  const bool is_ours = EVP_DecryptUpdate(made.get(), nullptr, &size, in(context), size_of(context)) == 1 &&
                       EVP_DecryptUpdate(made.get(), out(plain), &size, in(text), size_of(text)) == 1 &&
                       EVP_CIPHER_CTX_ctrl(made.get(), EVP_CTRL_GCM_SET_TAG, size_of(tag), tag.data()) == 1 &&
                       EVP_DecryptFinal_ex(made.get(), out(last), &size) == 1;
  if (!is_ours) OPENSSL_cleanse(plain.data(), plain.size());
  return is_ours;
}

std::string gcm_seal(const Key& key, std::string_view context, std::string_view plain) {
  std::string sealed(plain.size() + gcm_more_bytes, '\0');
  gcm_seal(key, bytes_of(context), bytes_of(plain), std::as_writable_bytes(std::span{sealed}));
  return sealed;
}

std::optional<std::string> gcm_open(const Key& key, std::string_view context, std::string_view sealed) {
  if (sealed.size() < gcm_more_bytes) return std::nullopt;
  std::string plain(sealed.size() - gcm_more_bytes, '\0');
  if (!gcm_open(key, bytes_of(context), bytes_of(sealed), std::as_writable_bytes(std::span{plain})))
    return std::nullopt;
  return plain;
}

}  // namespace skranke::keys
