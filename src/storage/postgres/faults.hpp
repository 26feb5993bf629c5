// PostgreSQL's error codes as faults. SPEC: PostgreSQL 15, appendix A.
#pragma once

#include <string_view>

#include <libpq-fe.h>

#include "storage/fault.hpp"

namespace skranke::storage::postgres {

[[nodiscard]] FaultKind kind_of(std::string_view sqlstate);

// Whether libpq had no memory for what came since the last command.
[[nodiscard]] bool is_out_of_memory(const PGconn* connection);

// Of a statement that failed on `connection`; `result` may be null, as it is when the connection broke.
[[nodiscard]] Fault fault_of(const PGresult* result, const PGconn* connection);

}  // namespace skranke::storage::postgres
