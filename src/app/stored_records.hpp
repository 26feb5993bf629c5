// The imported register as what the stand-in of CPR Direkte answers with.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "connect/cpr_direkte/stand_in/record_source.hpp"

namespace skranke::app {

// Opens the database; `keys` is the folder with register.key. Problem (unavailable) if it can't be opened, or
// the key is not its register's. A database that fails later has no records.
[[nodiscard]] base::Result<std::unique_ptr<cpr_direkte::stand_in::RecordSource>> open_stored_records(
    const std::string& url, const std::string& keys);

}  // namespace skranke::app
