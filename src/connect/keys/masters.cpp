// Where the master keys of an installation are: in a token, or in its key folder.

#include <cstdlib>
#include <optional>
#include <system_error>
#include <utility>

#include "connect/keys/master_folder.hpp"
#include "connect/keys/master_keys.hpp"
#include "connect/keys/master_token.hpp"

namespace skranke::keys {
namespace {

namespace fs = std::filesystem;
using base::Result;

constexpr std::size_t uri_bytes_max = 4096;

// The URI that one of the files has; empty where there is none.
Result<std::string> uri_in(const fs::path& folder, const fs::path& credentials) {
  std::error_code error;
  const fs::path file = folder / token_file;
  const fs::path handed_over = credentials / token_file;
  const bool is_handed_over = !credentials.empty() && fs::exists(handed_over, error);
  if (!is_handed_over && !fs::exists(file, error) && !error) return std::string{};
  auto uri = is_handed_over ? read_credential(handed_over, uri_bytes_max) : read_secret(file, uri_bytes_max);
  if (!uri) return uri;
  while (!uri->empty() && (uri->back() == '\n' || uri->back() == '\r')) uri->pop_back();
  if (uri->empty()) return wrong_file(is_handed_over ? handed_over : file, "expected the URI of a token");
  return uri;
}

}  // namespace

fs::path credentials_folder() {
  const char* const folder = std::getenv("CREDENTIALS_DIRECTORY");
  return folder == nullptr ? "" : folder;
}

Result<std::unique_ptr<MasterStore>> open_masters(const fs::path& folder, const fs::path& credentials,
                                                  NoMaster none) {
  const auto uri = uri_in(folder, credentials);
  if (!uri) return std::unexpected{uri.error()};
  if (!uri->empty()) {
    auto token = MasterToken::open(*uri, folder, credentials, none);
    if (!token) {
      return base::fail(token.error().fault, std::string{token_file}.append(": ").append(token.error().text));
    }
    return token;
  }
  auto keys = MasterFolder::open(folder, credentials, none);
  if (!keys) return std::unexpected{std::move(keys.error())};
  if ((*keys)->generations().empty()) return wrong_file(folder, "there is no master key");
  return keys;
}

}  // namespace skranke::keys
