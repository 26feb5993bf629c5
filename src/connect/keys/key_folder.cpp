#include "connect/keys/key_folder.hpp"

#include <cerrno>
#include <cstring>
#include <optional>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ensure.hpp"
#include "base/hex.hpp"

namespace skranke::keys {
namespace {

constexpr std::size_t signature_bytes = 64;

struct FreeKey {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
struct FreeDigest {
  void operator()(EVP_MD* digest) const { EVP_MD_free(digest); }
};
struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};
using Digest = std::unique_ptr<EVP_MD, FreeDigest>;
using KeyHandle = std::unique_ptr<EVP_PKEY, FreeKey>;
using Context = std::unique_ptr<EVP_MD_CTX, FreeContext>;

// A descriptor that is closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_{number} {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

const unsigned char* unsigned_bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::optional<std::string> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = OPENSSL_hexchar2int(static_cast<unsigned char>(text[i]));
    const int low = OPENSSL_hexchar2int(static_cast<unsigned char>(text[i + 1]));
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<char>(high * 16 + low));
  }
  return bytes;
}

std::unexpected<base::Problem> wrong_file(const std::filesystem::path& file, std::string_view what) {
  return base::fail(base::Fault::unavailable, file.string().append(": ").append(what));
}

// Written under another name first and then linked, so that a key file is whole or not there.
base::Result<void> draw(const std::filesystem::path& file) {
  std::array<unsigned char, key_bytes> key{};
  if (RAND_bytes(key.data(), static_cast<int>(key.size())) != 1)
    return wrong_file(file, "no random bytes for a new key");
  std::string name = file.string().append(".XXXXXX");
  const Descriptor made{::mkostemp(name.data(), O_CLOEXEC)};
  if (made.number() < 0) return wrong_file(file, std::strerror(errno));
  const bool is_written =
      ::write(made.number(), key.data(), key.size()) == static_cast<ssize_t>(key.size()) &&
      ::fsync(made.number()) == 0;
  OPENSSL_cleanse(key.data(), key.size());
  const bool is_linked = is_written && (::link(name.c_str(), file.c_str()) == 0 || errno == EEXIST);
  const int error = errno;
  ::unlink(name.c_str());
  if (!is_linked) return wrong_file(file, std::strerror(error));
  return {};
}

base::Result<std::array<unsigned char, key_bytes>> read_key(const std::filesystem::path& file) {
  const Descriptor open{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)};
  if (open.number() < 0) return wrong_file(file, std::strerror(errno));
  struct stat about{};
  if (::fstat(open.number(), &about) != 0) return wrong_file(file, std::strerror(errno));
  if ((about.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    return wrong_file(file, "others than its owner can read this key; expected mode 600");
  std::array<unsigned char, key_bytes> key{};
  if (about.st_size != static_cast<off_t>(key.size()) ||
      ::read(open.number(), key.data(), key.size()) != static_cast<ssize_t>(key.size()))
    return wrong_file(file, "expected a key of 32 bytes");
  return key;
}

base::Result<std::array<unsigned char, key_bytes>> key_of(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) {
    if (auto drawn = draw(file); !drawn) return std::unexpected{std::move(drawn.error())};
  }
  return read_key(file);
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  // Looked up once: the library goes through all its algorithms each time.
  static const Digest sha256{EVP_MD_fetch(nullptr, "SHA256", nullptr)};
  std::array<unsigned char, 32> digest{};
  unsigned size = 0;
  const bool done =
      sha256 && EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, sha256.get(), nullptr) == 1;
  base::ensure(done && size == digest.size(), "SHA-256 is always there");
  return base::hex_of({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

bool is_signed(std::string_view record, std::string_view signature, std::string_view public_key) {
  const auto raw = from_hex(public_key);
  if (!raw || raw->size() != key_bytes || signature.size() != signature_bytes) return false;
  const KeyHandle key{
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, unsigned_bytes(*raw), raw->size())};
  const Context context{EVP_MD_CTX_new()};
  return key && context && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(context.get(), unsigned_bytes(signature), signature.size(), unsigned_bytes(record),
                          record.size()) == 1;
}

base::Result<std::unique_ptr<KeyFolder>> KeyFolder::open(const std::filesystem::path& folder) {
  std::error_code error;
  const bool is_new = std::filesystem::create_directories(folder, error);
  if (error) return wrong_file(folder, error.message());
  if (is_new) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  const auto people = key_of(folder / "people.key");
  if (!people) return std::unexpected{people.error()};
  const auto records = key_of(folder / "records.key");
  if (!records) return std::unexpected{records.error()};
  return std::unique_ptr<KeyFolder>{new KeyFolder{*people, *records}};
}

struct KeyFolder::Handles {
  KeyHandle records;
};

KeyFolder::KeyFolder(const Key& people, const Key& records) : people_{people} {
  auto handles = std::make_unique<Handles>();
  handles->records.reset(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, records.data(), records.size()));
  std::array<unsigned char, key_bytes> raw{};
  std::size_t size = raw.size();
  base::ensure(
      handles->records && EVP_PKEY_get_raw_public_key(handles->records.get(), raw.data(), &size) == 1,
      "32 bytes are an Ed25519 key");
  public_key_ = base::hex_of({reinterpret_cast<const char*>(raw.data()), raw.size()});
  handles_ = std::move(handles);
}

KeyFolder::~KeyFolder() { OPENSSL_cleanse(people_.data(), people_.size()); }

std::string KeyFolder::of(std::string_view kind, const base::PersonalText& value) const {
  std::string message{kind};
  message.push_back('\0');
  message.append(value.reveal());
  std::array<unsigned char, 32> digest{};
  unsigned size = 0;
  const bool done = HMAC(EVP_sha256(), people_.data(), static_cast<int>(people_.size()),
                         unsigned_bytes(message), message.size(), digest.data(), &size) != nullptr;
  base::ensure(done && size == digest.size(), "HMAC-SHA-256 is always there");
  OPENSSL_cleanse(message.data(), message.size());
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

std::string KeyFolder::sign(std::string_view record) const {
  const Context context{EVP_MD_CTX_new()};
  std::string signature(signature_bytes, '\0');
  std::size_t size = signature.size();
  const bool done =
      context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, handles_->records.get()) == 1 &&
      EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                     unsigned_bytes(record), record.size()) == 1;
  base::ensure(done && size == signature_bytes, "Ed25519 is always there");
  return signature;
}

}  // namespace skranke::keys
