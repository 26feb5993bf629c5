// Sealing under data keys, which master keys wrap.
//
// What is sealed is a version byte and AES-256-GCM (gcm.hpp) with the context as associated data. Version 2
// is under the data key; version 1, by the one key `cases.key` of the key folder, is what there was before
// data keys: it is still opened, and nothing new is sealed so. A data key is unwrapped for the one call that
// needs it, which takes about a microsecond, and wiped: there is no memory of them that a destroyed key could
// live on in.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "connect/keys/master_keys.hpp"

namespace skranke::keys {

class Envelope final : public desk::Sealer {
 public:
  // With the master keys of the token, or of the folder and of systemd's credentials (open_masters); the
  // first is drawn where there is none, or that is a Problem. Problem: as open_masters, or `cases.key` is no
  // key (unavailable).
  [[nodiscard]] static base::Result<std::unique_ptr<Envelope>> open(const std::filesystem::path& folder,
                                                                    NoMaster none = NoMaster::draw);
  // With master keys from elsewhere; the folder may have a `cases.key`.
  [[nodiscard]] static base::Result<std::unique_ptr<Envelope>> open(std::unique_ptr<MasterKeys> masters,
                                                                    const std::filesystem::path& folder);

  ~Envelope() override;
  Envelope(const Envelope&) = delete;
  Envelope& operator=(const Envelope&) = delete;
  Envelope(Envelope&&) = delete;
  Envelope& operator=(Envelope&&) = delete;

  [[nodiscard]] desk::MasterKey newest() const override { return masters_->newest(); }
  [[nodiscard]] base::Result<void> look_again() const override { return masters_->look_again(); }
  [[nodiscard]] base::Result<desk::DataKey> draw(std::string_view subject) const override;
  [[nodiscard]] base::Result<desk::DataKey> wrapped_anew(const desk::DataKey& key) const override;
  [[nodiscard]] base::Result<std::string> seal(const desk::DataKey& key, std::string_view context,
                                               const base::PersonalText& text) const override;
  [[nodiscard]] base::Result<base::PersonalText> open(const desk::DataKey& key, std::string_view context,
                                                      std::string_view sealed) const override;

 private:
  Envelope(std::unique_ptr<MasterKeys> masters, std::optional<Key> cases)
      : masters_{std::move(masters)}, cases_{cases} {}
  // Looks again where the generation is not known.
  [[nodiscard]] base::Result<Key> unwrapped(const desk::DataKey& key) const;
  [[nodiscard]] base::Result<desk::DataKey> wrapped(const std::string& subject, const Key& key) const;

  std::unique_ptr<MasterKeys> masters_;
  std::optional<Key> cases_;
};

}  // namespace skranke::keys
