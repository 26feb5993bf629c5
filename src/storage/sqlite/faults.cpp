#include "storage/sqlite/faults.hpp"

namespace skranke::storage::sqlite {

namespace {

FaultKind constraint_kind(int extended) {
  switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return FaultKind::unique;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return FaultKind::foreign_key;
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_NOTNULL:
      return FaultKind::check;
    default:
      return FaultKind::invalid;
  }
}

FaultKind kind_of(int extended) {
  if (extended == SQLITE_IOERR_CORRUPTFS) return FaultKind::corrupt;
  switch (extended & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return FaultKind::busy;
    case SQLITE_CONSTRAINT:
      return constraint_kind(extended);
    case SQLITE_FULL:
      return FaultKind::full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return FaultKind::corrupt;
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_NOMEM:
    case SQLITE_NOLFS:
      return FaultKind::unavailable;
    default:
      return FaultKind::invalid;
  }
}

}  // namespace

Fault fault_of(int extended, sqlite3* handle) {
  // PRIVACY: SQLite's messages name tables, columns and constraints and quote statements, never bound values.
  std::string text{"SQLite: "};
  text += handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(extended);
  text.append(" (").append(std::to_string(extended)).append(")");
  return {kind_of(extended), std::move(text)};
}

}  // namespace skranke::storage::sqlite
