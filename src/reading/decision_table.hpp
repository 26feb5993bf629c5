// A list as a decision table: a row for each kind of document on each line of each part, and what is asked of
// it.
//
// Rows are the very products of allowed values that the compiler makes of a line, so that a table can't say
// other than what decides: a document counts on a line of a part if and only if one of the rows of that line
// and part holds for it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "policy/program.hpp"
#include "policy/tree.hpp"
#include "reading/wording.hpp"

namespace skranke::reading {

struct TableRow {
  std::size_t part = 0;  // of the list
  std::size_t line = 0;  // of the tree
  policy::Box box;       // of any kind: the kind is `kind`
  std::size_t kind = 0;  // of the tree
};

// In the order of parts, then lines, then what a line accepts.
[[nodiscard]] std::vector<TableRow> rows_of(const policy::Tree& tree, const policy::List& list);

struct DecisionTable {
  std::string list;                 // id
  std::string caption;              // the list in words
  std::vector<std::string> parts;   // what each part takes
  std::vector<std::string> always;  // what every row asks, where it asks more than one thing
  std::vector<std::string> notes;   // what the list asks besides
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  // a cell a column; "–" where it makes no difference
};
[[nodiscard]] std::vector<DecisionTable> tables_of(const Wording& wording);

// The tables for a terminal.
[[nodiscard]] std::string tables_text(const Wording& wording);

// The rows of all lists as comma-separated values (RFC 4180): ids and values as the policy's file has them,
// with the kind's name besides.
[[nodiscard]] std::string tables_csv(const Wording& wording);

}  // namespace skranke::reading
