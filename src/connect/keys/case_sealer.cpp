#include "connect/keys/case_sealer.hpp"

#include <utility>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "base/ensure.hpp"

namespace skranke::keys {
namespace {

constexpr char version = 1;
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;
constexpr std::size_t head_bytes = 1 + nonce_bytes;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

const unsigned char* in(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* out(char* bytes) { return reinterpret_cast<unsigned char*>(bytes); }

std::unexpected<base::Problem> not_ours() {
  return base::fail(base::Fault::invalid_value,
                    "sealed data: expected what this installation's cases.key sealed for this context, "
                    "unchanged");
}

}  // namespace

base::Result<std::unique_ptr<CaseSealer>> CaseSealer::open(const std::filesystem::path& folder) {
  if (auto made = make_key_folder(folder); !made) return std::unexpected{std::move(made.error())};
  const auto key = key_of(folder / "cases.key");
  if (!key) return std::unexpected{key.error()};
  return std::unique_ptr<CaseSealer>{new CaseSealer{*key}};
}

CaseSealer::~CaseSealer() { OPENSSL_cleanse(key_.data(), key_.size()); }

std::string CaseSealer::seal(std::string_view context, const base::PersonalText& text) const {
  const std::string& plain = text.reveal();
  std::string sealed(head_bytes + plain.size() + tag_bytes, '\0');
  sealed[0] = version;
  const Context cipher{EVP_CIPHER_CTX_new()};
  int size = 0;
  const bool done =
      cipher && RAND_bytes(out(&sealed[1]), nonce_bytes) == 1 &&
      EVP_EncryptInit_ex2(cipher.get(), EVP_aes_256_gcm(), key_.data(), in(sealed) + 1, nullptr) == 1 &&
      EVP_EncryptUpdate(cipher.get(), nullptr, &size, in(context), static_cast<int>(context.size())) == 1 &&
      EVP_EncryptUpdate(cipher.get(), out(&sealed[head_bytes]), &size, in(plain),
                        static_cast<int>(plain.size())) == 1 &&
      EVP_EncryptFinal_ex(cipher.get(), out(&sealed[head_bytes + plain.size()]), &size) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, tag_bytes,
                          &sealed[head_bytes + plain.size()]) == 1;
  base::ensure(done, "AES-256-GCM and random bytes are always there");
  return sealed;
}

base::Result<base::PersonalText> CaseSealer::open(std::string_view context, std::string_view sealed) const {
  if (sealed.size() < head_bytes + tag_bytes || sealed[0] != version) return not_ours();
  std::string plain(sealed.size() - head_bytes - tag_bytes, '\0');
  std::string tag{sealed.substr(sealed.size() - tag_bytes)};
  const Context cipher{EVP_CIPHER_CTX_new()};
  int size = 0;
  const bool is_ready = cipher && EVP_DecryptInit_ex2(cipher.get(), EVP_aes_256_gcm(), key_.data(),
                                                      in(sealed) + 1, nullptr) == 1;
  base::ensure(is_ready, "AES-256-GCM is always there");
  const bool is_ours =
      EVP_DecryptUpdate(cipher.get(), nullptr, &size, in(context), static_cast<int>(context.size())) == 1 &&
      EVP_DecryptUpdate(cipher.get(), out(plain.data()), &size, in(sealed) + head_bytes,
                        static_cast<int>(plain.size())) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, tag_bytes, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), out(plain.data() + plain.size()), &size) == 1;
  if (!is_ours) {
    OPENSSL_cleanse(plain.data(), plain.size());
    return not_ours();
  }
  return base::PersonalText{std::move(plain)};
}

}  // namespace skranke::keys
