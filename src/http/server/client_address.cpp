#include "http/server/client_address.hpp"

#include <algorithm>
#include <cstddef>

#include <boost/asio/ip/address.hpp>

namespace skranke::http {
namespace {

namespace ip = boost::asio::ip;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

ip::address parse(std::string_view text, boost::system::error_code& error) {
  return ip::make_address(std::string{text}, error);
}

bool is_address(std::string_view text) {
  boost::system::error_code error;
  static_cast<void>(parse(text, error));
  return !error;
}

}  // namespace

std::string_view client_address(const Request& request, std::span<const std::string> trusted_proxies) {
  std::string_view client = request.peer;
  std::string_view rest = request.forwarded_for;
  while (!rest.empty() && std::ranges::find(trusted_proxies, client) != trusted_proxies.end()) {
    const std::size_t comma = rest.rfind(',');
    const std::string_view named = trimmed(comma == std::string_view::npos ? rest : rest.substr(comma + 1));
    // What is no address was not written by a proxy that we know.
    if (!is_address(named)) return client;
    client = named;
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(0, comma);
  }
  return client;
}

base::Result<std::vector<std::string>> read_addresses(std::string_view text) {
  std::vector<std::string> addresses;
  if (trimmed(text).empty()) return addresses;
  while (true) {
    const std::size_t comma = text.find(',');
    boost::system::error_code error;
    const auto address = parse(trimmed(text.substr(0, comma)), error);
    if (error)
      return base::fail(base::Fault::invalid_value, "expected IP addresses with commas between them");
    addresses.push_back(address.to_string());
    if (comma == std::string_view::npos) return addresses;
    text.remove_prefix(comma + 1);
  }
}

bool is_loopback(std::string_view address) {
  boost::system::error_code error;
  const auto parsed = parse(address, error);
  return !error && parsed.is_loopback();
}

std::string network_of(std::string_view address) {
  constexpr std::size_t network_bytes = 8;
  boost::system::error_code error;
  const auto parsed = parse(address, error);
  if (error || parsed.is_v4()) return std::string{address};
  auto bytes = parsed.to_v6().to_bytes();
  std::fill(bytes.begin() + network_bytes, bytes.end(), static_cast<unsigned char>(0));
  return ip::address_v6{bytes}.to_string() + "/64";
}

}  // namespace skranke::http
