#include "connect/keys/key_folder.hpp"

#include <optional>
#include <string_view>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/hex.hpp"
#include "base/memory.hpp"
#include "connect/keys/key_file.hpp"
#include "ledger/hash.hpp"

namespace skranke::keys {
namespace {

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
  return base::hex_of(ledger::bytes_of(ledger::sha256(bytes)));
}

bool is_signed(std::string_view record, std::string_view signature, std::string_view public_key) {
  const auto raw = from_hex(public_key);
  return raw && is_ed25519(record, signature, *raw);
}

base::Result<std::unique_ptr<KeyFolder>> KeyFolder::open(const std::filesystem::path& folder) {
  if (auto made = make_key_folder(folder); !made) return std::unexpected{std::move(made.error())};
  const auto people = key_of(folder / "people.key");
  if (!people) return std::unexpected{people.error()};
  const auto records = key_of(folder / "records.key");
  if (!records) return std::unexpected{records.error()};
  return std::unique_ptr<KeyFolder>{new KeyFolder{*people, *records}};
}

KeyFolder::KeyFolder(const Key& people, const Key& records)
    : people_{people}, records_{records}, public_key_{base::hex_of(records_.public_key())} {}

KeyFolder::~KeyFolder() { OPENSSL_cleanse(people_.data(), people_.size()); }

std::string KeyFolder::of(std::string_view kind, const base::PersonalText& value) const {
  std::string message{kind};
  message.push_back('\0');
  message.append(value.reveal());
  std::array<unsigned char, 32> digest{};
  unsigned size = 0;
  const bool done = HMAC(EVP_sha256(), people_.data(), static_cast<int>(people_.size()),
                         unsigned_bytes(message), message.size(), digest.data(), &size) != nullptr;
  base::ensure_memory(done && size == digest.size(), "HMAC-SHA-256");
  OPENSSL_cleanse(message.data(), message.size());
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string KeyFolder::sign(std::string_view record) const { return records_.sign(record); }

}  // namespace skranke::keys
