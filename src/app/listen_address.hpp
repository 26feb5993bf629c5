// The value of --listen: "127.0.0.1:8080", "[::1]:8080".
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace skranke::app {

struct ListenAddress {
  std::string address;  // an IP address, without brackets
  std::uint16_t port = 0;
};

// Empty for what is not ADDRESS:PORT. Whether the address is one is for the socket to say.
[[nodiscard]] std::optional<ListenAddress> read_listen_address(std::string_view text);

// As it stands in an address, an IPv6 address in brackets; `port` is the one that was given in the end.
[[nodiscard]] std::string shown(const ListenAddress& listen, std::uint16_t port);

}  // namespace skranke::app
