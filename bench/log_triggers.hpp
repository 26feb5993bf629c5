// The log's triggers, taken off and put back: what a transaction costs without the log.
#pragma once

#include "storage/database.hpp"

namespace skranke::bench {

// Of every watched table, or of the named ones only. Ends the program where it can't be done.
void set_log_triggers(storage::Database& database, bool is_on,
                      std::initializer_list<std::string_view> only = {});

}  // namespace skranke::bench
