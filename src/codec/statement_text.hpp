// Statements from JSON lines, and the alerts over them to JSON (`skranke witness patterns`).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "witness/patterns.hpp"
#include "witness/statement_table.hpp"

namespace skranke::codec {

// Holds the parser's buffers: one object serves one thread, any number of lines.
class StatementReader {
 public:
  StatementReader();
  ~StatementReader();
  StatementReader(StatementReader&&) noexcept;
  StatementReader& operator=(StatementReader&&) noexcept;

  // Reads {"day", "witness", "applicant", "officer", "centre", "face_bound", "professional"}, of which the
  // last is false where it is left out. Ids are 1 to limits::id_bytes_max printable characters of ASCII
  // without spaces; nobody is their own witness, nor the officer their own (W8). The texts are valid until
  // the next call. Problems as everywhere: they name a key and what would be right, never a value.
  [[nodiscard]] base::Result<witness::WrittenStatement> read(std::string_view line);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Appends one JSON object without a line end: {"rule", "first_day", "last_day", "depth"?, "cut"?, "persons",
// "officers", "centres", "statements"}, the last as they were read, in the ledger's order.
void append_alert(std::string& out, const witness::StatementTable& table, const witness::Alert& alert);

}  // namespace skranke::codec
