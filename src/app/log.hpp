// What the program tells whoever runs it: lines on standard error, for a terminal or for a machine.
//
// A line is written at once and whole, whichever thread writes it. Where standard error is systemd's journal,
// each line begins with its level as sd-daemon(3) has it, so that `journalctl -p warning` works
// (docs/decisions/0037-log.md).
//
// PRIVACY: no personal data, no token, no path and no query: a route's pattern, an id of a request or of a
// message, a reason. Whoever adds a field asks what a stranger learns who reads the log for a year.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace skranke::app {

// Numbers of syslog (RFC 5424, 6.2.1).
enum class Level : std::uint8_t { error = 3, warning = 4, notice = 5, info = 6 };

enum class LogFormat : std::uint8_t {
  text,  // "skranke: what key=value"
  json,  // {"time": …, "level": …, "message": …, …}, one object a line
};

using LogField = std::pair<std::string_view, std::variant<std::string_view, std::int64_t>>;
using LogFields = std::initializer_list<LogField>;

// For the whole process; before other threads write.
void set_log_format(LogFormat format);

// From any thread. Standard error that can't be written is nobody's concern.
void log(Level level, std::string_view text, LogFields fields = {});

// The line that log() writes, with its end. `time` is RFC 3339; `for_journal` puts the level before it.
[[nodiscard]] std::string log_line(LogFormat format, bool for_journal, std::string_view time, Level level,
                                   std::string_view text, LogFields fields);

}  // namespace skranke::app
