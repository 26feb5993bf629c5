// Writing JSON text into memory that is known to be large enough: no bound is checked a second time.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstring>
#include <string_view>

namespace skranke::codec {

// INVARIANT: the caller has made room for everything that it writes.
class Pen {
 public:
  explicit Pen(char* start) : start_{start}, at_{start} {}

  // A literal, copied in one go because its length is known when compiling.
  template <std::size_t n>
  void put(const char (&literal)[n]) {
    std::memcpy(at_, literal, n - 1);
    at_ += n - 1;
  }
  void put(char c) { *at_++ = c; }
  void put_view(std::string_view text) {
    std::memcpy(at_, text.data(), text.size());
    at_ += text.size();
  }
  void put_number(std::integral auto value) { at_ = std::to_chars(at_, at_ + 24, value).ptr; }

  // An identifier of a policy. It needs no escaping: the policy is refused otherwise (check_tree.hpp).
  void put_identifier(std::string_view text) {
    put('"');
    put_view(text);
    put('"');
  }

  [[nodiscard]] std::string_view written() const { return {start_, static_cast<std::size_t>(at_ - start_)}; }

 private:
  char* start_;
  char* at_;
};

}  // namespace skranke::codec
