#include "cpr/extract_lines.hpp"

#include <algorithm>
#include <cstring>

#include "base/ensure.hpp"
#include "cpr/record_check.hpp"

namespace skranke::cpr {
namespace {

// CPR's own systems end some files with the end-of-file character of DOS.
bool is_blank_line(std::string_view line) {
  return line.find_first_not_of(" \x1A") == std::string_view::npos;
}

// By index of layouts(): close together, for the way that nearly every line takes.
const auto lengths = [] {
  std::array<std::uint16_t, layout_count> all{};
  for (std::size_t i = 0; i < layout_count; ++i) all[i] = layouts()[i].length;
  return all;
}();

}  // namespace

ExtractLines::ExtractLines(std::size_t buffer_bytes)
    : buffer_{std::make_unique_for_overwrite<char[]>(buffer_bytes)}, capacity_{buffer_bytes} {
  base::ensure(buffer_bytes >= 2 * line_bytes_max, "the buffer holds a line");
}

std::span<char> ExtractLines::room() {
  std::memmove(buffer_.get(), buffer_.get() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  return {buffer_.get() + end_, capacity_ - end_};
}

void ExtractLines::added(std::size_t bytes) {
  base::ensure(bytes <= capacity_ - end_, "no more was added than there was room for");
  end_ += bytes;
}

std::optional<std::string_view> ExtractLines::take_line() {
  const char* const begin = buffer_.get() + begin_;
  const std::size_t size = end_ - begin_;
  const auto* found = static_cast<const char*>(std::memchr(begin, '\n', size));
  if (found == nullptr) {
    const bool is_cut = size > line_bytes_max;
    if (!is_cut && (!is_finished_ || size == 0)) return std::nullopt;
    begin_ = end_;
    is_skipping_ = !is_finished_;
    return std::string_view{begin, size};
  }
  const auto length = static_cast<std::size_t>(found - begin);
  begin_ += length + 1;
  return std::string_view{begin, length};
}

void ExtractLines::check(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.size() > line_bytes_max) line = line.substr(0, line_bytes_max);
  line_.layout = layout_index(line);
  line_.record = line;
  line_.fault = nullptr;
  if (line_.layout >= 0) {
    const RecordLayout& layout = layouts()[static_cast<std::size_t>(line_.layout)];
    const bool is_long = line.size() > layout.length && layout.long_length > layout.length;
    const std::size_t length = is_long ? layout.long_length : layout.length;
    const char* record = line.data();
    if (line.size() < length) {
      padded_.fill(' ');
      line.copy(padded_.data(), length);
      record = padded_.data();
    }
    if (line.size() <= length && is_surely_good(line_.layout, record, is_long)) return;
  }
  const auto fault = find_fault(line);
  if (!fault) return;
  fault_ = *fault;
  line_.fault = &fault_;
}

const ExtractLine* ExtractLines::next() {
  const char* const begin = buffer_.get() + begin_;
  const std::size_t size = end_ - begin_;
  if (is_skipping_ || size <= record_bytes_max) return next_odd_line();
  const int index = layout_index({begin, 3});
  if (index < 0) return next_odd_line();
  const std::size_t length = lengths[static_cast<std::size_t>(index)];
  if (begin[length] != '\n' || !is_surely_good(index, begin, false)) return next_odd_line();
  begin_ += length + 1;
  ++line_.number;
  line_.layout = index;
  line_.record = {begin, length};
  line_.fault = nullptr;
  return &line_;
}

// Any line at all: stripped, with a carriage return, broken, or the last ones of a piece.
const ExtractLine* ExtractLines::next_odd_line() {
  while (true) {
    const bool is_rest = is_skipping_;
    is_skipping_ = false;
    const auto line = take_line();
    if (!line) {
      is_skipping_ = is_rest;
      return nullptr;
    }
    if (is_rest) continue;
    ++line_.number;
    if (is_blank_line(line->ends_with('\r') ? line->substr(0, line->size() - 1) : *line)) continue;
    check(*line);
    return &line_;
  }
}

}  // namespace skranke::cpr
