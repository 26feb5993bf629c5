// Reading columns of rows: what the schema promises is there is taken without asking.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/ensure.hpp"
#include "base/result.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

[[nodiscard]] inline std::int64_t integer_at(const Row& row, std::size_t column) {
  return std::get<std::int64_t>(row[column]);
}
[[nodiscard]] inline const std::string& text_at(const Row& row, std::size_t column) {
  return std::get<std::string>(row[column]);
}
[[nodiscard]] inline bool is_null(const Row& row, std::size_t column) {
  return std::holds_alternative<std::monostate>(row[column]);
}
// Empty where NULL.
[[nodiscard]] inline std::string optional_text_at(const Row& row, std::size_t column) {
  return is_null(row, column) ? std::string{} : text_at(row, column);
}
[[nodiscard]] inline base::Day day_at(const Row& row, std::size_t column) {
  const auto day = base::parse_day(text_at(row, column));
  base::ensure(day.has_value(), "a day in the database is an ISO date");
  return *day;
}
[[nodiscard]] inline std::optional<base::Day> optional_day_at(const Row& row, std::size_t column) {
  return is_null(row, column) ? std::nullopt : std::optional{day_at(row, column)};
}
[[nodiscard]] inline std::string bytes_at(const Row& row, std::size_t column) {
  const auto& bytes = std::get<Bytes>(row[column]);
  std::string text(bytes.size(), '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) text[i] = static_cast<char>(bytes[i]);
  return text;
}

[[nodiscard]] inline Value bytes_value(std::string_view bytes) {
  const auto view = std::as_bytes(std::span{bytes});
  return Bytes{view.begin(), view.end()};
}
[[nodiscard]] inline Value day_value(std::optional<base::Day> day) {
  return day ? Value{base::format_day(*day)} : Value{};
}
// NULL where empty.
[[nodiscard]] inline Value optional_text(const std::string& text) {
  return text.empty() ? Value{} : Value{text};
}
[[nodiscard]] inline Value flag_value(bool flag) { return std::int64_t{flag ? 1 : 0}; }

// One statement, for what it does rather than what it gives.
[[nodiscard]] inline Outcome<void> done(Transaction& transaction, std::string_view sql,
                                        const std::vector<Value>& values) {
  const auto rows = transaction.run(sql, values);
  if (!rows) return std::unexpected{rows.error()};
  return {};
}

}  // namespace skranke::storage
