// One statement that takes many rows, with a text for each of a few numbers of them.
//
// The texts are the keys of prepared statements: made once, and few, so that any number of rows is taken by
// one or two statements that were prepared long ago.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.hpp"

namespace skranke::storage {

class ManyRows {
 public:
  struct Shape {
    std::string_view before;          // "… values "
    std::size_t columns = 0;          // placeholders of a row
    std::string_view constants = "";  // what every row ends with: ", 0, 'waiting'"
    std::string_view after = "";
    std::size_t shared = 0;  // what all rows share is $1 to so many, in `before` or `after`
  };
  explicit ManyRows(const Shape& shape);

  // Adds to `all` the statements that take these rows, one after another in `values`; none for no rows.
  void append(std::vector<Statement>& all, std::vector<Value> values,
              const std::vector<Value>& shared = {}) const;

 private:
  static constexpr std::array<std::size_t, 12> numbers{64, 48, 32, 24, 16, 12, 8, 6, 4, 3, 2, 1};

  std::size_t columns_;
  std::array<std::string, numbers.size()> texts_;
};

}  // namespace skranke::storage
