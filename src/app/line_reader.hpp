// Lines of a stream of any length in a buffer of fixed size.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace skranke::app {

// Reads a file descriptor, which stays the caller's.
class LineReader {
 public:
  // Of a line longer than `line_max` only its first `line_max + 1` bytes are given; the rest is skipped.
  LineReader(int descriptor, std::size_t line_max);

  // The next line without its line end; valid until the next call. Empty at the end of the input, or after
  // a failure (see failed()). A last line without a line end counts; an empty end does not.
  std::optional<std::string_view> next();

  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] std::size_t bytes_read() const { return bytes_read_; }

 private:
  bool fill();
  void skip_line();

  int descriptor_;
  std::size_t line_max_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t bytes_read_ = 0;
  bool skip_pending_ = false;  // the rest of an overlong line is still to be passed over
  bool at_end_ = false;
  bool failed_ = false;
};

}  // namespace skranke::app
