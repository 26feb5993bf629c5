#include "storage/postgres/values.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

#include "storage/text.hpp"

namespace skranke::storage::postgres {

namespace {

// From the server's catalogue pg_type; fixed for ever.
enum Type : Oid {
  boolean = 16,
  bytea = 17,
  name = 19,
  int8 = 20,
  int2 = 21,
  int4 = 23,
  text = 25,
  unknown = 705,
  bpchar = 1042,
  varchar = 1043,
  numeric = 1700,
};

std::array<char, 8> big_endian(std::int64_t number) {
  std::array<char, 8> bytes{};
  auto rest = static_cast<std::uint64_t>(number);
  for (std::size_t i = bytes.size(); i-- > 0; rest >>= 8U) bytes[i] = static_cast<char>(rest & 0xFFU);
  return bytes;
}

// A signed integer of one to eight bytes.
std::int64_t integer(std::string_view bytes) {
  std::uint64_t number = (static_cast<std::uint8_t>(bytes.front()) & 0x80U) != 0 ? ~std::uint64_t{0} : 0;
  for (const char byte : bytes) number = (number << 8U) | static_cast<std::uint8_t>(byte);
  return static_cast<std::int64_t>(number);
}

// What sum() of integers is: whole numbers to the base of 10,000. Nothing for a fraction, or for more than 64
// bits.
std::optional<std::int64_t> whole_number(std::string_view bytes) {
  constexpr std::size_t head = 8;
  const auto word = [&](std::size_t i) { return integer(bytes.substr(2 * i, 2)); };
  const std::int64_t digits = word(0);
  const std::int64_t weight = word(1);
  const bool negative = word(2) == 0x4000;
  const bool fraction = word(3) != 0;
  if (fraction || (word(2) != 0 && !negative) || digits > weight + 1) return std::nullopt;
  std::int64_t number = 0;  // kept negative, since the smallest has no positive counterpart
  for (std::int64_t i = 0; i <= weight && digits > 0; ++i) {
    const std::int64_t digit = i < digits ? word(head / 2 + static_cast<std::size_t>(i)) : 0;
    if (__builtin_mul_overflow(number, 10'000, &number) || __builtin_sub_overflow(number, digit, &number)) {
      return std::nullopt;
    }
  }
  if (negative) return number;
  if (number == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
  return -number;
}

// Appends a field of a result to `row`; false where it is neither integer, truth value, text nor bytes.
bool take_field(const PGresult* result, int at, int column, Row& row) {
  if (PQgetisnull(result, at, column) != 0) {
    row.emplace_back();
    return true;
  }
  const std::string_view bytes{PQgetvalue(result, at, column),
                               static_cast<std::size_t>(PQgetlength(result, at, column))};
  switch (PQftype(result, column)) {
    case Type::boolean:
    case Type::int2:
    case Type::int4:
    case Type::int8:
      row.emplace_back(integer(bytes));
      return true;
    case Type::numeric: {
      const auto number = whole_number(bytes);
      if (number) row.emplace_back(*number);
      return number.has_value();
    }
    case Type::text:
    case Type::varchar:
    case Type::bpchar:
    case Type::name:
    case Type::unknown:
      row.emplace_back(std::in_place_type<std::string>, bytes);
      return true;
    case Type::bytea: {
      const auto* start = reinterpret_cast<const std::byte*>(bytes.data());
      row.emplace_back(std::in_place_type<Bytes>, start, start + bytes.size());
      return true;
    }
    default:
      return false;
  }
}

}  // namespace

Oid type_of(const Argument& argument) {
  if (std::holds_alternative<std::int64_t>(argument)) return Type::int8;
  if (std::holds_alternative<std::string_view>(argument)) return Type::text;
  if (std::holds_alternative<std::span<const std::byte>>(argument)) return Type::bytea;
  return 0;
}

Outcome<void> Parameters::set(std::span<const Argument> arguments) {
  constexpr int binary = 1;
  values_.assign(arguments.size(), nullptr);
  lengths_.assign(arguments.size(), 0);
  formats_.assign(arguments.size(), binary);
  integers_.resize(arguments.size());
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    std::string_view bytes;
    if (const auto* number = std::get_if<std::int64_t>(&arguments[i])) {
      integers_[i] = big_endian(*number);
      bytes = {integers_[i].data(), integers_[i].size()};
    } else if (const auto* characters = std::get_if<std::string_view>(&arguments[i])) {
      if (!can_be_stored(*characters)) return fail(FaultKind::invalid, "text is UTF-8 without NUL");
      bytes = *characters;
    } else if (const auto* raw = std::get_if<std::span<const std::byte>>(&arguments[i])) {
      bytes = {reinterpret_cast<const char*>(raw->data()), raw->size()};
    } else {
      continue;
    }
    if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
      return fail(FaultKind::invalid, "a value too long for the database");
    }
    // A null pointer would be NULL.
    values_[i] = bytes.empty() ? "" : bytes.data();
    lengths_[i] = static_cast<int>(bytes.size());
  }
  return {};
}

Outcome<Rows> take_rows(const PGresult* result) {
  Rows rows(static_cast<std::size_t>(PQntuples(result)));
  for (int i = 0; i < PQntuples(result); ++i) {
    Row& row = rows[static_cast<std::size_t>(i)];
    row.reserve(static_cast<std::size_t>(PQnfields(result)));
    for (int k = 0; k < PQnfields(result); ++k) {
      if (!take_field(result, i, k, row))
        return fail(FaultKind::invalid, "a column that is neither integer, text nor bytes");
    }
  }
  return rows;
}

}  // namespace skranke::storage::postgres
