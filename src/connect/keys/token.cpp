#include "connect/keys/token.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <utility>

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "base/memory.hpp"
#include "connect/keys/gcm.hpp"
#include "connect/keys/token_link.hpp"

namespace skranke::keys {
namespace {

using base::Result;
using Session = TokenLink::Session;
using Handle = CK_OBJECT_HANDLE;

constexpr std::size_t label_bytes_max = 256;
constexpr std::size_t mac_bytes = 16;
constexpr std::size_t found_at_once = 64;
constexpr CK_BBOOL yes = 1;
constexpr CK_BBOOL no = 0;

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
// The functions of PKCS #11 take what they only read without const.
unsigned char* bytes_of(std::string_view text) {
  return const_cast<unsigned char*>(reinterpret_cast<const unsigned char*>(text.data()));
}

template <typename Value>
CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, const Value& value) {
  return {type, const_cast<Value*>(&value), sizeof value};
}
CK_ATTRIBUTE attribute(CK_ATTRIBUTE_TYPE type, const std::string& value) {
  return {type, const_cast<char*>(value.data()), value.size()};
}

struct Named {
  std::string label;
  Handle handle = 0;
};

}  // namespace

class Token::State {
 public:
  explicit State(std::unique_ptr<TokenLink> link) : link_{std::move(link)} {}

  [[nodiscard]] const std::string& object() const { return link_->object(); }

  template <typename Work>
  auto with_session(Work work) {
    return link_->with_session(std::move(work));
  }

  Result<void> connect_anew() { return link_->connect_anew(); }

  template <typename Work>
  auto with_key(const std::string& label, Work work) {
    return link_->with_session([&](Session session) -> decltype(work(session, Handle{})) {
      const auto key = find(session, label);
      if (!key) return std::unexpected{key.error()};
      return work(session, *key);
    });
  }

  Result<std::vector<Named>> look(Session session);
  Result<bool> generate(Session session, const std::string& label);
  Result<void> destroy(Session session, Handle key);
  Result<std::string> seal(Session session, Handle key, std::string_view context, std::string_view plain);
  // Empty: the token refuses it, whyever.
  Result<std::optional<std::string>> open(Session session, Handle key, std::string_view context,
                                          std::string_view sealed);
  Result<std::string> mac(Session session, Handle key, std::string_view text);

 private:
  Result<Handle> find(Session session, const std::string& label);
  [[nodiscard]] CK_FUNCTION_LIST& module() const { return link_->module(); }

  std::unique_ptr<TokenLink> link_;
  std::mutex mutex_;
  std::vector<Named> keys_;            // as they were last seen,
  std::uint64_t keys_connection_ = 0;  // in this connection
};

Result<void> Token::State::destroy(Session session, Handle key) {
  if (const CK_RV answer = module().C_DestroyObject(session, key); answer != CKR_OK)
    return token_refused("a key can't be destroyed", answer);
  const std::scoped_lock lock{mutex_};
  std::erase_if(keys_, [&](const Named& named) { return named.handle == key; });
  return {};
}

Result<std::vector<Named>> Token::State::look(Session session) {
  const CK_OBJECT_CLASS secret = CKO_SECRET_KEY;
  const CK_KEY_TYPE aes = CKK_AES;
  std::array wanted{attribute(CKA_CLASS, secret), attribute(CKA_KEY_TYPE, aes)};
  CK_RV answer = module().C_FindObjectsInit(session, wanted.data(), wanted.size());
  std::vector<Handle> handles;
  CK_ULONG count = answer == CKR_OK ? 1 : 0;
  while (count > 0) {
    std::array<Handle, found_at_once> some{};
    answer = module().C_FindObjects(session, some.data(), some.size(), &count);
    if (answer != CKR_OK) break;
    handles.insert(handles.end(), some.begin(), some.begin() + static_cast<std::ptrdiff_t>(count));
  }
  const CK_RV ended = module().C_FindObjectsFinal(session);
  if (answer == CKR_OK) answer = ended;
  if (answer != CKR_OK) return token_refused("its keys can't be listed", answer);
  std::vector<Named> all;
  for (const Handle handle : handles) {
    std::array<char, label_bytes_max> text{};
    CK_ATTRIBUTE label{CKA_LABEL, text.data(), text.size()};
    const CK_RV read = module().C_GetAttributeValue(session, handle, &label, 1);
    // One that was destroyed meanwhile, has no name, or a longer one than any of ours.
    if (read == CKR_OBJECT_HANDLE_INVALID || read == CKR_ATTRIBUTE_TYPE_INVALID ||
        read == CKR_BUFFER_TOO_SMALL)
      continue;
    if (read != CKR_OK) return token_refused("a key's name can't be read", read);
    all.push_back({.label = {text.data(), label.ulValueLen}, .handle = handle});
  }
  const std::scoped_lock lock{mutex_};
  keys_ = all;
  keys_connection_ = link_->connection();
  return all;
}

Result<Handle> Token::State::find(Session session, const std::string& label) {
  {
    const std::scoped_lock lock{mutex_};
    const auto is_it = [&](const Named& named) { return named.label == label; };
    const auto found = std::ranges::find_if(keys_, is_it);
    const bool is_known = keys_connection_ == link_->connection() && found != keys_.end();
    if (is_known && std::ranges::count_if(keys_, is_it) == 1) return found->handle;
  }
  const auto all = look(session);
  if (!all) return std::unexpected{all.error()};
  const auto count = std::ranges::count(*all, label, &Named::label);
  if (count != 1)
    return token_unavailable((count == 0 ? "it has no key " : "it has more than one key ") + label);
  return std::ranges::find(*all, label, &Named::label)->handle;
}

// Under a name that nobody uses it may be taken back; once it was given its own it is anybody's, whatever the
// module says of that: others may have wrapped by it.
Result<bool> Token::State::generate(Session session, const std::string& label) {
  const auto before = look(session);
  if (!before) return std::unexpected{before.error()};
  if (std::ranges::count(*before, label, &Named::label) > 0) return false;
  CK_MECHANISM mechanism{CKM_AES_KEY_GEN, nullptr, 0};
  const CK_OBJECT_CLASS secret = CKO_SECRET_KEY;
  const CK_KEY_TYPE aes = CKK_AES;
  const CK_ULONG size = key_bytes;
  const std::string unused = label + ".being-drawn";
  std::array wanted{
      attribute(CKA_CLASS, secret),  attribute(CKA_KEY_TYPE, aes),   attribute(CKA_VALUE_LEN, size),
      attribute(CKA_LABEL, unused),  attribute(CKA_TOKEN, yes),      attribute(CKA_PRIVATE, yes),
      attribute(CKA_SENSITIVE, yes), attribute(CKA_EXTRACTABLE, no), attribute(CKA_MODIFIABLE, yes),
      attribute(CKA_ENCRYPT, yes),   attribute(CKA_DECRYPT, yes),    attribute(CKA_SIGN, yes),
      attribute(CKA_VERIFY, no),     attribute(CKA_WRAP, no),        attribute(CKA_UNWRAP, no)};
  Handle handle = 0;
  if (const CK_RV answer = module().C_GenerateKey(session, &mechanism, wanted.data(), wanted.size(), &handle);
      answer != CKR_OK)
    return token_refused("no key can be drawn in it", answer);
  const auto all = look(session);
  const bool is_free = all && std::ranges::count(*all, label, &Named::label) == 0;
  std::array name{attribute(CKA_LABEL, label)};
  if (is_free) {
    const CK_RV named = module().C_SetAttributeValue(session, handle, name.data(), name.size());
    if (named != CKR_OK) return token_refused("a key that was drawn can't be named", named);
    return true;
  }
  if (auto gone = destroy(session, handle); !gone) return std::unexpected{std::move(gone.error())};
  if (!all) return std::unexpected{all.error()};
  return false;
}

Result<std::string> Token::State::seal(Session session, Handle key, std::string_view context,
                                       std::string_view plain) {
  std::array<unsigned char, gcm_nonce_bytes> nonce{};
  const bool is_drawn = RAND_bytes(nonce.data(), static_cast<int>(nonce.size())) == 1;
  base::ensure_memory(is_drawn, "random bytes");
  // Modules differ in whether they read the length in bits.
  CK_GCM_PARAMS gcm{nonce.data(),      nonce.size(),   nonce.size() * 8,
                    bytes_of(context), context.size(), gcm_tag_bytes * 8};
  CK_MECHANISM mechanism{CKM_AES_GCM, &gcm, sizeof gcm};
  std::string sealed(plain.size() + gcm_tag_bytes, '\0');
  CK_ULONG size = sealed.size();
  CK_RV answer = module().C_EncryptInit(session, &mechanism, key);
  if (answer == CKR_OK)
    answer = module().C_Encrypt(session, bytes_of(plain), plain.size(), bytes_of(sealed), &size);
  if (answer != CKR_OK) return token_refused("it does not encrypt", answer);
  if (size != sealed.size()) return token_unavailable("it encrypts into another length than AES-GCM has");
  // Read only now: a token that draws the nonce by itself has written it there.
  return std::string{reinterpret_cast<const char*>(nonce.data()), nonce.size()}.append(sealed);
}

Result<std::optional<std::string>> Token::State::open(Session session, Handle key, std::string_view context,
                                                      std::string_view sealed) {
  if (sealed.size() < gcm_more_bytes) return std::optional<std::string>{};
  std::string_view nonce = sealed.substr(0, gcm_nonce_bytes);
  sealed.remove_prefix(gcm_nonce_bytes);
  CK_GCM_PARAMS gcm{bytes_of(nonce),   nonce.size(),   nonce.size() * 8,
                    bytes_of(context), context.size(), gcm_tag_bytes * 8};
  CK_MECHANISM mechanism{CKM_AES_GCM, &gcm, sizeof gcm};
  if (const CK_RV answer = module().C_DecryptInit(session, &mechanism, key); answer != CKR_OK)
    return token_refused("it does not decrypt", answer);
  // Some write all that they decrypt before they look at the tag.
  std::string plain(sealed.size(), '\0');
  CK_ULONG size = plain.size();
  const CK_RV answer = module().C_Decrypt(session, bytes_of(sealed), sealed.size(), bytes_of(plain), &size);
  if (answer != CKR_OK || size != sealed.size() - gcm_tag_bytes) {
    OPENSSL_cleanse(plain.data(), plain.size());
    return std::optional<std::string>{};
  }
  plain.resize(size);
  return std::optional{std::move(plain)};
}

Result<std::string> Token::State::mac(Session session, Handle key, std::string_view text) {
  CK_MECHANISM mechanism{CKM_AES_CMAC, nullptr, 0};
  std::string code(mac_bytes, '\0');
  CK_ULONG size = code.size();
  CK_RV answer = module().C_SignInit(session, &mechanism, key);
  if (answer == CKR_OK) answer = module().C_Sign(session, bytes_of(text), text.size(), bytes_of(code), &size);
  if (answer != CKR_OK) return token_refused("it makes no AES-CMAC", answer);
  if (size != code.size()) return token_unavailable("its AES-CMAC has another length");
  return code;
}

Result<std::unique_ptr<Token>> Token::open(const std::string& uri, std::unique_ptr<Pins> pins,
                                           std::chrono::milliseconds between_connections) {
  auto link = TokenLink::open(uri, std::move(pins), between_connections);
  if (!link) return std::unexpected{std::move(link.error())};
  return std::unique_ptr<Token>{new Token{std::make_unique<State>(std::move(*link))}};
}

Token::Token(std::unique_ptr<State> state) : state_{std::move(state)} {}
Token::~Token() = default;

const std::string& Token::object() const { return state_->object(); }

Result<std::vector<std::string>> Token::labels(Expect expect) {
  const auto all = state_->with_session([&](Session session) -> Result<std::vector<Named>> {
    auto found = state_->look(session);
    if (found && found->empty() && expect == Expect::some) return token_unavailable("its keys are gone");
    return found;
  });
  if (!all) return std::unexpected{all.error()};
  std::vector<std::string> labels;
  for (const Named& named : *all) labels.push_back(named.label);
  return labels;
}

// Two connections: one that has seen what the token has, and another to see that it has the key.
Result<bool> Token::generate(const std::string& label) {
  constexpr std::string_view sample = "skranke";
  if (auto anew = state_->connect_anew(); !anew) return std::unexpected{std::move(anew.error())};
  auto drawn = state_->with_session([&](Session session) { return state_->generate(session, label); });
  if (!drawn || !*drawn) return drawn;
  const auto before = mac(label, sample);
  if (!before) return std::unexpected{before.error()};
  if (auto anew = state_->connect_anew(); !anew) return std::unexpected{std::move(anew.error())};
  const auto after = mac(label, sample);
  if (!after) return std::unexpected{after.error()};
  if (*after != *before) return token_unavailable("it has another key than was drawn in it");
  return true;
}

Result<void> Token::destroy(const std::string& label) {
  return state_->with_key(label, [&](Session session, Handle key) { return state_->destroy(session, key); });
}

Result<std::string> Token::seal(const std::string& label, std::string_view context, std::string_view plain) {
  return state_->with_key(
      label, [&](Session session, Handle key) { return state_->seal(session, key, context, plain); });
}

// Modules have many answers for a wrong tag, and some the same as for a failed device. So where it refuses,
// it shows that it still opens what it seals, and refuses once more.
Result<std::optional<std::string>> Token::open(const std::string& label, std::string_view context,
                                               std::string_view sealed) {
  constexpr std::string_view sample = "skranke";
  using Opened = Result<std::optional<std::string>>;
  return state_->with_key(label, [&](Session session, Handle key) -> Opened {
    auto opened = state_->open(session, key, context, sealed);
    if (!opened || *opened) return opened;
    const auto anew = state_->seal(session, key, context, sample);
    if (!anew) return std::unexpected{anew.error()};
    const auto back = state_->open(session, key, context, *anew);
    if (!back) return std::unexpected{back.error()};
    if (!*back || **back != sample) return token_unavailable("it does not open what it sealed");
    return state_->open(session, key, context, sealed);
  });
}

Result<std::string> Token::mac(const std::string& label, std::string_view text) {
  return state_->with_key(label,
                          [&](Session session, Handle key) { return state_->mac(session, key, text); });
}

}  // namespace skranke::keys
