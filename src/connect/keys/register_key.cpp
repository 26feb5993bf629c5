#include "connect/keys/register_key.hpp"

#include <utility>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

#include "base/memory.hpp"
#include "connect/keys/gcm.hpp"
#include "connect/keys/key_file.hpp"

namespace skranke::keys {
namespace {

constexpr std::uint8_t sealed_bit = 128;
constexpr std::size_t check_bytes = 16;
constexpr std::string_view file_name = "register.key";

struct Free {
  void operator()(EVP_KDF* kdf) const { EVP_KDF_free(kdf); }
  void operator()(EVP_KDF_CTX* context) const { EVP_KDF_CTX_free(context); }
};

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
  base::ensure_memory(done, "HKDF");
  return made;
}

// What a sealed record is bound to.
std::array<std::byte, 8> bytes_of(std::int64_t row) {
  std::array<std::byte, 8> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = std::byte(static_cast<std::uint64_t>(row) >> (8 * i) & 0xff);
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
  return of(*key);
}

base::Result<std::unique_ptr<RegisterKey>> RegisterKey::find(const std::filesystem::path& folder) {
  auto key = find_key(folder / file_name);
  if (!key) return std::unexpected{std::move(key.error())};
  return *key ? of(**key) : std::unique_ptr<RegisterKey>{};
}

std::unique_ptr<RegisterKey> RegisterKey::of(Key& key) {
  std::unique_ptr<RegisterKey> made{new RegisterKey{key}};
  OPENSSL_cleanse(key.data(), key.size());
  return made;
}

RegisterKey::RegisterKey(const Key& key)
    : numbers_{derived(key, "skranke register numbers"), "numbers"},
      records_{derived(key, "skranke register records")} {
  Key check = derived(key, "skranke register check");
  check_.assign(reinterpret_cast<const char*>(check.data()), check_bytes);
  OPENSSL_cleanse(check.data(), check.size());
}

RegisterKey::~RegisterKey() { OPENSSL_cleanse(records_.data(), records_.size()); }

std::vector<std::byte> RegisterKey::seal(std::int64_t row, std::span<const std::byte> plain) const {
  std::vector<std::byte> sealed(1 + plain.size() + gcm_more_bytes);
  sealed[0] = std::byte(sealed_bit | generation());
  gcm_seal(records_, bytes_of(row), plain, std::span{sealed}.subspan(1));
  return sealed;
}

base::Result<std::vector<std::byte>> RegisterKey::open(std::int64_t row,
                                                       std::span<const std::byte> sealed) const {
  if (sealed.size() < 1 + gcm_more_bytes || sealed[0] != std::byte(sealed_bit | generation()))
    return not_ours();
  std::vector<std::byte> plain(sealed.size() - 1 - gcm_more_bytes);
  if (!gcm_open(records_, bytes_of(row), sealed.subspan(1), plain)) return not_ours();
  return plain;
}

}  // namespace skranke::keys
