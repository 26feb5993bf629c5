// Names and small facts as 64-bit numbers that are the same on every machine and in every version.
//
// Not a secret and not a cryptographic hash: a key says which question was asked, and who can read the keys
// can read the register.
#pragma once

#include <cstdint>
#include <string_view>

namespace skranke::questions {

// SPEC: FNV-1a, 64 bits.
inline constexpr std::uint64_t hash_start = 0xcbf29ce484222325U;

[[nodiscard]] constexpr std::uint64_t hash(std::string_view bytes, std::uint64_t from = hash_start) {
  for (const char byte : bytes) {
    from ^= static_cast<unsigned char>(byte);
    from *= 0x100000001b3U;
  }
  return from;
}

[[nodiscard]] constexpr std::uint64_t hash(std::uint64_t number, std::uint64_t from) {
  for (int i = 0; i < 8; ++i, number >>= 8U) {
    from ^= number & 0xFFU;
    from *= 0x100000001b3U;
  }
  return from;
}

}  // namespace skranke::questions
