#include "desk/login_state.hpp"

#include <algorithm>

#include "base/hex.hpp"

namespace skranke::desk {

std::string digest_of(const Pseudonyms& pseudonyms, std::string_view kind, const base::PersonalText& secret) {
  return base::hex_of(pseudonyms.of(kind, secret));
}

base::PersonalText state_in(std::string_view query) {
  constexpr std::string_view key = "state=";
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view parameter = query.substr(0, end);
    if (parameter.starts_with(key)) return base::PersonalText{std::string{parameter.substr(key.size())}};
    query.remove_prefix(std::min(end + 1, query.size()));
  }
  return {};
}

}  // namespace skranke::desk
