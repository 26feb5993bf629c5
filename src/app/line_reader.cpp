#include "app/line_reader.hpp"

#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace skranke::app {
namespace {

constexpr std::size_t chunk = 256UL * 1024;

}  // namespace

LineReader::LineReader(int descriptor, std::size_t line_max)
    : descriptor_{descriptor}, line_max_{line_max}, buffer_(line_max + 1 + chunk) {}

bool LineReader::fill() {
  if (at_end_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  while (true) {
    const ssize_t count = ::read(descriptor_, buffer_.data() + end_, buffer_.size() - end_);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) failed_ = true;
    if (count <= 0) {
      at_end_ = true;
      return false;
    }
    end_ += static_cast<std::size_t>(count);
    bytes_read_ += static_cast<std::size_t>(count);
    return true;
  }
}

void LineReader::skip_line() {
  while (true) {
    const auto* found = static_cast<const char*>(std::memchr(buffer_.data() + begin_, '\n', end_ - begin_));
    if (found != nullptr) {
      begin_ = static_cast<std::size_t>(found - buffer_.data()) + 1;
      return;
    }
    begin_ = end_;
    if (!fill()) return;
  }
}

std::optional<std::string_view> LineReader::next() {
  if (skip_pending_) {
    skip_line();
    skip_pending_ = false;
  }
  std::size_t searched = 0;
  while (true) {
    const char* from = buffer_.data() + begin_;
    const auto* found =
        static_cast<const char*>(std::memchr(from + searched, '\n', end_ - begin_ - searched));
    if (found != nullptr) {
      const auto length = static_cast<std::size_t>(found - from);
      begin_ += length + 1;
      return std::string_view{from, length < line_max_ + 1 ? length : line_max_ + 1};
    }
    searched = end_ - begin_;
    if (searched > line_max_) {
      skip_pending_ = true;
      return std::string_view{from, line_max_ + 1};
    }
    if (fill()) continue;
    if (begin_ == end_) return std::nullopt;
    const std::string_view last{buffer_.data() + begin_, end_ - begin_};
    begin_ = end_;
    return last;
  }
}

}  // namespace skranke::app
