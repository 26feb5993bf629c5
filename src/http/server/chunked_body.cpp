// The chunked transfer coding: a state for each place between two bytes.
#include "http/server/chunked_body.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

namespace skranke::http {

namespace {

constexpr unsigned size_digits_max = 16;

std::optional<unsigned> hex_value(unsigned char byte) {
  if (byte >= '0' && byte <= '9') return byte - '0';
  if (byte >= 'a' && byte <= 'f') return byte - 'a' + 10;
  if (byte >= 'A' && byte <= 'F') return byte - 'A' + 10;
  return std::nullopt;
}

}  // namespace

ChunkedBody::Step ChunkedBody::decode(const char* in, std::size_t size, char* out) {
  std::size_t at = 0;
  std::size_t produced = 0;
  while (at < size) {
    if (state_ == State::content) {
      const std::size_t run = std::min<std::size_t>(chunk_, size - at);
      std::memmove(out + produced, in + at, run);
      at += run;
      produced += run;
      chunk_ -= run;
      if (chunk_ == 0) state_ = State::content_cr;
      continue;
    }
    if (!take(static_cast<unsigned char>(in[at++]))) return {Status::malformed, at, produced};
    if (chunk_ > left_) return {Status::too_large, at, produced};
    if (state_ == State::content) left_ -= chunk_;
    if (done_) return {Status::done, at, produced};
  }
  return {Status::more, at, produced};
}

bool ChunkedBody::take(unsigned char byte) {
  switch (state_) {
    case State::size_first:
    case State::size_next:
      if (const auto digit = hex_value(byte)) {
        // Whatever is above the limit is refused before the next digit can overflow the number; the count
        // is for leading zeros, of which there could be endlessly many.
        digits_ = state_ == State::size_first ? 1 : digits_ + 1;
        chunk_ = chunk_ * 16 + *digit;
        state_ = State::size_next;
        return digits_ <= size_digits_max;
      }
      if (state_ == State::size_first) return false;
      if (byte != '\r' && byte != ';') return false;
      state_ = byte == '\r' ? State::size_end : State::extension;
      return true;
    case State::extension:
      if (byte == '\r') state_ = State::size_end;
      return byte == '\r' || take_text(byte);
    case State::size_end:
      state_ = chunk_ == 0 ? State::trailer_first : State::content;
      return byte == '\n';
    case State::content:
      return false;  // decode() takes content in runs
    case State::content_cr:
      state_ = State::content_lf;
      return byte == '\r';
    case State::content_lf:
      state_ = State::size_first;
      return byte == '\n';
    case State::trailer_first:
      state_ = byte == '\r' ? State::end_lf : State::trailer_next;
      return byte == '\r' || take_text(byte);
    case State::trailer_next:
      if (byte == '\r') state_ = State::trailer_lf;
      return byte == '\r' || take_text(byte);
    case State::trailer_lf:
      state_ = State::trailer_first;
      return byte == '\n';
    case State::end_lf:
      done_ = byte == '\n';
      return done_;
  }
  return false;
}

bool ChunkedBody::take_text(unsigned char byte) {
  if (overhead_left_ == 0 || (byte < 0x20 && byte != '\t') || byte == 0x7F) return false;
  --overhead_left_;
  return true;
}

}  // namespace skranke::http
