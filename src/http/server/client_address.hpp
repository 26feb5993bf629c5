// Who a request is from: the other end of the connection, or whom a proxy that we trust names.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "http/server/request.hpp"

namespace skranke::http {

// An address as text. Only what the nearest trusted proxy wrote counts: of "X-Forwarded-For: a, b" that is b,
// whatever a client sent before it. Where that is a trusted proxy too, the one before it counts, and so on.
[[nodiscard]] std::string_view client_address(const Request& request,
                                              std::span<const std::string> trusted_proxies);

// "192.0.2.1,2001:db8::2", spaces allowed, as they are compared; none for a blank text. Problem: a part that
// is no address.
[[nodiscard]] base::Result<std::vector<std::string>> read_addresses(std::string_view text);

// Of this machine itself: 127.0.0.0/8, ::1.
[[nodiscard]] bool is_loopback(std::string_view address);

// What stands for an address where requests are counted: IPv4 as it is, of IPv6 the first 64 bits, since one
// subscriber has them all. What is no address stands for itself.
[[nodiscard]] std::string network_of(std::string_view address);

}  // namespace skranke::http
