#include "connect/webhook/signature.hpp"

#include <array>
#include <optional>

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/base64.hpp"
#include "base/memory.hpp"

namespace skranke::webhook {
namespace {

constexpr std::string_view secret_prefix = "whsec_";
constexpr std::size_t secret_bytes_min = 24;
constexpr std::size_t secret_bytes_max = 64;

const unsigned char* in(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* out(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

}  // namespace

base::Result<std::vector<Secret>> read_secrets(std::string_view text) {
  std::vector<Secret> secrets;
  std::size_t line = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.size(), text.find('\n'));
    std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), end + 1));
    ++line;
    if (one.ends_with('\r')) one.remove_suffix(1);
    if (one.empty()) continue;
    auto bytes = one.starts_with(secret_prefix) ? base::from_base64(one.substr(secret_prefix.size()))
                                                : std::optional<std::string>{};
    if (!bytes || bytes->size() < secret_bytes_min || bytes->size() > secret_bytes_max)
      return base::fail(
          base::Fault::invalid_value,
          "line " + std::to_string(line) + ": expected a secret: whsec_ and then 24 to 64 bytes in base64");
    secrets.emplace_back(std::move(*bytes));
    if (secrets.size() > secrets_max)
      return base::fail(base::Fault::too_many,
                        "expected at most " + std::to_string(secrets_max) + " secrets, the newest first");
  }
  if (secrets.empty()) return base::fail(base::Fault::missing_key, "expected a secret, one a line");
  return secrets;
}

std::string signatures(const std::vector<Secret>& secrets, std::string_view id, std::int64_t timestamp,
                       std::string_view body) {
  std::string signed_text{id};
  signed_text.append(".").append(std::to_string(timestamp)).append(".").append(body);
  std::string all;
  for (const Secret& secret : secrets) {
    std::string digest(32, '\0');
    unsigned size = 0;
    const bool done = HMAC(EVP_sha256(), secret.reveal().data(), static_cast<int>(secret.reveal().size()),
                           in(signed_text), signed_text.size(), out(digest), &size) != nullptr;
    base::ensure_memory(done && size == digest.size(), "HMAC-SHA-256");
    all.append(all.empty() ? "v1," : " v1,").append(base::base64(digest));
  }
  return all;
}

}  // namespace skranke::webhook
