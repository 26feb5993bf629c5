#include "app/random_id.hpp"

#include <array>

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

}  // namespace skranke::app
