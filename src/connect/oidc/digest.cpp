#include "connect/oidc/digest.hpp"

#include <openssl/evp.h>

#include "base/ensure.hpp"
#include "base/hex.hpp"

namespace skranke::oidc {

std::string sha256(std::string_view bytes) {
  std::string digest(32, '\0');
  unsigned size = 0;
  const int done = EVP_Digest(bytes.data(), bytes.size(), reinterpret_cast<unsigned char*>(digest.data()),
                              &size, EVP_sha256(), nullptr);
  base::ensure(done == 1 && size == digest.size(), "SHA-256 is there");
  return digest;
}

std::string sha256_hex(std::string_view bytes) { return base::hex_of(sha256(bytes)); }

}  // namespace skranke::oidc
