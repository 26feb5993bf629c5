// The schema as numbered steps, forward only: src/storage/migrations/NNNN_name.sql, compiled into the
// program.
//
// A step is one text for both engines. Where their words differ it has a word in braces, so that no step has
// to be written twice and none means something else on one engine:
//
//   in the step    SQLite                   PostgreSQL         why
//   {integer}      integer                  bigint             64 bits; an integer key is SQLite's fastest
//   {text}         text                     text collate "C"   sorted by bytes on both
//   {bytes}        blob                     bytea
//   {table}        strict                   (nothing)          SQLite checks the types
//   {clustered}    strict, without rowid    (nothing)          the same, and rows lie in the key's order
//   {serial}       integer primary key      bigint … identity  counts by itself
//   {engine a | b} a                        b                  what only one engine has or needs
//
// and {watch …}, which lets the log see a table (watch.hpp).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "storage/fault.hpp"

namespace skranke::storage {

enum class Engine : std::uint8_t { sqlite, postgresql };

struct Migration {
  std::int64_t version = 0;  // 1, 2, 3 … without gaps
  std::string_view name;
  std::string_view sql;
};

// The program's own, oldest first.
[[nodiscard]] std::span<const Migration> all_migrations();

// The text of a step in an engine's words. A word in braces that is not in the table above is a bug.
[[nodiscard]] std::string in_dialect(std::string_view sql, Engine engine);

// The steps from a schema of `version` on; FaultKind::newer where there is no such step yet.
[[nodiscard]] Outcome<std::span<const Migration>> steps_after(std::int64_t version,
                                                              std::span<const Migration> migrations);

}  // namespace skranke::storage
