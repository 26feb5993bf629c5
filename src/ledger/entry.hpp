// An entry of the log: that a row was written or deleted, and a commitment to what was in it.
//
// The commitment is SHA-256 over a salt of 16 random bytes and the row. The salt of a row that stands is kept
// beside it; it goes when the row changes or is erased, and then the entry says no more than that there was
// one: whoever guesses the contents has nothing to try the guess on. See docs/log.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "ledger/hash.hpp"

namespace skranke::ledger {

enum class Operation : std::uint8_t { insert, update, remove };

[[nodiscard]] std::string_view name(Operation operation);
[[nodiscard]] std::optional<Operation> find_operation(std::string_view name);

struct Entry {
  std::int64_t at = 0;  // when it came into the log, in seconds since 1970; the row may be a little older
  Operation operation = Operation::insert;
  std::string table;
  std::int64_t shape = 1;                 // which columns the commitment is over
  std::string key;                        // of the row
  std::optional<std::uint64_t> previous;  // the place of the row's entry before; none: this is its first
  std::optional<Hash> commitment;         // none where the row is gone

  [[nodiscard]] friend bool operator==(const Entry&, const Entry&) = default;
};

// What is hashed as a leaf: six lines, and the key without an end.
[[nodiscard]] std::string entry_text(const Entry& entry);
// Problem (invalid_value): it is none; never what it would take.
[[nodiscard]] base::Result<Entry> read_entry(std::string_view text);

inline constexpr std::size_t salt_bytes = 16;

// A row as bytes that no other row has: each column its kind, its length and itself.
class RowBytes {
 public:
  void add_null() { bytes_.push_back('n'); }
  void add(std::int64_t number);
  void add_text(std::string_view text) { add_sized('t', text); }
  void add_bytes(std::string_view bytes) { add_sized('b', bytes); }

  [[nodiscard]] std::string_view bytes() const { return bytes_; }

 private:
  void add_sized(char kind, std::string_view what);

  std::string bytes_;
};

// `salt` are salt_bytes.
[[nodiscard]] Hash commitment(std::string_view salt, const RowBytes& row);

}  // namespace skranke::ledger
