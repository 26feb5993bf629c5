#include "http/server/request_id.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>

namespace skranke::http {
namespace {

// SplitMix64 (Steele, Lea, Flood 2014): its whole period has no value twice.
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

std::uint64_t seed() {
  std::random_device device;
  return std::uint64_t{device()} << 32U | device();
}

}  // namespace

std::string draw_request_id() {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::uint64_t golden = 0x9e3779b97f4a7c15U;
  thread_local const std::uint64_t thread = seed();
  thread_local std::uint64_t at = seed();
  at += golden;
  const std::array<std::uint64_t, 2> parts{thread, mixed(at)};
  std::string id(32, '0');
  for (std::size_t i = 0; i < id.size(); ++i) id[i] = digits[parts[i / 16] >> (60U - i % 16 * 4) & 15U];
  return id;
}

bool is_request_id(std::string_view text) {
  constexpr std::size_t size_max = 64;
  return !text.empty() && text.size() <= size_max && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
  });
}

}  // namespace skranke::http
