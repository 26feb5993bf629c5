// SQLite's result codes as faults.
#pragma once

#include <sqlite3.h>

#include "storage/fault.hpp"

namespace skranke::storage::sqlite {

// `extended` is an extended result code of a call that failed on `handle` (null where there is none).
[[nodiscard]] Fault fault_of(int extended, sqlite3* handle);

}  // namespace skranke::storage::sqlite
