// An alert in words, a paragraph each, for a terminal.
#pragma once

#include <string>

#include "witness/patterns.hpp"
#include "witness/statement_table.hpp"

namespace skranke::app {

// Appends the rule, what was found, and its statements in the order of their days, of which a long list is
// shortened; ends with an empty line.
void append_alert_text(std::string& out, const witness::StatementTable& table, const witness::Alert& alert);

}  // namespace skranke::app
