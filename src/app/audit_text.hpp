// What an audit of the log says, as JSON; and doing one, with its progress told. See docs/log.md.
#pragma once

#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "base/result.hpp"
#include "ledger/checkpoint.hpp"
#include "storage/log/log_audit.hpp"

namespace skranke::app {

// A database that is only looked at. Problem (unavailable), with `name` before it: it can't be opened so.
[[nodiscard]] base::Result<std::unique_ptr<storage::Database>> open_to_read(const std::string& url,
                                                                            const std::string& name);

// Problem: as storage::audit_log.
[[nodiscard]] base::Result<storage::Audit> audited(storage::Database& database,
                                                   std::vector<ledger::Checkpoint> earlier, bool is_quiet);

// "verified" or "altered", size and root, and what was found.
[[nodiscard]] boost::json::object told(const storage::Audit& audit);

}  // namespace skranke::app
