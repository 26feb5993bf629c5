// What subcommands that answer JSON on standard output share: writing it, and going through JSON lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace skranke::app {

// Writes all of it to standard output; false if that fails.
[[nodiscard]] bool write_all(std::string_view bytes);

// Complains that standard output can't be written, and gives the exit code.
int complain_unwritten();

// Appends the answer to line `number` (from 1), with its line end; true if the line was good.
using AnswerLine = std::function<bool(std::string_view line, std::uint64_t number, std::string& out)>;

// Answers every line of `file` ("-": standard input), of which at most `line_max` + 1 bytes are given, in
// their order on standard output. Gives the exit code: 0, 4 if any line was bad, 5 if a file can't be read or
// written.
[[nodiscard]] int answer_lines(const std::string& file, std::size_t line_max, const AnswerLine& answer);

}  // namespace skranke::app
