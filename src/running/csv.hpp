// Comma-separated values that a spreadsheet opens as what they are.
//
// SPEC: RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe before it (OWASP,
// "CSV Injection"); the file begins with a byte order mark, without which some read UTF-8 as something else.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace skranke::running {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Appends a line of cells, ended with CRLF.
void append_csv_line(std::string& out, std::span<const std::string> cells);

struct Figures;

// The days, one a line, under a line of names; without a value a cell is empty.
[[nodiscard]] std::string csv_of(const Figures& figures);

}  // namespace skranke::running
