#include "connect/keys/register_key.hpp"

#include <system_error>
#include <utility>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include "base/ensure.hpp"
#include "connect/keys/key_file.hpp"

namespace skranke::keys {
namespace {

constexpr std::uint8_t sealed_bit = 128;
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t head_bytes = 1 + nonce_bytes;
constexpr std::size_t check_bytes = 16;
constexpr std::string_view file_name = "register.key";

struct Free {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
  void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
  void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, Free>;

const unsigned char* in(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* out(std::byte* bytes) { return reinterpret_cast<unsigned char*>(bytes); }

// HKDF-SHA-256 without salt: the key is random already.
Key derived(const Key& key, std::string_view purpose) {
  const std::unique_ptr<EVP_KDF, Free> kdf{EVP_KDF_fetch(nullptr, "HKDF", nullptr)};
  const std::unique_ptr<EVP_KDF_CTX, Free> context{EVP_KDF_CTX_new(kdf.get())};
  std::string digest = "SHA256";
  std::string info{purpose};
  Key secret = key;
  const std::array parameters{
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), 0),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, secret.data(), secret.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()),
      OSSL_PARAM_construct_end()};
  Key made{};
  const bool done =
      context && EVP_KDF_derive(context.get(), made.data(), made.size(), parameters.data()) == 1;
  OPENSSL_cleanse(secret.data(), secret.size());
  base::ensure(done, "HKDF is always there");
  return made;
}

// Found once: finding it again for each of millions of records takes longer than sealing them.
const EVP_CIPHER* gcm() {
  static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  base::ensure(cipher != nullptr, "AES-256-GCM is always there");
  return cipher;
}

// What a sealed record is bound to.
std::array<unsigned char, 8> bytes_of(std::int64_t row) {
  std::array<unsigned char, 8> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(row) >> (8 * i));
  return bytes;
}

std::unexpected<base::Problem> not_ours() {
  return base::fail(base::Fault::invalid_value,
                    "sealed records: expected what this installation's register.key sealed for this row, "
                    "unchanged");
}

}  // namespace

base::Result<std::unique_ptr<RegisterKey>> RegisterKey::open(const std::filesystem::path& folder) {
  if (auto made = make_key_folder(folder); !made) return std::unexpected{std::move(made.error())};
  auto key = key_of(folder / file_name);
  if (!key) return std::unexpected{std::move(key.error())};
  std::unique_ptr<RegisterKey> opened{new RegisterKey{*key}};
  OPENSSL_cleanse(key->data(), key->size());
  return opened;
}

base::Result<std::unique_ptr<RegisterKey>> RegisterKey::find(const std::filesystem::path& folder) {
  std::error_code error;
  const bool is_there = std::filesystem::exists(folder / file_name, error);
  if (error) return wrong_file(folder / file_name, error.message());
  return is_there ? open(folder) : std::unique_ptr<RegisterKey>{};
}

RegisterKey::RegisterKey(const Key& key)
    : numbers_{derived(key, "skranke register numbers"), "numbers"},
      records_{derived(key, "skranke register records")} {
  const Key check = derived(key, "skranke register check");
  check_.assign(reinterpret_cast<const char*>(check.data()), check_bytes);
}

RegisterKey::~RegisterKey() { OPENSSL_cleanse(records_.data(), records_.size()); }

std::vector<std::byte> RegisterKey::seal(std::int64_t row, std::span<const std::byte> plain) const {
  std::vector<std::byte> sealed(head_bytes + plain.size() + tag_bytes);
  sealed[0] = std::byte(sealed_bit | generation());
  const auto bound = bytes_of(row);
  const Context cipher{EVP_CIPHER_CTX_new()};
  std::byte* end = &sealed[head_bytes + plain.size()];
  int size = 0;
  const bool done =
      cipher && RAND_bytes(out(&sealed[1]), nonce_bytes) == 1 &&
      EVP_EncryptInit_ex2(cipher.get(), gcm(), records_.data(), in(sealed) + 1, nullptr) == 1 &&
      EVP_EncryptUpdate(cipher.get(), nullptr, &size, bound.data(), static_cast<int>(bound.size())) == 1 &&
      EVP_EncryptUpdate(cipher.get(), out(&sealed[head_bytes]), &size, in(plain),
                        static_cast<int>(plain.size())) == 1 &&
      EVP_EncryptFinal_ex(cipher.get(), out(end), &size) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes, end) == 1;
  base::ensure(done, "AES-256-GCM and random bytes are always there");
  return sealed;
}

base::Result<std::vector<std::byte>> RegisterKey::open(std::int64_t row,
                                                       std::span<const std::byte> sealed) const {
  if (sealed.size() < head_bytes + tag_bytes || sealed[0] != std::byte(sealed_bit | generation()))
    return not_ours();
  std::vector<std::byte> plain(sealed.size() - head_bytes - tag_bytes);
  std::vector<std::byte> tag(sealed.end() - tag_bytes, sealed.end());
  const auto bound = bytes_of(row);
  const Context cipher{EVP_CIPHER_CTX_new()};
  int size = 0;
  const bool is_ready =
      cipher && EVP_DecryptInit_ex2(cipher.get(), gcm(), records_.data(), in(sealed) + 1, nullptr) == 1;
  base::ensure(is_ready, "AES-256-GCM is always there");
  std::array<unsigned char, tag_bytes> last{};
  const bool is_ours =
      EVP_DecryptUpdate(cipher.get(), nullptr, &size, bound.data(), static_cast<int>(bound.size())) == 1 &&
      EVP_DecryptUpdate(cipher.get(), out(plain.data()), &size, in(sealed) + head_bytes,
                        static_cast<int>(plain.size())) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), last.data(), &size) == 1;
  if (is_ours) return plain;
  OPENSSL_cleanse(plain.data(), plain.size());
  return not_ours();
}

}  // namespace skranke::keys
