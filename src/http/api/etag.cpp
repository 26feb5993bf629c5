// Entity tags from a 64-bit FNV-1a hash: they tell versions of a file apart and protect nothing.
#include "http/api/etag.hpp"

#include <algorithm>
#include <cstdint>

namespace skranke::http::api {

std::string make_etag(std::string_view bytes, std::string_view variant) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  std::string tag = "\"";
  for (int shift = 60; shift >= 0; shift -= 4)
    tag += "0123456789abcdef"[(hash >> static_cast<unsigned>(shift)) & 15U];
  if (!variant.empty()) tag.append("-").append(variant);
  return tag += '"';
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
  while (!if_none_match.empty()) {
    std::string_view item = if_none_match.substr(0, if_none_match.find(','));
    if_none_match.remove_prefix(std::min(if_none_match.size(), item.size() + 1));
    while (item.starts_with(' ') || item.starts_with('\t')) item.remove_prefix(1);
    while (item.ends_with(' ') || item.ends_with('\t')) item.remove_suffix(1);
    if (item == "*") return true;
    if (item.starts_with("W/")) item.remove_prefix(2);
    if (item == etag) return true;
  }
  return false;
}

}  // namespace skranke::http::api
