// The hashes of the log's tree: SHA-256 with a byte before that keeps leaves and nodes apart.
// SPEC: RFC 6962, 2.1.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace skranke::ledger {

inline constexpr std::size_t hash_bytes = 32;
using Hash = std::array<unsigned char, hash_bytes>;

[[nodiscard]] Hash sha256(std::string_view bytes);
// Of `first` and `second`, one after the other.
[[nodiscard]] Hash sha256(std::string_view first, std::string_view second);

[[nodiscard]] Hash leaf_hash(std::string_view entry);
[[nodiscard]] Hash node_hash(const Hash& left, const Hash& right);

[[nodiscard]] inline std::string_view bytes_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}
// `bytes` has hash_bytes of them.
[[nodiscard]] Hash hash_of_bytes(std::string_view bytes);

}  // namespace skranke::ledger
