// Hashes of numbers without a key: every one that a library at hand makes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace skranke::dump {

inline constexpr std::size_t digest_bytes_max = 64;
using Digest = std::array<unsigned char, digest_bytes_max>;

struct DigestForm {
  std::string_view name;
  std::size_t bytes;
};
[[nodiscard]] std::span<const DigestForm> digest_forms();

// For one thread.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;
  Hasher(Hasher&&) = delete;
  Hasher& operator=(Hasher&&) = delete;

  void hash(std::size_t form, std::string_view text, Digest& digest) const;

 private:
  struct Contexts;
  std::unique_ptr<Contexts> contexts_;
};

// What is hashed of a number: ten digits, and with a hyphen; each also behind and before each salt.
class Inputs {
 public:
  explicit Inputs(std::vector<std::string> salts) : salts_{std::move(salts)} {}
  [[nodiscard]] std::size_t count() const { return 2 * (1 + 2 * salts_.size()); }
  [[nodiscard]] std::string name(std::size_t input) const;
  void text(std::size_t input, std::uint64_t number, std::string& text) const;

 private:
  std::vector<std::string> salts_;
};

}  // namespace skranke::dump
