#include "storage/booking/many_rows.hpp"

#include <iterator>
#include <utility>

namespace skranke::storage {
namespace {

std::string text_of(const ManyRows::Shape& shape, std::size_t rows) {
  std::string sql{shape.before};
  std::size_t place = shape.shared;
  for (std::size_t row = 0; row < rows; ++row) {
    sql.append(row == 0 ? "(" : ", (");
    for (std::size_t column = 0; column < shape.columns; ++column)
      sql.append(column == 0 ? "$" : ", $").append(std::to_string(++place));
    sql.append(shape.constants).append(")");
  }
  return sql.append(shape.after);
}

}  // namespace

ManyRows::ManyRows(const Shape& shape) : columns_{shape.columns} {
  for (std::size_t i = 0; i < numbers.size(); ++i) texts_.at(i) = text_of(shape, numbers.at(i));
}

void ManyRows::append(std::vector<Statement>& all, std::vector<Value> values,
                      const std::vector<Value>& shared) const {
  auto next = std::make_move_iterator(values.begin());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto taken = static_cast<std::ptrdiff_t>(numbers.at(i) * columns_);
    while (std::make_move_iterator(values.end()) - next >= taken) {
      Statement statement{.sql = texts_.at(i), .values = {}};
      statement.values.reserve(shared.size() + static_cast<std::size_t>(taken));
      statement.values.assign(shared.begin(), shared.end());
      statement.values.insert(statement.values.end(), next, next + taken);
      next += taken;
      all.push_back(std::move(statement));
    }
  }
}

}  // namespace skranke::storage
