// Master keys inside a token (token.hpp), labelled by the URI's `object`, a point and their number. They
// never leave it: each data key is wrapped and unwrapped inside.
//
// Keys of the key folder and of systemd's credentials from before go on to open what they wrapped, and are
// older than those of the token; no new one is drawn there.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "connect/keys/master_folder.hpp"
#include "connect/keys/master_keys.hpp"
#include "connect/keys/token.hpp"

namespace skranke::keys {

class MasterToken final : public MasterStore {
 public:
  // A `pin-source` without a path from the root on is a file of the credentials or of the folder. A PIN that
  // the token refused is remembered there by its hash (`master.pin-refused`), and not tried again. Where
  // neither has a key, the first is drawn in the token, or that is a Problem. Problem: as Token::open, as
  // MasterFolder::open, or the folder has a key of a number that the token has too (unavailable).
  [[nodiscard]] static base::Result<std::unique_ptr<MasterToken>> open(
      const std::string& uri, const std::filesystem::path& folder, const std::filesystem::path& credentials,
      NoMaster none, std::chrono::milliseconds between_connections = between_connections_default);

  [[nodiscard]] std::vector<std::int64_t> generations() const override;
  // In the token.
  [[nodiscard]] base::Result<std::int64_t> draw_next() override;
  [[nodiscard]] bool is_in_token(std::int64_t generation) const override { return has(generation); }
  // In the token, or in the folder.
  [[nodiscard]] base::Result<void> remove(std::int64_t generation) override;

  [[nodiscard]] desk::MasterKey newest() const override;
  [[nodiscard]] base::Result<void> look_again() override;
  [[nodiscard]] base::Result<std::string> wrap(std::int64_t generation, std::string_view subject,
                                               const Key& key) const override;
  [[nodiscard]] base::Result<Key> unwrap(std::int64_t generation, std::string_view subject,
                                         std::string_view wrapped) const override;

 private:
  MasterToken(std::unique_ptr<Token> token, std::unique_ptr<MasterFolder> older,
              std::filesystem::path folder);
  [[nodiscard]] std::string label_of(std::int64_t generation) const;
  [[nodiscard]] bool has(std::int64_t generation) const;
  [[nodiscard]] bool expects_some() const;
  [[nodiscard]] base::Result<void> look_until_settled();

  std::filesystem::path folder_;
  std::unique_ptr<Token> token_;
  std::unique_ptr<MasterFolder> older_;
  std::string prefix_;
  mutable std::mutex mutex_;
  std::set<std::int64_t> inside_;  // the token
  desk::MasterKey newest_;
};

}  // namespace skranke::keys
