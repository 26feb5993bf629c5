#include "connect/factors/real_factors.hpp"

#include <algorithm>
#include <array>
#include <new>
#include <semaphore>

#include <liboath/oath.h>
#include <sodium.h>

#include "base/ensure.hpp"
#include "base/hex.hpp"
#include "base/whole_number.hpp"

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

using Hash = std::array<unsigned char, 32>;

// What crypto_pwhash_argon2id_str has written: "$argon2id$v=19$m=KIBIBYTES,t=PASSES,p=1$SALT$HASH". Its own
// crypto_pwhash_argon2id_str_verify is not asked: it takes 64 MiB, and says "wrong" where there are none.
struct Stored {
  std::array<unsigned char, crypto_pwhash_argon2id_SALTBYTES> salt{};
  Hash hash{};
  unsigned long long passes = 0;
  std::size_t memory = 0;  // bytes
};

// What stands up to `end`, which is taken too.
std::string_view take_until(std::string_view& text, char end) {
  const std::size_t size = std::min(text.find(end), text.size());
  const std::string_view part = text.substr(0, size);
  text.remove_prefix(std::min(size + 1, text.size()));
  return part;
}

template <std::size_t Size>
bool read_bytes(std::string_view text, std::array<unsigned char, Size>& bytes) {
  std::size_t size = 0;
  const char* end = nullptr;
  return sodium_base642bin(bytes.data(), Size, text.data(), text.size(), nullptr, &size, &end,
                           sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0 &&
         size == Size && end == text.data() + text.size();
}

std::optional<Stored> read_hash(std::string_view text) {
  constexpr std::string_view opening = "$argon2id$v=19$m=";
  constexpr std::size_t kibibyte = 1024;
  if (!text.starts_with(opening)) return std::nullopt;
  text.remove_prefix(opening.size());
  Stored stored;
  const auto kibibytes = base::read_whole_number(take_until(text, ','), std::size_t{1},
                                                 std::size_t{crypto_pwhash_argon2id_MEMLIMIT_MAX / kibibyte});
  if (!kibibytes || take_until(text, '=') != "t") return std::nullopt;
  const auto turns = base::read_whole_number(take_until(text, ','), 1ULL, 1ULL << 31U);
  if (!turns || take_until(text, '$') != "p=1") return std::nullopt;
  stored.memory = *kibibytes * kibibyte;
  stored.passes = *turns;
  if (!read_bytes(take_until(text, '$'), stored.salt) || !read_bytes(text, stored.hash)) return std::nullopt;
  return stored;
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
  const auto stored = read_hash(against);
  if (!stored) return false;
  Hash found{};
  if (crypto_pwhash_argon2id(found.data(), found.size(), text.data(), text.size(), stored->salt.data(),
                             stored->passes, stored->memory, crypto_pwhash_argon2id_ALG_ARGON2ID13) != 0)
    throw std::bad_alloc{};
  return sodium_memcmp(found.data(), stored->hash.data(), found.size()) == 0 && !hash.empty();
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
