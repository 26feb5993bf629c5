// The bytes that a connection has received and not yet used up.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace skranke::http {

// A growing flat buffer. Unlike a vector it does not clear memory that a read is about to overwrite.
class ReadBuffer {
 public:
  static constexpr std::size_t first_capacity = 4UL * 1024;

  [[nodiscard]] char* data() { return memory_.get() + begin_; }
  [[nodiscard]] std::size_t size() const { return end_ - begin_; }
  [[nodiscard]] std::size_t capacity() const { return capacity_; }
  [[nodiscard]] std::string_view view() const { return {memory_.get() + begin_, size()}; }

  // Room for at least a quarter of the buffer, to be followed by commit(). Moves what is in the buffer.
  [[nodiscard]] std::span<char> space() {
    if (capacity_ - end_ < std::max(capacity_ / 4, first_capacity / 4)) make_room();
    return {memory_.get() + end_, capacity_ - end_};
  }

  void commit(std::size_t count) { end_ += count; }
  // Gives all memory back, with what is in it.
  void release() { *this = ReadBuffer{}; }
  void truncate(std::size_t size) { end_ = begin_ + size; }

  // Drops the first `count` bytes. Memory that only a large body needed is given back.
  void consume(std::size_t count) {
    begin_ += count;
    if (begin_ != end_) return;
    begin_ = end_ = 0;
    if (capacity_ > keep_max) {
      memory_.reset();
      capacity_ = 0;
    }
  }

 private:
  static constexpr std::size_t keep_max = 64UL * 1024;

  void make_room() {
    const std::size_t held = size();
    if (capacity_ > 0 && held <= capacity_ / 2) {
      std::memmove(memory_.get(), memory_.get() + begin_, held);
    } else {
      const std::size_t capacity = std::max(first_capacity, capacity_ * 2);
      auto memory = std::make_unique_for_overwrite<char[]>(capacity);
      if (held > 0) std::memcpy(memory.get(), memory_.get() + begin_, held);
      memory_ = std::move(memory);
      capacity_ = capacity;
    }
    begin_ = 0;
    end_ = held;
  }

  std::unique_ptr<char[]> memory_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace skranke::http
