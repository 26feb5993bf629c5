#include "ledger/note.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/base64.hpp"
#include "base/hex.hpp"
#include "ledger/hash.hpp"

namespace skranke::ledger {
namespace {

using base::Result;

constexpr std::string_view dash = "\u2014 ";
constexpr std::size_t id_bytes = 4;
constexpr std::size_t key_bytes = 32;
constexpr std::size_t note_bytes_max = std::size_t{64} * 1024;
constexpr std::size_t signatures_max = 100;

std::string id_text(std::uint32_t id) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>((id >> shift) & 0xffU));
  return bytes;
}

std::uint32_t id_in(std::string_view bytes) {
  std::uint32_t id = 0;
  for (const char byte : bytes.substr(0, id_bytes)) id = (id << 8U) | static_cast<unsigned char>(byte);
  return id;
}

std::unexpected<base::Problem> no_note(std::string_view what) {
  return base::fail(base::Fault::invalid_value, "a signed note: " + std::string{what});
}

bool is_name(std::string_view name) {
  return !name.empty() && name.find_first_of(" +\n\t\r") == std::string_view::npos;
}

// "— name base64", without the line's end.
Result<Signature> read_signature(std::string_view line) {
  if (!line.starts_with(dash)) return no_note("a line under the text begins with a dash");
  line.remove_prefix(dash.size());
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos || !is_name(line.substr(0, space)))
    return no_note("expected a name and a signature");
  const auto bytes = base::from_base64(line.substr(space + 1));
  if (!bytes || bytes->size() <= id_bytes) return no_note("expected base64 of an id and a signature");
  return Signature{
      .name = std::string{line.substr(0, space)}, .key_id = id_in(*bytes), .bytes = bytes->substr(id_bytes)};
}

}  // namespace

std::uint32_t key_id_of(std::string_view name, Algorithm algorithm, std::string_view public_key) {
  std::string text{name};
  text.push_back('\n');
  text.push_back(static_cast<char>(algorithm));
  return id_in(bytes_of(sha256(text, public_key)));
}

std::string public_key_text(std::string_view name, Algorithm algorithm, std::string_view public_key) {
  std::string key{static_cast<char>(algorithm)};
  key.append(public_key);
  std::string text{name};
  text.append("+").append(base::hex_of(id_text(key_id_of(name, algorithm, public_key))));
  return text.append("+").append(base::base64(key));
}

Result<PublicKey> read_public_key(std::string_view text) {
  const auto no_key = [](std::string_view what) {
    return base::fail(base::Fault::invalid_value, "a public key: " + std::string{what});
  };
  while (text.ends_with('\n')) text.remove_suffix(1);
  const std::size_t first = text.find('+');
  const std::size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return no_key("expected NAME+ID+KEY");
  const auto key = base::from_base64(text.substr(second + 1));
  if (!key || key->size() != 1 + key_bytes) return no_key("expected base64 of 33 bytes");
  PublicKey read{.name = std::string{text.substr(0, first)}, .bytes = key->substr(1)};
  if (!is_name(read.name)) return no_key("expected a name without spaces");
  read.algorithm = static_cast<Algorithm>(key->front());
  if (read.algorithm != Algorithm::ed25519 && read.algorithm != Algorithm::cosignature)
    return no_key("expected Ed25519");
  read.key_id = key_id_of(read.name, read.algorithm, read.bytes);
  if (text.substr(first + 1, second - first - 1) != base::hex_of(id_text(read.key_id)))
    return no_key("the id is not that of the key");
  return read;
}

std::string note_text(const Note& note) {
  std::string text = note.text + "\n";
  for (const Signature& signature : note.signatures) text.append(signature_line(signature));
  return text;
}

std::string signature_line(const Signature& signature) {
  std::string line{dash};
  line.append(signature.name).append(" ").append(base::base64(id_text(signature.key_id) + signature.bytes));
  return line.append("\n");
}

Result<std::vector<Signature>> read_signatures(std::string_view lines) {
  std::vector<Signature> signatures;
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    if (end == std::string_view::npos) return no_note("the last line has no end");
    auto signature = read_signature(lines.substr(0, end));
    if (!signature) return std::unexpected{std::move(signature.error())};
    if (signatures.size() == signatures_max) return no_note("too many signatures");
    signatures.push_back(std::move(*signature));
    lines.remove_prefix(end + 1);
  }
  return signatures;
}

Result<Note> read_note(std::string_view text) {
  if (text.size() > note_bytes_max) return no_note("longer than 64 KiB");
  if (!text.ends_with('\n')) return no_note("the last line has no end");
  const bool is_plain =
      std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n'; });
  if (!is_plain) return no_note("a control character");
  const std::size_t split = text.rfind("\n\n");
  if (split == std::string_view::npos) return no_note("no empty line before the signatures");
  Note note{.text = std::string{text.substr(0, split + 1)}, .signatures = {}};
  auto signatures = read_signatures(text.substr(split + 2));
  if (!signatures) return std::unexpected{std::move(signatures.error())};
  note.signatures = std::move(*signatures);
  if (note.signatures.empty()) return no_note("no signature");
  return note;
}

}  // namespace skranke::ledger
