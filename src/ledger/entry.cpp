#include "ledger/entry.hpp"

#include <array>
#include <charconv>
#include <utility>

#include "base/base64.hpp"
#include "base/ensure.hpp"
#include "ledger/checkpoint.hpp"

namespace skranke::ledger {
namespace {

constexpr std::string_view first_line = "skranke-log-1";
constexpr std::string_view none = "-";

std::optional<std::int64_t> read_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  // As it is written, and in no other way.
  return std::to_string(number) == text ? std::optional{number} : std::nullopt;
}

}  // namespace

std::string_view name(Operation operation) {
  switch (operation) {
    case Operation::insert:
      return "insert";
    case Operation::update:
      return "update";
    case Operation::remove:
      return "delete";
  }
  std::unreachable();
}

std::optional<Operation> find_operation(std::string_view text) {
  for (const auto operation : {Operation::insert, Operation::update, Operation::remove})
    if (name(operation) == text) return operation;
  return std::nullopt;
}

std::string entry_text(const Entry& entry) {
  std::string text{first_line};
  text.append("\n").append(std::to_string(entry.at));
  text.append("\n").append(name(entry.operation));
  text.append("\n").append(entry.table).append(" ").append(std::to_string(entry.shape));
  text.append("\n").append(entry.previous ? std::to_string(*entry.previous) : std::string{none});
  text.append("\n").append(entry.commitment ? base::base64(bytes_of(*entry.commitment)) : std::string{none});
  return text.append("\n").append(entry.key);
}

base::Result<Entry> read_entry(std::string_view text) {
  const auto wrong = [](std::string_view what) {
    return base::fail(base::Fault::invalid_value, "an entry of the log: " + std::string{what});
  };
  std::array<std::string_view, 6> lines;
  for (std::string_view& line : lines) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return wrong("expected seven lines");
    line = text.substr(0, end);
    text.remove_prefix(end + 1);
  }
  const auto at = read_number(lines[1]);
  const auto operation = find_operation(lines[2]);
  const std::size_t space = lines[3].find(' ');
  if (lines[0] != first_line) return wrong("expected another first line");
  if (!at || !operation || space == std::string_view::npos)
    return wrong("expected a time, what was done, and a table");
  const auto shape = read_number(lines[3].substr(space + 1));
  if (!shape) return wrong("expected a shape");
  Entry entry{.at = *at,
              .operation = *operation,
              .table = std::string{lines[3].substr(0, space)},
              .shape = *shape,
              .key = std::string{text},
              .previous = {},
              .commitment = {}};
  if (lines[4] != none) {
    entry.previous = read_whole(lines[4]);
    if (!entry.previous) return wrong("expected the place of the row's entry before");
  }
  if (lines[5] == none) return entry;
  const auto bytes = base::from_base64(lines[5]);
  if (!bytes || bytes->size() != hash_bytes) return wrong("expected a commitment");
  entry.commitment = hash_of_bytes(*bytes);
  return entry;
}

void RowBytes::add(std::int64_t number) {
  bytes_.push_back('i');
  bytes_.append(std::to_string(number)).push_back(';');
}

void RowBytes::add_sized(char kind, std::string_view what) {
  bytes_.push_back(kind);
  bytes_.append(std::to_string(what.size())).append(":").append(what);
}

Hash commitment(std::string_view salt, const RowBytes& row) {
  base::ensure(salt.size() == salt_bytes, "a salt has 16 bytes");
  return sha256(salt, row.bytes());
}

}  // namespace skranke::ledger
