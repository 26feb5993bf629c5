// Values as PostgreSQL's binary format has them, and back.
//
// Binary both ways, so that no value is written out and read again; each argument's type is declared when its
// statement is prepared, so that no bytes are ever taken for a value of another type.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include <libpq-fe.h>

#include "storage/database.hpp"

namespace skranke::storage::postgres {

// The type that an argument is declared as; 0, "find out", for NULL.
[[nodiscard]] Oid type_of(const Argument& argument);

// One row of arguments in the form that libpq takes. Views into the arguments, but for integers.
class Parameters {
 public:
  // FaultKind::invalid for a text that can't be stored.
  [[nodiscard]] Outcome<void> set(std::span<const Argument> arguments);

  [[nodiscard]] int size() const { return static_cast<int>(values_.size()); }
  [[nodiscard]] const char* const* values() const { return values_.data(); }
  [[nodiscard]] const int* lengths() const { return lengths_.data(); }
  [[nodiscard]] const int* formats() const { return formats_.data(); }

 private:
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
  std::vector<std::array<char, 8>> integers_;
};

// FaultKind::invalid where a column is neither integer, truth value, text nor bytes.
[[nodiscard]] Outcome<Rows> take_rows(const PGresult* result);

}  // namespace skranke::storage::postgres
