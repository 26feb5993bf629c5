// Format-preserving encryption of numbers of ten digits: a keyed permutation of 0 to 9,999,999,999.
//
// SPEC: FF1 of NIST SP 800-38G with AES-256, radix 10, ten digits, a tweak of at most 12 bytes. For ten
// digits Q is one block, and the first block P is the same for every number, so that a number costs ten
// blocks of AES.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>

#include "connect/keys/key_file.hpp"

namespace skranke::keys {

class NumberCipher {
 public:
  NumberCipher(const Key& key, std::string_view tweak);
  ~NumberCipher();
  NumberCipher(const NumberCipher&) = delete;
  NumberCipher& operator=(const NumberCipher&) = delete;
  NumberCipher(NumberCipher&&) = delete;
  NumberCipher& operator=(NumberCipher&&) = delete;

  // `number`: from 0 to 9,999,999,999. From any thread.
  [[nodiscard]] std::int64_t encrypt(std::int64_t number) const;
  [[nodiscard]] std::int64_t decrypt(std::int64_t number) const;

 private:
  using Block = std::array<unsigned char, 16>;
  struct Handle;  // of the library

  void encrypt_block(const Block& in, Block& out) const;
  // What is added in this round to one half, of the other half.
  [[nodiscard]] std::uint64_t round(unsigned index, std::uint64_t half) const;

  std::unique_ptr<Handle> handle_;  // with the key in it: setting it up costs more than a number does
  mutable std::mutex one_at_a_time_;
  Block first_{};  // P encrypted, and the tweak added
};

}  // namespace skranke::keys
