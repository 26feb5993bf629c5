#include "connect/keys/key_folder.hpp"

#include <optional>
#include <string_view>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/ensure.hpp"
#include "base/hex.hpp"
#include "connect/keys/key_file.hpp"

namespace skranke::keys {
namespace {

constexpr std::size_t signature_bytes = 64;

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeDigest {
  void operator()(EVP_MD* digest) const { EVP_MD_free(digest); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Digest = std::unique_ptr<EVP_MD, FreeDigest>;
using KeyHandle = std::unique_ptr<EVP_PKEY, FreeKey>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

const unsigned char* unsigned_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = OPENSSL_hexchar2int(static_cast<unsigned char>(text[i]));
    const int low = OPENSSL_hexchar2int(static_cast<unsigned char>(text[i + 1]));
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<char>(high * 16 + low));
  }
  return bytes;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  // Looked up once: the library goes through all its algorithms each time.
  static const Digest sha256{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
  std::array<unsigned char, 32> digest{};
  unsigned size = 0;
  const bool done =
      sha256 && EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, sha256.get(), nullptr) == 1;
  base::ensure(done && size == digest.size(), "SHA-256 is always there");
  return base::hex_of({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

bool is_signed(std::string_view record, std::string_view signature, std::string_view public_key) {
  const auto raw = from_hex(public_key);
  if (!raw || raw->size() != key_bytes || signature.size() != signature_bytes) return false;
  const KeyHandle key{
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, unsigned_bytes(*raw), raw->size())};
  const Context context{EVP_MD_CTX_new()};
  return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), unsigned_bytes(signature), signature.size(), unsigned_bytes(record),
                          record.size()) == 1;
}

base::Result<std::unique_ptr<KeyFolder>> KeyFolder::open(const std::filesystem::path& folder) {
  if (auto made = make_key_folder(folder); !made) return std::unexpected{std::move(made.error())};
  const auto people = key_of(folder / "people.key");
  if (!people) return std::unexpected{people.error()};
  const auto records = key_of(folder / "records.key");
  if (!records) return std::unexpected{records.error()};
  return std::unique_ptr<KeyFolder>{new KeyFolder{*people, *records}};
}

struct KeyFolder::Handles {
  KeyHandle records;
};

KeyFolder::KeyFolder(const Key& people, const Key& records) : people_{people} {
  auto handles = std::make_unique<Handles>();
  handles->records.reset(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, records.data(), records.size()));
  std::array<unsigned char, key_bytes> raw{};
  std::size_t size = raw.size();
  base::ensure(
      handles->records && EVP_PKEY_get_raw_public_key(handles->records.get(), raw.data(), &size) == 1,
      "32 bytes are an Ed25519 key");
  public_key_ = base::hex_of({reinterpret_cast<const char*>(raw.data()), raw.size()});
  handles_ = std::move(handles);
}

KeyFolder::~KeyFolder() { OPENSSL_cleanse(people_.data(), people_.size()); }

std::string KeyFolder::of(std::string_view kind, const base::PersonalText& value) const {
  std::string message{kind};
  message.push_back('\0');
  message.append(value.reveal());
  std::array<unsigned char, 32> digest{};
  unsigned size = 0;
  const bool done = HMAC(EVP_sha256(), people_.data(), static_cast<int>(people_.size()),
                         unsigned_bytes(message), message.size(), digest.data(), &size) != nullptr;
  base::ensure(done && size == digest.size(), "HMAC-SHA-256 is always there");
  OPENSSL_cleanse(message.data(), message.size());
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string KeyFolder::sign(std::string_view record) const {
  const Context context{EVP_MD_CTX_new()};
  std::string signature(signature_bytes, '\0');
  std::size_t size = signature.size();
  const bool done =
      context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, handles_->records.get()) == 1 &&
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     unsigned_bytes(record), record.size()) == 1;
  base::ensure(done && size == signature_bytes, "Ed25519 is always there");
  return signature;
}

}  // namespace skranke::keys
