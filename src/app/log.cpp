#include "app/log.hpp"

#include <atomic>
#include <charconv>
#include <cstdlib>
#include <tuple>

#include <sys/stat.h>
#include <unistd.h>

#include "app/clock.hpp"
#include "http/server/problem.hpp"

namespace skranke::app {
namespace {

std::atomic<LogFormat> chosen = LogFormat::text;

// SPEC: systemd.exec(5), $JOURNAL_STREAM: "device:inode" of the stream that goes to the journal.
bool is_journal() {
  const char* stream = std::getenv("JOURNAL_STREAM");
  struct stat standard_error{};
  if (stream == nullptr || fstat(STDERR_FILENO, &standard_error) != 0) return false;
  return std::to_string(standard_error.st_dev) + ":" + std::to_string(standard_error.st_ino) == stream;
}

std::string_view name(Level level) {
  switch (level) {
    case Level::error:
      return "error";
    case Level::warning:
      return "warning";
    case Level::notice:
      return "notice";
    case Level::info:
      return "info";
  }
  std::unreachable();
}

// A value without blanks stands as it is; in any case it ends no line.
void append_text_value(std::string& out, std::string_view value) {
  if (value.find_first_of(" \"=\n\r\t\\") == std::string_view::npos) {
    out.append(value);
  } else {
    http::append_json_string(out, value);
  }
}

}  // namespace

std::string log_line(LogFormat format, bool for_journal, std::string_view time, Level level,
                     std::string_view text, LogFields fields) {
  std::string line;
  if (for_journal) line.append("<").append(std::to_string(static_cast<int>(level))).append(">");
  if (format == LogFormat::json) {
    line.append(R"({"time":")")
        .append(time)
        .append(R"(","level":")")
        .append(name(level))
        .append(R"(","message":)");
    http::append_json_string(line, text);
  } else {
    line.append("skranke: ").append(text);
  }
  for (const auto& [key, value] : fields) {
    if (format == LogFormat::json) {
      line.append(",\"").append(key).append("\":");
    } else {
      line.append(" ").append(key).append("=");
    }
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      line.append(std::to_string(*number));
    } else if (format == LogFormat::json) {
      http::append_json_string(line, std::get<std::string_view>(value));
    } else {
      append_text_value(line, std::get<std::string_view>(value));
    }
  }
  return line.append(format == LogFormat::json ? "}\n" : "\n");
}

void set_log_format(LogFormat format) { chosen = format; }

void log(Level level, std::string_view text, LogFields fields) {
  static const bool for_journal = is_journal();
  const std::string line = log_line(chosen, for_journal, now_utc(), level, text, fields);
  std::ignore = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace skranke::app
