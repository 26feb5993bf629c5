#include "storage/postgres/faults.hpp"

#include <array>
#include <string>

namespace skranke::storage::postgres {

namespace {

struct Code {
  std::string_view prefix;
  FaultKind kind;
};

// The first prefix that fits decides.
constexpr std::array codes{
    Code{"40001", FaultKind::busy},         // serialization failure
    Code{"40P01", FaultKind::busy},         // deadlock
    Code{"55P03", FaultKind::busy},         // a lock was not free in time
    Code{"57014", FaultKind::busy},         // the statement took too long
    Code{"53300", FaultKind::busy},         // too many connections
    Code{"23505", FaultKind::unique},       //
    Code{"23503", FaultKind::foreign_key},  //
    Code{"23514", FaultKind::check},        //
    Code{"23502", FaultKind::check},        // not null
    Code{"53100", FaultKind::full},         // the disk is full
    Code{"XX001", FaultKind::corrupt},      //
    Code{"XX002", FaultKind::corrupt},      //
    Code{"08P01", FaultKind::invalid},      // not as many values as placeholders
    Code{"08", FaultKind::lost},            // the connection
    Code{"57P", FaultKind::lost},           // the server ends, or isn't ready
    Code{"25P03", FaultKind::lost},         // the session was idle within a transaction for too long
    Code{"53", FaultKind::unavailable},     // out of resources
    Code{"58", FaultKind::unavailable},     // the server's system
    Code{"28", FaultKind::unavailable},     // not let in
    Code{"3D000", FaultKind::unavailable},  // no such database
};

}  // namespace

FaultKind kind_of(std::string_view sqlstate) {
  for (const Code& code : codes) {
    if (sqlstate.starts_with(code.prefix)) return code.kind;
  }
  return FaultKind::invalid;
}

bool is_out_of_memory(const PGconn* connection) {
  return std::string_view{PQerrorMessage(connection)}.find("out of memory") != std::string_view::npos;
}

Fault fault_of(const PGresult* result, const PGconn* connection) {
  const char* state = result != nullptr ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : nullptr;
  if (state == nullptr) {
    if (PQstatus(connection) != CONNECTION_OK) return {FaultKind::lost, "the connection to PostgreSQL broke"};
    // Of libpq itself, which had no memory: the statement was run perhaps, a commit too.
    if (result == nullptr || PQresultStatus(result) == PGRES_FATAL_ERROR)
      return {FaultKind::lost, "an answer of PostgreSQL was lost"};
    return {FaultKind::invalid, "PostgreSQL: an answer of another form"};
  }
  // PRIVACY: PostgreSQL's messages and details repeat values; its names don't.
  std::string text{"PostgreSQL: SQLSTATE "};
  text += state;
  for (const int field : {PG_DIAG_TABLE_NAME, PG_DIAG_COLUMN_NAME, PG_DIAG_CONSTRAINT_NAME}) {
    if (const char* name = PQresultErrorField(result, field)) text.append(", ").append(name);
  }
  return {kind_of(state), std::move(text)};
}

}  // namespace skranke::storage::postgres
