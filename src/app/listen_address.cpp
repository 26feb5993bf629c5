#include "app/listen_address.hpp"

#include <charconv>

namespace skranke::app {

std::optional<ListenAddress> read_listen_address(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  std::string_view address = text.substr(0, colon);
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  ListenAddress listen{.address = std::string{address}};
  const std::string_view port = text.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), listen.port);
  if (error != std::errc{} || end != port.data() + port.size() || address.empty()) return std::nullopt;
  return listen;
}

std::string shown(const ListenAddress& listen, std::uint16_t port) {
  const bool is_v6 = listen.address.find(':') != std::string::npos;
  std::string text;
  if (is_v6) text += '[';
  text += listen.address;
  if (is_v6) text += ']';
  text += ':';
  return text += std::to_string(port);
}

}  // namespace skranke::app
