// Notices by Digital Post: from the outbox's event to a file in the folder of their gateway.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "app/handover_sender.hpp"
#include "app/handover_settings.hpp"
#include "app/texts.hpp"
#include "base/result.hpp"
#include "connect/spool/spool.hpp"

namespace skranke::app {

class PostOffice {
 public:
  // Null where no folder is named. Problems: settings that can't be (invalid_value, with the flag's name), a
  // folder that can't be used.
  [[nodiscard]] static base::Result<std::unique_ptr<PostOffice>> open(const HandoverSettings& settings,
                                                                      const std::filesystem::path& home);

  // Writes the message of an event whose payload is record::post_payload. The same event is the same file.
  [[nodiscard]] Carried carry(const storage::Handover& event, const base::PersonalText& payload) const;

 private:
  PostOffice(std::filesystem::path folder, std::string cvr, std::string sender)
      : folder_{std::move(folder)}, cvr_{std::move(cvr)}, sender_{std::move(sender)} {}

  spool::PostFolder folder_;
  std::string cvr_;
  std::string sender_;
  std::map<std::string, Texts> texts_;  // of the languages that have every text
};

}  // namespace skranke::app
