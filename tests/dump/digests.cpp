// The low-level functions of OpenSSL, which it calls deprecated, make a digest of ten digits in a tenth of
// the time of EVP.
#define OPENSSL_SUPPRESS_DEPRECATED
#include "dump/digests.hpp"

#include <openssl/evp.h>
#include <openssl/md5.h>
#include <openssl/sha.h>
#include <sodium.h>

#include "base/ensure.hpp"
#include "dump/candidates.hpp"

namespace skranke::dump {
namespace {

constexpr std::array forms{
    DigestForm{"MD5", 16},         DigestForm{"SHA-1", 20},    DigestForm{"SHA-256", 32},
    DigestForm{"SHA-512", 64},     DigestForm{"SHA3-256", 32}, DigestForm{"BLAKE2b-256", 32},
    DigestForm{"BLAKE2b-512", 64}, DigestForm{"FNV-1a", 8},    DigestForm{"FNV-1a, lowest byte first", 8}};

std::uint64_t fnv(std::string_view text) {
  std::uint64_t sum = 0xcbf29ce484222325U;
  for (const char c : text) sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  return sum;
}

}  // namespace

std::span<const DigestForm> digest_forms() { return forms; }

struct Hasher::Contexts {
  EVP_MD* sha3 = EVP_MD_fetch(nullptr, "SHA3-256", nullptr);
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  Contexts() = default;
  Contexts(const Contexts&) = delete;
  Contexts& operator=(const Contexts&) = delete;
  ~Contexts() {
    EVP_MD_CTX_free(context);
    EVP_MD_free(sha3);
  }
};

Hasher::Hasher() : contexts_{std::make_unique<Contexts>()} {
  base::ensure(sodium_init() >= 0 && contexts_->sha3 != nullptr &&
                   EVP_DigestInit_ex2(contexts_->context, contexts_->sha3, nullptr) == 1,
               "OpenSSL's and libsodium's hashes");
}
Hasher::~Hasher() = default;

void Hasher::hash(std::size_t form, std::string_view text, Digest& digest) const {
  const auto* in = reinterpret_cast<const unsigned char*>(text.data());
  unsigned char* out = digest.data();
  switch (form) {
    case 0: {
      MD5_CTX context;
      MD5_Init(&context);
      MD5_Update(&context, in, text.size());
      MD5_Final(out, &context);
      return;
    }
    case 1: {
      SHA_CTX context;
      SHA1_Init(&context);
      SHA1_Update(&context, in, text.size());
      SHA1_Final(out, &context);
      return;
    }
    case 2: {
      SHA256_CTX context;
      SHA256_Init(&context);
      SHA256_Update(&context, in, text.size());
      SHA256_Final(out, &context);
      return;
    }
    case 3: {
      SHA512_CTX context;
      SHA512_Init(&context);
      SHA512_Update(&context, in, text.size());
      SHA512_Final(out, &context);
      return;
    }
    case 4: {
      unsigned size = 0;
      const bool done = EVP_DigestInit_ex2(contexts_->context, nullptr, nullptr) == 1 &&
                        EVP_DigestUpdate(contexts_->context, in, text.size()) == 1 &&
                        EVP_DigestFinal_ex(contexts_->context, out, &size) == 1;
      base::ensure(done, "SHA3-256");
      return;
    }
    case 5:
    case 6:
      crypto_generichash(out, forms[form].bytes, in, text.size(), nullptr, 0);
      return;
    default: {
      const std::uint64_t sum = fnv(text);
      for (std::size_t i = 0; i < 8; ++i)
        out[i] = static_cast<unsigned char>(sum >> 8 * (form == 7 ? 7 - i : i));
    }
  }
}

std::string Inputs::name(std::size_t input) const {
  std::string text{input % 2 == 0 ? "ten digits" : "digits with a hyphen"};
  if (input >= 2) text.append(input % 4 < 2 ? " before" : " behind").append(" a salt");
  return text;
}

void Inputs::text(std::size_t input, std::uint64_t number, std::string& text) const {
  text.clear();
  const std::string* salt = input < 2 ? nullptr : &salts_[(input - 2) / 4];
  const bool is_before = input % 4 >= 2;  // 2, 3 of each salt's four, counted from 2
  if (salt != nullptr && is_before) text.append(*salt);
  std::array<char, 11> digits{};
  const bool has_hyphen = input % 2 == 1;
  std::size_t at = has_hyphen ? 11 : 10;
  const std::size_t size = at;
  for (std::size_t count = 0; count < 10; ++count, number /= 10) {
    if (has_hyphen && count == 4) digits[--at] = '-';
    digits[--at] = static_cast<char>('0' + number % 10);
  }
  text.append(digits.data(), size);
  if (salt != nullptr && !is_before) text.append(*salt);
}

}  // namespace skranke::dump
