#include "connect/factors/real_factors.hpp"

#include <array>
#include <semaphore>

#include <liboath/oath.h>
#include <sodium.h>

#include "base/ensure.hpp"
#include "base/hex.hpp"

namespace skranke::factors {
namespace {

// RFC 9106's second choice is 3 passes over 64 MiB; libsodium's "interactive" is 2 over 64 MiB, and above
// what OWASP asks for at least (2 over 19 MiB).
constexpr unsigned long long passes = crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE;
constexpr std::size_t memory = crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE;
constexpr std::ptrdiff_t hashes_at_once = 4;
constexpr unsigned code_digits = 6;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string hash_of(std::string_view password) {
  std::array<char, crypto_pwhash_argon2id_STRBYTES> out{};
  const int failed = crypto_pwhash_argon2id_str(out.data(), password.data(), password.size(), passes, memory);
  base::ensure(failed == 0, "there is memory to hash a password with");
  return out.data();
}

}  // namespace

struct RealFactors::Turns {
  std::counting_semaphore<hashes_at_once> free{hashes_at_once};
};

namespace {

// A turn, for the time of a scope.
template <class Semaphore>
class Turn {
 public:
  explicit Turn(Semaphore& free) : free_{free} { free_.acquire(); }
  ~Turn() { free_.release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  Turn(Turn&&) = delete;
  Turn& operator=(Turn&&) = delete;

 private:
  Semaphore& free_;
};

}  // namespace

base::Result<std::unique_ptr<RealFactors>> RealFactors::open(const desk::Pseudonyms& keys) {
  if (sodium_init() < 0) return base::fail(base::Fault::unavailable, "libsodium does not start");
  if (oath_init() != OATH_OK) return base::fail(base::Fault::unavailable, "liboath does not start");
  return std::unique_ptr<RealFactors>{new RealFactors{keys}};
}

RealFactors::RealFactors(const desk::Pseudonyms& keys)
    : keys_{keys}, turns_{std::make_unique<Turns>()}, nobody_{hash_of(random(code_digits * 4))} {}
RealFactors::~RealFactors() = default;

std::string RealFactors::hash_password(const base::PersonalText& password) const {
  const Turn turn{turns_->free};
  return hash_of(password.reveal());
}

bool RealFactors::is_password(const base::PersonalText& password, const std::string& hash) const {
  const Turn turn{turns_->free};
  const std::string& against = hash.empty() ? nobody_ : hash;
  const std::string& text = password.reveal();
  const bool is_right = crypto_pwhash_argon2id_str_verify(against.c_str(), text.data(), text.size()) == 0;
  return is_right && !hash.empty();
}

std::string code_of(std::string_view key, std::int64_t step, unsigned digits) {
  std::array<char, 16> code{};
  const int failed = oath_hotp_generate(key.data(), key.size(), static_cast<std::uint64_t>(step), digits,
                                        false, OATH_HOTP_DYNAMIC_TRUNCATION, code.data());
  base::ensure(failed == OATH_OK, "a one-time code can be made");
  return code.data();
}

std::string RealFactors::one_time_code(std::string_view key, std::int64_t step) const {
  return code_of(key, step, code_digits);
}

std::string RealFactors::random(std::size_t bytes) const {
  std::string text(bytes, '\0');
  randombytes_buf(text.data(), text.size());
  return text;
}

std::string RealFactors::digest(std::string_view bytes) const {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(bytes_of(hash), bytes_of(bytes), bytes.size());
  return base::hex_of(hash);
}

std::string RealFactors::keyed(std::string_view kind, std::string_view value) const {
  return keys_.of(kind, base::PersonalText{std::string{value}});
}

std::string RealFactors::seal(std::string_view bytes) const {
  const std::string key = keyed("staff-seal", "1");
  base::ensure(key.size() == crypto_secretbox_KEYBYTES, "a keyed hash is as long as a key");
  std::string sealed = random(crypto_secretbox_NONCEBYTES);
  const std::string nonce = sealed;
  sealed.resize(nonce.size() + crypto_secretbox_MACBYTES + bytes.size());
  crypto_secretbox_easy(bytes_of(sealed) + nonce.size(), bytes_of(bytes), bytes.size(),
                        bytes_of(std::string_view{nonce}), bytes_of(std::string_view{key}));
  return sealed;
}

std::optional<std::string> RealFactors::unseal(std::string_view sealed) const {
  constexpr std::size_t around = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (sealed.size() < around) return std::nullopt;
  const std::string key = keyed("staff-seal", "1");
  std::string bytes(sealed.size() - around, '\0');
  const std::string_view box = sealed.substr(crypto_secretbox_NONCEBYTES);
  if (crypto_secretbox_open_easy(bytes_of(bytes), bytes_of(box), box.size(), bytes_of(sealed),
                                 bytes_of(std::string_view{key})) != 0)
    return std::nullopt;
  return bytes;
}

bool RealFactors::is_equal(std::string_view one, std::string_view other) const {
  return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

}  // namespace skranke::factors
