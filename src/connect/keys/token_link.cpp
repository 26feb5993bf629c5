#include "connect/keys/token_link.hpp"

#include <openssl/crypto.h>

#include "base/memory.hpp"

namespace skranke::keys {
namespace {

using base::Result;

constexpr std::size_t idle_sessions_max = 16;

std::unexpected<base::Problem> wrong_uri(std::string_view expected) {
  return base::fail(base::Fault::invalid_value, std::string{"a token's URI: expected "}.append(expected));
}

// Parts that are parsed and that nobody here looks at.
bool names_more_than_is_asked_for(P11KitUri& uri) {
  CK_ULONG count = 0;
  const CK_ATTRIBUTE* const attributes = p11_kit_uri_get_attributes(&uri, &count);
  for (CK_ULONG i = 0; i < count; ++i)
    if (attributes[i].type != CKA_LABEL) return true;
  constexpr auto no_slot = static_cast<CK_SLOT_ID>(-1);
  return p11_kit_uri_get_slot_id(&uri) != no_slot || p11_kit_uri_get_module_name(&uri) != nullptr;
}

}  // namespace

std::unexpected<base::Problem> token_refused(std::string_view what, CK_RV answer) {
  return token_unavailable(std::string{what}.append(": ").append(p11_kit_strerror(answer)));
}

std::unexpected<base::Problem> token_unavailable(std::string_view what) {
  return base::fail(base::Fault::unavailable, std::string{"the token: "}.append(what));
}

Result<std::unique_ptr<TokenLink>> TokenLink::open(const std::string& uri, std::unique_ptr<Pins> pins,
                                                   std::chrono::milliseconds between_connections) {
  Uri parsed{p11_kit_uri_new()};
  base::ensure_memory(parsed != nullptr, "a URI");
  if (p11_kit_uri_parse(uri.c_str(), P11_KIT_URI_FOR_ANY, parsed.get()) != P11_KIT_URI_OK ||
      p11_kit_uri_any_unrecognized(parsed.get()) != 0)
    return wrong_uri("pkcs11:token=NAME;object=NAME?module-path=FILE&pin-source=FILE (RFC 7512)");
  if (p11_kit_uri_get_pin_value(parsed.get()) != nullptr)
    return wrong_uri("pin-source, a file with the PIN, instead of pin-value");
  if (names_more_than_is_asked_for(*parsed))
    return wrong_uri("token, serial, manufacturer or model, and object; no other part says which key it is");
  const char* const path = p11_kit_uri_get_module_path(parsed.get());
  if (path == nullptr || path[0] != '/') return wrong_uri("module-path, from the root on");
  if (p11_kit_uri_get_attribute(parsed.get(), CKA_LABEL) == nullptr)
    return wrong_uri("object, a name for the keys of this database and of no other");
  std::unique_ptr<TokenLink> link{new TokenLink{std::move(parsed), std::move(pins), between_connections}};
  link->module_ = p11_kit_module_load(path, 0);
  if (link->module_ == nullptr)
    return token_unavailable(std::string{path}.append(" is no PKCS #11 module that can be loaded"));
  if (auto connected = link->connect(); !connected) return std::unexpected{std::move(connected.error())};
  return link;
}

TokenLink::TokenLink(Uri uri, std::unique_ptr<Pins> pins, std::chrono::milliseconds between_connections)
    : uri_{std::move(uri)}, pins_{std::move(pins)}, between_connections_{between_connections} {
  const CK_ATTRIBUTE* const label = p11_kit_uri_get_attribute(uri_.get(), CKA_LABEL);
  if (label != nullptr) object_.assign(static_cast<const char*>(label->pValue), label->ulValueLen);
}

TokenLink::~TokenLink() {
  if (is_initialized_) p11_kit_module_finalize(module_);
  if (module_ != nullptr) p11_kit_module_release(module_);
}

Result<bool> TokenLink::connect_again(std::uint64_t seen) {
  const std::unique_lock lock{module_mutex_};
  if (connection_ != seen) return true;
  if (Clock::now() - connected_at_ < between_connections_) return false;
  if (auto connected = connect(); !connected) return std::unexpected{std::move(connected.error())};
  return true;
}

Result<void> TokenLink::connect_anew() {
  const std::unique_lock lock{module_mutex_};
  if (is_pin_refused_) return token_unavailable("its PIN was refused");
  return connect();
}

Result<void> TokenLink::connect() {
  connected_at_ = Clock::now();
  ++connection_;
  if (is_initialized_) p11_kit_module_finalize(module_);
  is_initialized_ = false;
  slot_.reset();
  idle_.clear();
  if (const CK_RV answer = p11_kit_module_initialize(module_); answer != CKR_OK)
    return token_refused("its module does not start", answer);
  is_initialized_ = true;
  const auto slot = find_slot();
  if (!slot) return std::unexpected{slot.error()};
  // It stays open and is handed out to nobody: with the last session the login would end.
  const auto session = new_session(*slot);
  if (!session) return std::unexpected{session.error()};
  if (auto logged_in = log_in(*session); !logged_in) return logged_in;
  slot_ = *slot;
  return {};
}

Result<CK_SLOT_ID> TokenLink::find_slot() {
  constexpr CK_BBOOL with_token = 1;
  CK_ULONG count = 0;
  CK_RV answer = module_->C_GetSlotList(with_token, nullptr, &count);
  std::vector<CK_SLOT_ID> slots(count);
  if (answer == CKR_OK && count > 0) answer = module_->C_GetSlotList(with_token, slots.data(), &count);
  if (answer != CKR_OK) return token_refused("its slots can't be listed", answer);
  slots.resize(count);
  std::vector<CK_SLOT_ID> found;
  for (const CK_SLOT_ID slot : slots) {
    CK_TOKEN_INFO info{};
    if (module_->C_GetTokenInfo(slot, &info) == CKR_OK &&
        p11_kit_uri_match_token_info(uri_.get(), &info) == 1)
      found.push_back(slot);
  }
  if (found.empty()) return token_unavailable("none is there that the URI describes");
  if (found.size() > 1) return token_unavailable("the URI describes more than one; add its serial");
  return found.front();
}

Result<TokenLink::Session> TokenLink::new_session(CK_SLOT_ID slot) {
  Session session = 0;
  const CK_RV answer =
      module_->C_OpenSession(slot, CKF_SERIAL_SESSION | CKF_RW_SESSION, nullptr, nullptr, &session);
  if (answer != CKR_OK) return token_refused("no session", answer);
  return session;
}

Result<void> TokenLink::log_in(Session session) {
  const char* const source = p11_kit_uri_get_pin_source(uri_.get());
  if (source == nullptr) return {};
  if (is_pin_refused_) return token_unavailable("its PIN was refused");
  auto pin = pins_->read(source);
  if (!pin) return std::unexpected{std::move(pin.error())};
  const CK_RV answer =
      module_->C_Login(session, CKU_USER, reinterpret_cast<unsigned char*>(pin->data()), pin->size());
  const bool is_in = answer == CKR_OK || answer == CKR_USER_ALREADY_LOGGED_IN;
  is_pin_refused_ = answer == CKR_PIN_INCORRECT || answer == CKR_PIN_LOCKED || answer == CKR_PIN_EXPIRED ||
                    answer == CKR_PIN_LEN_RANGE || answer == CKR_PIN_INVALID;
  if (is_pin_refused_) pins_->was_refused(*pin);
  OPENSSL_cleanse(pin->data(), pin->size());
  if (is_in) return {};
  return token_refused("the login is refused", answer);
}

Result<TokenLink::Session> TokenLink::take_session() {
  if (is_pin_refused_)
    return token_unavailable("its PIN was refused, and is not tried again before a new start: tokens lock");
  if (!slot_) return token_unavailable("it is not connected");
  {
    const std::scoped_lock lock{idle_mutex_};
    if (!idle_.empty()) {
      const Session session = idle_.back();
      idle_.pop_back();
      return session;
    }
  }
  return new_session(*slot_);
}

// One that failed may have an operation begun in it.
void TokenLink::give_back(Session session, bool is_sound) {
  {
    const std::scoped_lock lock{idle_mutex_};
    if (is_sound && idle_.size() < idle_sessions_max) {
      idle_.push_back(session);
      return;
    }
  }
  module_->C_CloseSession(session);
}

}  // namespace skranke::keys
