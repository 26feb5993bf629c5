#include "ledger/checkpoint.hpp"

#include <array>
#include <charconv>

#include "base/base64.hpp"

namespace skranke::ledger {

std::optional<std::uint64_t> read_whole(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size() || (text.size() > 1 && text.front() == '0'))
    return std::nullopt;
  return number;
}

std::string checkpoint_text(const Checkpoint& checkpoint) {
  std::string text = checkpoint.origin + "\n";
  text.append(std::to_string(checkpoint.size)).append("\n");
  return text.append(base::base64(bytes_of(checkpoint.root))).append("\n");
}

base::Result<Checkpoint> read_checkpoint(std::string_view text) {
  const auto none = [](std::string_view what) {
    return base::fail(base::Fault::invalid_value, "a checkpoint: " + std::string{what});
  };
  std::array<std::string_view, 3> lines;
  for (std::string_view& line : lines) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return none("expected three lines");
    line = text.substr(0, end);
    text.remove_prefix(end + 1);
  }
  const auto size = read_whole(lines[1]);
  const auto root = base::from_base64(lines[2]);
  if (lines[0].empty()) return none("expected the log's name in line 1");
  if (!size) return none("expected its size in line 2");
  if (!root || root->size() != hash_bytes) return none("expected base64 of its root in line 3");
  return Checkpoint{.origin = std::string{lines[0]}, .size = *size, .root = hash_of_bytes(*root)};
}

}  // namespace skranke::ledger
