#include "ledger/hash.hpp"

#include <algorithm>
#include <initializer_list>
#include <memory>

#include <openssl/evp.h>

#include "base/ensure.hpp"
#include "base/memory.hpp"

namespace skranke::ledger {
namespace {

struct FreeDigest {
  void operator()(EVP_MD* digest) const { EVP_MD_free(digest); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Kept by each thread: looking the algorithm up and making a context cost more than a hash.
class Sha256 {
 public:
  Sha256() : digest_{EVP_MD_fetch(nullptr, "SHA256", nullptr)}, context_{EVP_MD_CTX_new()} {
    base::ensure_memory(digest_ && context_, "SHA-256");
  }

  Hash of(std::initializer_list<std::string_view> parts) {
    bool is_done = EVP_DigestInit_ex2(context_.get(), digest_.get(), nullptr) == 1;
    for (const std::string_view part : parts)
      is_done = is_done && EVP_DigestUpdate(context_.get(), part.data(), part.size()) == 1;
    Hash hash{};
    unsigned size = 0;
    is_done = is_done && EVP_DigestFinal_ex(context_.get(), hash.data(), &size) == 1;
    base::ensure(is_done && size == hash.size(), "SHA-256 of bytes in memory");
    return hash;
  }

 private:
  std::unique_ptr<EVP_MD, FreeDigest> digest_;
  std::unique_ptr<EVP_MD_CTX, FreeContext> context_;
};

Hash of(std::initializer_list<std::string_view> parts) {
  thread_local Sha256 sha256;
  return sha256.of(parts);
}

constexpr std::string_view leaf_prefix{"\0", 1};
constexpr std::string_view node_prefix{"\1", 1};

}  // namespace

Hash sha256(std::string_view bytes) { return of({bytes}); }
Hash sha256(std::string_view first, std::string_view second) { return of({first, second}); }
Hash leaf_hash(std::string_view entry) { return of({leaf_prefix, entry}); }

Hash node_hash(const Hash& left, const Hash& right) {
  // In one piece: calling the library twice costs more than copying.
  std::array<char, 1 + 2 * hash_bytes> both{};
  both[0] = node_prefix[0];
  std::ranges::copy(left, both.begin() + 1);
  std::ranges::copy(right, both.begin() + 1 + hash_bytes);
  return of({std::string_view{both.data(), both.size()}});
}

Hash hash_of_bytes(std::string_view bytes) {
  base::ensure(bytes.size() == hash_bytes, "a hash has 32 bytes");
  Hash hash{};
  std::ranges::copy(bytes, hash.begin());
  return hash;
}

}  // namespace skranke::ledger
