// The register's key out of the key folder, held against the database that it is for.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "connect/keys/register_key.hpp"
#include "storage/database.hpp"

namespace skranke::app {

inline constexpr const char* default_keys = "var/keys";

// For who reads: null where there is no key and the database needs none. Problem (unavailable): the register
// is sealed and this is not its key, with what would be right; the folder or the database can't be read.
[[nodiscard]] base::Result<std::unique_ptr<keys::RegisterKey>> register_key_to_read(
    const std::filesystem::path& folder, storage::Database& database);

// For who imports and who serves: the key is drawn where neither it is there nor anything sealed by it.
// Problems as above.
[[nodiscard]] base::Result<std::unique_ptr<keys::RegisterKey>> register_key_to_write(
    const std::filesystem::path& folder, storage::Database& database);

// A key that was read before its database could be. Problem (unavailable) as above.
[[nodiscard]] base::Result<void> check_register_key(const keys::RegisterKey* key,
                                                    const std::filesystem::path& folder,
                                                    storage::Database& database);

}  // namespace skranke::app
