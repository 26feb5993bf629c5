#include "connect/keys/envelope.hpp"

#include <array>
#include <utility>

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "base/memory.hpp"
#include "connect/keys/gcm.hpp"

namespace skranke::keys {
namespace {

using base::Result;

constexpr char by_cases_key = 1;
constexpr char by_data_key = 2;

// A key that is wiped at the end of the block.
class Fleeting {
 public:
  explicit Fleeting(const Key& key) : key_{key} {}
  Fleeting(const Fleeting&) = delete;
  Fleeting& operator=(const Fleeting&) = delete;
  ~Fleeting() { OPENSSL_cleanse(key_.data(), key_.size()); }
  [[nodiscard]] const Key& key() const { return key_; }

 private:
  Key key_;
};

std::unexpected<base::Problem> not_ours() {
  return base::fail(base::Fault::invalid_value,
                    "sealed data: expected what this installation sealed for this context, unchanged");
}

}  // namespace

Result<std::unique_ptr<Envelope>> Envelope::open(const std::filesystem::path& folder, NoMaster none) {
  auto masters = open_masters(folder, credentials_folder(), none);
  if (!masters) return std::unexpected{std::move(masters.error())};
  return open(std::move(*masters), folder);
}

Result<std::unique_ptr<Envelope>> Envelope::open(std::unique_ptr<MasterKeys> masters,
                                                 const std::filesystem::path& folder) {
  auto cases = find_key(folder / "cases.key");
  if (!cases) return std::unexpected{std::move(cases.error())};
  std::unique_ptr<Envelope> opened{new Envelope{std::move(masters), *cases}};
  if (*cases) OPENSSL_cleanse((*cases)->data(), (*cases)->size());
  return opened;
}

Envelope::~Envelope() {
  if (cases_) OPENSSL_cleanse(cases_->data(), cases_->size());
}

Result<desk::DataKey> Envelope::wrapped(const std::string& subject, const Key& key) const {
  const std::int64_t generation = masters_->newest().generation;
  auto bytes = masters_->wrap(generation, subject, key);
  if (!bytes) return std::unexpected{std::move(bytes.error())};
  return desk::DataKey{.subject = subject, .generation = generation, .wrapped = std::move(*bytes)};
}

Result<desk::DataKey> Envelope::draw(std::string_view subject) const {
  Key key{};
  const bool is_drawn = RAND_bytes(key.data(), static_cast<int>(key.size())) == 1;
  base::ensure_memory(is_drawn, "random bytes");
  const Fleeting fleeting{key};
  OPENSSL_cleanse(key.data(), key.size());
  return wrapped(std::string{subject}, fleeting.key());
}

Result<Key> Envelope::unwrapped(const desk::DataKey& key) const {
  if (key.generation == 0) {
    return base::fail(base::Fault::invalid_value,
                      "sealed data: its data key was destroyed, and so it can't be opened");
  }
  auto opened = masters_->unwrap(key.generation, key.subject, key.wrapped);
  if (opened || opened.error().fault != base::Fault::unavailable) return opened;
  if (auto looked = masters_->look_again(); !looked) return std::unexpected{std::move(looked.error())};
  return masters_->unwrap(key.generation, key.subject, key.wrapped);
}

Result<desk::DataKey> Envelope::wrapped_anew(const desk::DataKey& key) const {
  auto opened = unwrapped(key);
  if (!opened) return std::unexpected{std::move(opened.error())};
  const Fleeting fleeting{*opened};
  OPENSSL_cleanse(opened->data(), opened->size());
  return wrapped(key.subject, fleeting.key());
}

Result<std::string> Envelope::seal(const desk::DataKey& key, std::string_view context,
                                   const base::PersonalText& text) const {
  auto opened = unwrapped(key);
  if (!opened) return std::unexpected{std::move(opened.error())};
  const Fleeting fleeting{*opened};
  OPENSSL_cleanse(opened->data(), opened->size());
  return std::string{by_data_key} + gcm_seal(fleeting.key(), context, text.reveal());
}

Result<base::PersonalText> Envelope::open(const desk::DataKey& key, std::string_view context,
                                          std::string_view sealed) const {
  if (sealed.empty()) return not_ours();
  std::optional<std::string> plain;
  if (sealed.front() == by_data_key) {
    auto opened = unwrapped(key);
    if (!opened) return std::unexpected{std::move(opened.error())};
    const Fleeting fleeting{*opened};
    OPENSSL_cleanse(opened->data(), opened->size());
    plain = gcm_open(fleeting.key(), context, sealed.substr(1));
  } else if (sealed.front() == by_cases_key && cases_) {
    plain = gcm_open(*cases_, context, sealed.substr(1));
  }
  if (!plain) return not_ours();
  return base::PersonalText{std::move(*plain)};
}

}  // namespace skranke::keys
