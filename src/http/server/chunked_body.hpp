// The chunked transfer coding (RFC 9112, 7.1), decoded in place.
//
// Strict where leniency lets two parsers disagree about where a request ends: CR LF only, no white space
// around the size, no control characters in an extension. Extensions and trailers are dropped.
// Beast's own chunk parser is not used because it asserts on some incomplete input.
#pragma once

#include <cstddef>
#include <cstdint>

namespace skranke::http {

class ChunkedBody {
 public:
  enum class Status : std::uint8_t { more, done, malformed, too_large };
  struct Step {
    Status status;
    std::size_t consumed;  // bytes of `in`; all of them unless the body is done or wrong
    std::size_t produced;  // bytes written to `out`
  };

  // At most `bytes_max` of content, and at most `overhead_max` of extensions and trailers.
  ChunkedBody(std::size_t bytes_max, std::size_t overhead_max)
      : left_{bytes_max}, overhead_left_{overhead_max} {}

  // Reads `size` bytes from `in` and writes the content to `out`, which may be the same memory or memory
  // before it. Not to be called again once it has said something else than `more`.
  [[nodiscard]] Step decode(const char* in, std::size_t size, char* out);

 private:
  enum class State : std::uint8_t {
    size_first,
    size_next,
    extension,
    size_end,
    content,
    content_cr,
    content_lf,
    trailer_first,
    trailer_next,
    trailer_lf,
    end_lf
  };

  // One byte outside of content. False if it can't stand there.
  [[nodiscard]] bool take(unsigned char byte);
  [[nodiscard]] bool take_text(unsigned char byte);

  State state_ = State::size_first;
  bool done_ = false;
  unsigned digits_ = 0;
  std::uint64_t chunk_ = 0;  // the size being read, then what is left of the chunk
  std::size_t left_;
  std::size_t overhead_left_;
};

}  // namespace skranke::http
