#include "app/random_id.hpp"

#include <array>
#include <chrono>
#include <cstdint>

#include <sys/random.h>

#include "base/ensure.hpp"
#include "base/hex.hpp"

namespace skranke::app {

std::string random_id() {
  std::array<unsigned char, 16> bytes{};
  base::ensure(::getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()),
               "the system gives random bytes");
  return base::hex_of({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

std::string ordered_id() {
  constexpr std::size_t time_digits = 12;
  std::string id = random_id();
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  auto milliseconds =
      static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(since).count());
  for (std::size_t i = time_digits; i-- > 0; milliseconds >>= 4U)
    id[i] = "0123456789abcdef"[milliseconds & 0xFU];
  return id;
}

}  // namespace skranke::app
