#include "storage/migrations.hpp"

#include <array>
#include <cstddef>

#include "base/ensure.hpp"

namespace skranke::storage {

namespace {

struct Word {
  std::string_view name;
  std::string_view sqlite;
  std::string_view postgresql;
};

constexpr std::array words{
    Word{"integer", "integer", "bigint"},
    Word{"text", "text", "text collate \"C\""},
    Word{"bytes", "blob", "bytea"},
    Word{"table", "strict", ""},
    Word{"clustered", "strict, without rowid", ""},
};

std::string_view translate(std::string_view name, Engine engine) {
  for (const Word& word : words) {
    if (word.name == name) return engine == Engine::sqlite ? word.sqlite : word.postgresql;
  }
  base::ensure(false, "a word in braces that migrations.hpp names");
  return {};
}

}  // namespace

std::string in_dialect(std::string_view sql, Engine engine) {
  std::string text;
  text.reserve(sql.size());
  while (true) {
    const std::size_t open = sql.find('{');
    text += sql.substr(0, open);
    if (open == std::string_view::npos) return text;
    const std::size_t close = sql.find('}', open);
    base::ensure(close != std::string_view::npos, "a brace that closes");
    text += translate(sql.substr(open + 1, close - open - 1), engine);
    sql.remove_prefix(close + 1);
  }
}

Outcome<std::span<const Migration>> steps_after(std::int64_t version, std::span<const Migration> migrations) {
  for (std::size_t i = 0; i < migrations.size(); ++i) {
    base::ensure(migrations[i].version == static_cast<std::int64_t>(i) + 1, "migrations numbered 1, 2, 3 …");
  }
  const auto newest = static_cast<std::int64_t>(migrations.size());
  if (version < 0 || version > newest) {
    std::string text{"the database's schema has version "};
    text.append(std::to_string(version)).append(", and this program knows versions up to ");
    text.append(std::to_string(newest)).append(": start a newer program");
    return fail(FaultKind::newer, std::move(text));
  }
  return migrations.subspan(static_cast<std::size_t>(version));
}

}  // namespace skranke::storage
