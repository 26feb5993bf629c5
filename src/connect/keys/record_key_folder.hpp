// The keys under records, as files of the key folder.
//
// `record-0001.pem`, `record-0002.pem` … are P-256 keys (PKCS #8), each with its public half beside it
// (`record-0001.pub`). The one with the highest number signs. Rotation makes the next and takes the private
// half of the one before away: it checks what it signed for good, and signs no more.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "desk/port/record_keys.hpp"

namespace skranke::keys {

class RecordKeyFolder final : public desk::RecordKeys {
 public:
  // Reads the keys; where there is none, the first is drawn. Two programs that start at once use the same
  // one. Problem (unavailable): the folder can't be made or read, a file is no such key, or others can read a
  // private one.
  [[nodiscard]] static base::Result<std::unique_ptr<RecordKeyFolder>> open(
      const std::filesystem::path& folder);

  // Makes a new current key, and gives its id. Servers that run sign with the one before, which stays
  // published, until they start again. Problem: as above.
  [[nodiscard]] static base::Result<std::string> rotate(const std::filesystem::path& folder);

  ~RecordKeyFolder() override;
  RecordKeyFolder(const RecordKeyFolder&) = delete;
  RecordKeyFolder& operator=(const RecordKeyFolder&) = delete;
  RecordKeyFolder(RecordKeyFolder&&) = delete;
  RecordKeyFolder& operator=(RecordKeyFolder&&) = delete;

  [[nodiscard]] std::string sign(std::string_view payload) const override;
  [[nodiscard]] const std::string& key_set() const override { return key_set_; }
  // The id of the key that signs: the thumbprint of its JWK (RFC 7638).
  [[nodiscard]] const std::string& current() const { return current_; }

 private:
  struct Handle;  // of the library
  RecordKeyFolder();

  std::unique_ptr<Handle> key_;
  std::string current_;
  std::string key_set_;
};

}  // namespace skranke::keys
