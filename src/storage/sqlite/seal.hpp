// skranke_seal(column, …): what the log's triggers note of a row (storage/watch.hpp).
#pragma once

#include <sqlite3.h>

namespace skranke::storage::sqlite {

// Gives the connection the function: a blob of a salt of 16 random bytes, and the commitment to the columns
// under it. A shell without the function can't write to watched tables, since their triggers fail.
void add_seal(sqlite3* handle);

// skranke_forget(): what the transaction overwrites must not stay in the write-ahead log. Sets `is_asked`,
// which outlives the connection's handle.
void add_forget(sqlite3* handle, bool& is_asked);

}  // namespace skranke::storage::sqlite
