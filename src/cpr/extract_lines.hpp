// The lines of an extract, cut out of whatever pieces the file arrives in, each one checked.
//
// One buffer of fixed size, nothing allocated a line: a line is a view into the buffer until the next call.
// A record's end is looked for where its type says that it is, and only if it isn't there by searching.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "cpr/layout.hpp"
#include "cpr/record_fault.hpp"

namespace skranke::cpr {

struct ExtractLine {
  std::uint64_t number = 0;            // from 1; blank lines have numbers too
  int layout = -1;                     // index of layouts(); -1 for a type that there isn't
  std::string_view record;             // without the line's end; blanks at its end may be missing or too many
  const RecordFault* fault = nullptr;  // what is wrong with it, if anything
};

class ExtractLines {
 public:
  static constexpr std::size_t line_bytes_max = 4096;  // a longer one is cut, and at fault

  explicit ExtractLines(std::size_t buffer_bytes = 1024UL * 1024);

  // Where the next piece of the file goes. Never empty before finish().
  [[nodiscard]] std::span<char> room();
  // So many bytes were put there.
  void added(std::size_t bytes);
  // The file is at its end.
  void finish() { is_finished_ = true; }

  // The next line that isn't blank; nullptr: more of the file is needed, or there is none. The line before,
  // and what it points to, is gone.
  [[nodiscard]] const ExtractLine* next();

 private:
  // A whole line at `begin_`, its bytes without its end, and past where the next one begins.
  [[nodiscard]] std::optional<std::string_view> take_line();
  void check(std::string_view line);
  [[nodiscard]] const ExtractLine* next_odd_line();

  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  ExtractLine line_;
  RecordFault fault_;
  bool is_finished_ = false;
  bool is_skipping_ = false;  // the rest of a line that was too long
  std::array<char, record_bytes_max> padded_{};
};

}  // namespace skranke::cpr
