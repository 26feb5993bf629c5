// The numbers that a delivery has brought so far: has this one been there already?
//
// Exact, and small enough to stay in memory for a whole country: eight bytes a place, between a third and
// three quarters of them taken, so 64 MB for six million. Asking the database costs a page read at random for
// each person, which makes a large import slower than its size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace skranke::storage {

class NumberSet {
 public:
  // False where the number was there already. `number`: not negative.
  bool insert(std::int64_t number);

  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  [[nodiscard]] std::size_t place_of(std::int64_t number) const;
  void grow();

  std::vector<std::int64_t> places_;  // number + 1, or 0 where free; as many as a power of two
  std::size_t size_ = 0;
};

}  // namespace skranke::storage
