#include "connect/keys/number_cipher.hpp"

#include <utility>

#include <openssl/evp.h>

#include "base/ensure.hpp"
#include "base/memory.hpp"

namespace skranke::keys {
namespace {

constexpr unsigned rounds = 10;
constexpr std::uint64_t half_count = 100'000;  // five digits
constexpr int block_bytes = 16;
constexpr std::size_t tweak_bytes_max = 12;  // beside three bytes of a half and the round's number

}  // namespace

struct NumberCipher::Handle {
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  Handle() = default;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { EVP_CIPHER_CTX_free(context); }
};

NumberCipher::NumberCipher(const Key& key, std::string_view tweak) : handle_{std::make_unique<Handle>()} {
  base::ensure(tweak.size() <= tweak_bytes_max, "a tweak of at most 12 bytes");
  const bool is_ready =
      handle_->context != nullptr &&
      EVP_EncryptInit_ex2(handle_->context, EVP_aes_256_ecb(), key.data(), nullptr, nullptr) == 1 &&
      EVP_CIPHER_CTX_set_padding(handle_->context, 0) == 1;
  base::ensure_memory(is_ready, "AES-256");
  const Block head{1, 2, 1, 0, 0, 10, 10, 5, 0, 0, 0, 10, 0, 0, 0, static_cast<unsigned char>(tweak.size())};
  encrypt_block(head, first_);
  for (std::size_t i = 0; i < tweak.size(); ++i) first_[i] ^= static_cast<unsigned char>(tweak[i]);
}

NumberCipher::~NumberCipher() = default;

void NumberCipher::encrypt_block(const Block& in, Block& out) const {
  int size = 0;
  const bool done = EVP_EncryptUpdate(handle_->context, out.data(), &size, in.data(), block_bytes) == 1;
  base::ensure(done && size == block_bytes, "AES-256 encrypts a block");
}

std::uint64_t NumberCipher::round(unsigned index, std::uint64_t half) const {
  Block block = first_;
  block[12] ^= static_cast<unsigned char>(index);
  block[13] ^= static_cast<unsigned char>(half >> 16U);
  block[14] ^= static_cast<unsigned char>(half >> 8U);
  block[15] ^= static_cast<unsigned char>(half);
  Block mixed{};
  encrypt_block(block, mixed);
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < 8; ++i) sum = sum << 8U | mixed[i];
  return sum % half_count;
}

std::int64_t NumberCipher::encrypt(std::int64_t number) const {
  const std::scoped_lock lock{one_at_a_time_};
  auto left = static_cast<std::uint64_t>(number) / half_count;
  auto right = static_cast<std::uint64_t>(number) % half_count;
  for (unsigned i = 0; i < rounds; ++i) left = std::exchange(right, (left + round(i, right)) % half_count);
  return static_cast<std::int64_t>(left * half_count + right);
}

std::int64_t NumberCipher::decrypt(std::int64_t number) const {
  const std::scoped_lock lock{one_at_a_time_};
  auto left = static_cast<std::uint64_t>(number) / half_count;
  auto right = static_cast<std::uint64_t>(number) % half_count;
  for (unsigned i = rounds; i-- > 0;)
    right = std::exchange(left, (right + half_count - round(i, left)) % half_count);
  return static_cast<std::int64_t>(left * half_count + right);
}

}  // namespace skranke::keys
