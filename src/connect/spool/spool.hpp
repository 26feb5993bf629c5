// Messages as files in a folder, for whoever fetches them there: a demonstration, or the gateway of text
// messages (NemSMS), which has no protocol that anybody may test against.
//
// A file is there as a whole or not at all, and one that is written again has the same name and takes the
// place of the first: a message has one effect here, however often it is tried.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "messages/carrier.hpp"

namespace skranke::spool {

// A folder that only its owner can read: made where it is not there. Problem (unavailable): it can't be.
[[nodiscard]] base::Result<std::filesystem::path> open_folder(const std::filesystem::path& folder);

// "ID.eml": the mail's bytes. Any mail program opens it.
class MailFolder final : public messages::MailCarrier {
 public:
  explicit MailFolder(std::filesystem::path folder) : folder_{std::move(folder)} {}
  [[nodiscard]] std::optional<booking::Trouble> carry(const messages::Mail& mail) override;

 private:
  std::filesystem::path folder_;
};

// "ID.json": {"id", "to", "language", "text"}, to as E.164 has it.
class TextMessageFolder final : public messages::TextMessageCarrier {
 public:
  explicit TextMessageFolder(std::filesystem::path folder) : folder_{std::move(folder)} {}
  [[nodiscard]] std::optional<booking::Trouble> carry(const messages::TextMessage& message) override;

 private:
  std::filesystem::path folder_;
};

// "ID.xml": a message of Digital Post, for the gateway that hands it over.
class PostFolder final {
 public:
  explicit PostFolder(std::filesystem::path folder) : folder_{std::move(folder)} {}
  // False: it could not be written.
  [[nodiscard]] bool carry(const std::string& id, std::string_view xml) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace skranke::spool
