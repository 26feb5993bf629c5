#include "connect/keys/record_key_folder.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "base/base64url.hpp"
#include "base/ensure.hpp"
#include "base/memory.hpp"
#include "connect/keys/key_file.hpp"

namespace skranke::keys {
namespace {

namespace fs = std::filesystem;
using base::Result;

constexpr int coordinate_bytes = 32;
constexpr std::size_t file_bytes_max = 4096;
constexpr std::string_view prefix = "record-";
constexpr std::string_view private_suffix = ".pem";
constexpr std::string_view public_suffix = ".pub";

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(BIGNUM* number) const { BN_clear_free(number); }
  void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

const unsigned char* in(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string sha256(std::string_view bytes) {
  std::string digest(32, '\0');
  const bool done = EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()),
                               nullptr, EVP_sha256(), nullptr) == 1;
  base::ensure_memory(done, "SHA-256");
  return digest;
}

std::string padded(const BIGNUM* number) {
  std::string bytes(coordinate_bytes, '\0');
  const int size = BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), coordinate_bytes);
  base::ensure(size == coordinate_bytes, "a number of P-256 has at most 32 bytes");
  return bytes;
}

std::string coordinate(const EVP_PKEY* key, const char* which) {
  BIGNUM* raw = nullptr;
  base::ensure(EVP_PKEY_get_bn_param(key, which, &raw) == 1, "a key of a curve has coordinates");
  const Owned<BIGNUM> number{raw};
  return base::base64url(padded(number.get()));
}

// A key as it is published; the members of `thumbed` in RFC 7638's order.
struct Published {
  std::string id;
  std::string jwk;
};
Published published(const EVP_PKEY* key) {
  const std::string thumbed = R"("crv":"P-256","kty":"EC","x":")" +
                              coordinate(key, OSSL_PKEY_PARAM_EC_PUB_X) + R"(","y":")" +
                              coordinate(key, OSSL_PKEY_PARAM_EC_PUB_Y) + '"';
  std::string id = base::base64url(sha256("{" + thumbed + "}"));
  std::string jwk = "{" + thumbed + R"(,"use":"sig","alg":"ES256","kid":")" + id + "\"}";
  return {.id = std::move(id), .jwk = std::move(jwk)};
}

std::string bytes_of(BIO* bio) {
  char* bytes = nullptr;
  const long size = BIO_get_mem_data(bio, &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}

bool is_p256(const EVP_PKEY* key) {
  std::array<char, 32> name{};
  std::size_t size = 0;
  return EVP_PKEY_get_group_name(key, name.data(), name.size(), &size) == 1 &&
         std::string_view{name.data(), size} == "prime256v1";
}

fs::path file_of(const fs::path& folder, int number, std::string_view suffix) {
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "%04d", number);
  return folder / (std::string{prefix} + digits.data() + std::string{suffix});
}

// The numbers of the keys in the folder, the newest first.
std::vector<int> numbers_in(const fs::path& folder, std::string_view suffix) {
  std::vector<int> numbers;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{folder, error}) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(prefix) || !name.ends_with(suffix)) continue;
    const std::string_view digits =
        std::string_view{name}.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
    const bool is_number =
        digits.size() == 4 && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (is_number) numbers.push_back(std::stoi(std::string{digits}));
  }
  std::ranges::sort(numbers, std::greater{});
  return numbers;
}

Result<Owned<EVP_PKEY>> read_key_file(const fs::path& file, bool is_private) {
  const auto text = read_secret(file, file_bytes_max);
  if (!text) return std::unexpected{text.error()};
  const Owned<BIO> bio{BIO_new_mem_buf(text->data(), static_cast<int>(text->size()))};
  base::ensure_memory(bio != nullptr, "a key");
  Owned<EVP_PKEY> key{is_private ? PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr)
                                 : PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr)};
  if (!key || !is_p256(key.get())) return wrong_file(file, "expected a key of the curve P-256, as PEM");
  return key;
}

// The public half of what lies in the private file: of whoever was first to write it.
Result<void> write_public(const fs::path& folder, int number) {
  const auto key = read_key_file(file_of(folder, number, private_suffix), true);
  if (!key) return std::unexpected{key.error()};
  const Owned<BIO> bio{BIO_new(BIO_s_mem())};
  base::ensure(bio && PEM_write_bio_PUBKEY(bio.get(), key->get()) == 1, "a key can be written");
  return write_new(file_of(folder, number, public_suffix), bytes_of(bio.get()));
}

Result<void> draw(const fs::path& folder, int number) {
  const Owned<EVP_PKEY> key{EVP_EC_gen("P-256")};
  const Owned<BIO> bio{BIO_new(BIO_s_mem())};
  base::ensure(
      key && bio &&
          PEM_write_bio_PKCS8PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1,
      "keys of P-256 can always be made");
  return write_new(file_of(folder, number, private_suffix), bytes_of(bio.get()));
}

}  // namespace

struct RecordKeyFolder::Handle {
  Owned<EVP_PKEY> key;
};

RecordKeyFolder::RecordKeyFolder() = default;
RecordKeyFolder::~RecordKeyFolder() = default;

Result<std::unique_ptr<RecordKeyFolder>> RecordKeyFolder::open(const fs::path& folder) {
  if (auto made = make_key_folder(folder); !made) return std::unexpected{std::move(made.error())};
  if (numbers_in(folder, private_suffix).empty()) {
    if (auto drawn = draw(folder, 1); !drawn) return std::unexpected{std::move(drawn.error())};
  }
  const int current = numbers_in(folder, private_suffix).front();
  if (auto written = write_public(folder, current); !written)
    return std::unexpected{std::move(written.error())};
  auto key = read_key_file(file_of(folder, current, private_suffix), true);
  if (!key) return std::unexpected{std::move(key.error())};
  std::unique_ptr<RecordKeyFolder> keys{new RecordKeyFolder};
  keys->current_ = published(key->get()).id;
  keys->key_ = std::make_unique<Handle>(Handle{std::move(*key)});
  std::string set;
  for (const int number : numbers_in(folder, public_suffix)) {
    const auto one = read_key_file(file_of(folder, number, public_suffix), false);
    if (!one) return std::unexpected{one.error()};
    set.append(set.empty() ? R"({"keys":[)" : ",").append(published(one->get()).jwk);
  }
  keys->key_set_ = set + "]}";
  return keys;
}

Result<std::string> RecordKeyFolder::rotate(const fs::path& folder) {
  if (auto before = open(folder); !before) return std::unexpected{std::move(before.error())};
  const int next = numbers_in(folder, public_suffix).front() + 1;
  if (auto drawn = draw(folder, next); !drawn) return std::unexpected{std::move(drawn.error())};
  const auto after = open(folder);
  if (!after) return std::unexpected{after.error()};
  for (const int number : numbers_in(folder, private_suffix)) {
    std::error_code error;
    if (number < next && !fs::remove(file_of(folder, number, private_suffix), error) && error)
      return wrong_file(file_of(folder, number, private_suffix), error.message());
  }
  return (*after)->current();
}

std::string RecordKeyFolder::sign(std::string_view payload) const {
  std::string token = base::base64url(R"({"alg":"ES256","typ":"JWT","kid":")" + current_ + "\"}");
  token.append(".").append(base::base64url(payload));
  const Owned<EVP_MD_CTX> context{EVP_MD_CTX_new()};
  std::array<unsigned char, 128> der{};
  std::size_t size = der.size();
  const bool done = context &&
                    EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_->key.get()) == 1 &&
                    EVP_DigestSign(context.get(), der.data(), &size, in(token), token.size()) == 1;
  base::ensure_memory(done, "ES256");
  const unsigned char* at = der.data();
  const Owned<ECDSA_SIG> signature{d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(size))};
  base::ensure(signature != nullptr, "a signature is one");
  // JWS has the two numbers one after the other, not DER (RFC 7518, 3.4).
  token.append(".").append(
      base::base64url(padded(ECDSA_SIG_get0_r(signature.get())) + padded(ECDSA_SIG_get0_s(signature.get()))));
  return token;
}

}  // namespace skranke::keys
