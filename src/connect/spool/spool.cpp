#include "connect/spool/spool.hpp"

#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <boost/json.hpp>
#include <fcntl.h>
#include <unistd.h>

#include "disk/disk.hpp"

namespace skranke::spool {
namespace {

namespace fs = std::filesystem;
using booking::Trouble;

// Under a name that starts with a dot first: who looks for messages does not see it. Both the file and its
// name are on the disk when this returns true.
bool put(const fs::path& folder, const std::string& file_name, std::string_view bytes) {
  std::string hidden = (folder / ("." + file_name + ".XXXXXX")).string();
  const disk::Descriptor made{::mkostemp(hidden.data(), O_CLOEXEC)};
  if (!made.is_open()) return false;
  const bool is_put = disk::write_all(made, bytes) && disk::sync(made) &&
                      std::rename(hidden.c_str(), (folder / file_name).c_str()) == 0;
  if (!is_put) {
    ::unlink(hidden.c_str());
    return false;
  }
  return disk::sync_folder(folder);
}

}  // namespace

base::Result<fs::path> open_folder(const fs::path& folder) {
  std::error_code error;
  const bool is_new = fs::create_directories(folder, error);
  if (error) return base::fail(base::Fault::unavailable, folder.string() + ": " + error.message());
  if (is_new) fs::permissions(folder, fs::perms::owner_all, error);
  if (::access(folder.c_str(), W_OK | X_OK) != 0)
    return base::fail(base::Fault::unavailable,
                      folder.string() + ": expected a folder that this program can write to");
  return folder;
}

std::optional<Trouble> MailFolder::carry(const messages::Mail& mail) {
  if (put(folder_, mail.id + ".eml", mail.bytes)) return std::nullopt;
  return Trouble::unreachable;
}

std::optional<Trouble> TextMessageFolder::carry(const messages::TextMessage& message) {
  const boost::json::object object{
      {"id", message.id}, {"to", message.to}, {"language", message.language}, {"text", message.text}};
  if (put(folder_, message.id + ".json", boost::json::serialize(object) + "\n")) return std::nullopt;
  return Trouble::unreachable;
}

bool PostFolder::carry(const std::string& id, std::string_view xml) const {
  return put(folder_, id + ".xml", xml);
}

}  // namespace skranke::spool
