// Master keys as files of 32 bytes: `master.1.key`, `master.2.key` … in the key folder, or as credentials of
// systemd with these names (`LoadCredentialEncrypted=master.1.key`), which it decrypts into
// $CREDENTIALS_DIRECTORY.
//
// Keys are wrapped with AES-256-GCM; the generation and the subject are associated data.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <vector>

#include "connect/keys/master_keys.hpp"

namespace skranke::keys {

class MasterFolder final : public MasterStore {
 public:
  // Reads the keys of both; where there is none, the first is drawn into the folder, or it stays empty. Two
  // programs that start at once use the same one. `credentials` is empty where systemd gives none. Problem
  // (unavailable): a folder can't be made or read, a key has another length, others than its owner can read
  // it, or both have different keys of one number.
  [[nodiscard]] static base::Result<std::unique_ptr<MasterFolder>> open(
      const std::filesystem::path& folder, const std::filesystem::path& credentials = {},
      NoMaster none = NoMaster::draw);

  ~MasterFolder() override;
  MasterFolder(const MasterFolder&) = delete;
  MasterFolder& operator=(const MasterFolder&) = delete;
  MasterFolder(MasterFolder&&) = delete;
  MasterFolder& operator=(MasterFolder&&) = delete;

  [[nodiscard]] std::vector<std::int64_t> generations() const override;
  // Into the folder.
  [[nodiscard]] base::Result<std::int64_t> draw_next() override;
  [[nodiscard]] bool is_in_token(std::int64_t /*generation*/) const override { return false; }
  // Overwrites the file of the folder and takes it away.
  [[nodiscard]] base::Result<void> remove(std::int64_t generation) override;

  // Not of an empty one.
  [[nodiscard]] desk::MasterKey newest() const override;
  [[nodiscard]] base::Result<void> look_again() override;
  [[nodiscard]] base::Result<std::string> wrap(std::int64_t generation, std::string_view subject,
                                               const Key& key) const override;
  [[nodiscard]] base::Result<Key> unwrap(std::int64_t generation, std::string_view subject,
                                         std::string_view wrapped) const override;

 private:
  using All = std::map<std::int64_t, Key>;

  MasterFolder(std::filesystem::path folder, std::filesystem::path credentials, NoMaster none)
      : folder_{std::move(folder)}, credentials_{std::move(credentials)}, none_{none} {}
  [[nodiscard]] base::Result<All> read() const;
  [[nodiscard]] std::optional<Key> find(std::int64_t generation) const;

  std::filesystem::path folder_;
  std::filesystem::path credentials_;
  NoMaster none_;
  mutable std::shared_mutex mutex_;
  All keys_;  // never empty once open, where the first is drawn
};

}  // namespace skranke::keys
