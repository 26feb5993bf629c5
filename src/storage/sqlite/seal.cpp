#include "storage/sqlite/seal.hpp"

#include <new>
#include <span>
#include <string>

#include "base/ensure.hpp"
#include "ledger/entry.hpp"

namespace skranke::storage::sqlite {
namespace {

std::string_view bytes_in(sqlite3_value* value) {
  // The pointer first: asking for it may change the length.
  const auto* const bytes = static_cast<const char*>(sqlite3_value_blob(value));
  return {bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

void add(ledger::RowBytes& row, sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_NULL:
      return row.add_null();
    case SQLITE_INTEGER:
      return row.add(sqlite3_value_int64(value));
    case SQLITE_BLOB:
      return row.add_bytes(bytes_in(value));
    default:
      return row.add_text(bytes_in(value));
  }
}

std::string sealed_row(std::span<sqlite3_value* const> values) {
  std::string sealed(ledger::salt_bytes, '\0');
  // ChaCha20 under a key that SQLite takes from the system once.
  sqlite3_randomness(static_cast<int>(sealed.size()), sealed.data());
  ledger::RowBytes row;
  for (sqlite3_value* value : values) add(row, value);
  sealed.append(ledger::bytes_of(ledger::commitment(sealed, row)));
  return sealed;
}

// INVARIANT: nothing is thrown through SQLite, whose connection would take no statement any more.
void seal(sqlite3_context* context, int count, sqlite3_value** values) noexcept {
  try {
    const std::string sealed = sealed_row({values, static_cast<std::size_t>(count)});
    sqlite3_result_blob64(context, sealed.data(), sealed.size(), SQLITE_TRANSIENT);
  } catch (const std::bad_alloc&) {
    sqlite3_result_error_nomem(context);
  }
}

void forget(sqlite3_context* context, int /*count*/, sqlite3_value** /*values*/) noexcept {
  *static_cast<bool*>(sqlite3_user_data(context)) = true;
  sqlite3_result_int(context, 1);
}

}  // namespace

void add_forget(sqlite3* handle, bool& is_asked) {
  const int code = sqlite3_create_function_v2(handle, "skranke_forget", 0, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                              &is_asked, forget, nullptr, nullptr, nullptr);
  base::ensure(code == SQLITE_OK, "a function can be added to a new connection");
}

void add_seal(sqlite3* handle) {
  const int code = sqlite3_create_function_v2(handle, "skranke_seal", -1, SQLITE_UTF8 | SQLITE_INNOCUOUS,
                                              nullptr, seal, nullptr, nullptr, nullptr);
  base::ensure(code == SQLITE_OK, "a function can be added to a new connection");
}

}  // namespace skranke::storage::sqlite
