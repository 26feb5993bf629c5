#include "ledger/cosignature.hpp"

#include <limits>

namespace skranke::ledger {
namespace {

constexpr std::size_t time_bytes = 8;
constexpr std::size_t signature_bytes = 64;

}  // namespace

std::string cosigned_text(std::string_view text, std::int64_t at) {
  std::string all{"cosignature/v1\ntime "};
  return all.append(std::to_string(at)).append("\n").append(text);
}

std::string cosignature_bytes(const Cosignature& cosignature) {
  std::string bytes;
  const auto at = static_cast<std::uint64_t>(cosignature.at);
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>((at >> shift) & 0xffU));
  return bytes.append(cosignature.signature);
}

std::optional<Cosignature> read_cosignature(std::string_view bytes) {
  if (bytes.size() != time_bytes + signature_bytes) return std::nullopt;
  std::uint64_t at = 0;
  for (const char byte : bytes.substr(0, time_bytes)) at = (at << 8U) | static_cast<unsigned char>(byte);
  if (at > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) return std::nullopt;
  return Cosignature{.at = static_cast<std::int64_t>(at), .signature = std::string{bytes.substr(time_bytes)}};
}

}  // namespace skranke::ledger
