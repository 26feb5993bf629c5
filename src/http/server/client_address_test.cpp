// Whom a request is from, with proxies that are trusted, that are not, and that were made up.
#include "http/server/client_address.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace skranke::http {
namespace {

const std::vector<std::string> proxies{"127.0.0.1", "10.0.0.2"};

std::string_view client(std::string_view peer, std::string_view forwarded,
                        std::span<const std::string> trusted = proxies) {
  Request request;
  request.forwarded_for = forwarded;
  request.peer = peer;
  return client_address(request, trusted);
}

TEST(ClientAddress, IsTheOtherEndWhereNoProxyIsTrusted) {
  EXPECT_EQ(client("192.0.2.7", ""), "192.0.2.7");
  EXPECT_EQ(client("192.0.2.7", "198.51.100.1"), "192.0.2.7") << "anybody can write a header";
  EXPECT_EQ(client("127.0.0.1", "198.51.100.1", {}), "127.0.0.1");
}

TEST(ClientAddress, IsWhatTheNearestTrustedProxyWrote) {
  EXPECT_EQ(client("127.0.0.1", "198.51.100.1"), "198.51.100.1");
  EXPECT_EQ(client("127.0.0.1", "203.0.113.9, 198.51.100.1"), "198.51.100.1")
      << "the first was the client's own";
  EXPECT_EQ(client("127.0.0.1", "203.0.113.9, 198.51.100.1, 10.0.0.2"), "198.51.100.1");
  EXPECT_EQ(client("127.0.0.1", "2001:db8::1"), "2001:db8::1");
  EXPECT_EQ(client("127.0.0.1", ""), "127.0.0.1");
}

TEST(ClientAddress, IsNeverWhatIsNoAddress) {
  for (const std::string_view text : {"unknown", ",", "198.51.100.1,", "198.51.100.1:80", "<script>"})
    EXPECT_EQ(client("127.0.0.1", text), "127.0.0.1") << text;
}

TEST(ClientAddress, KnowsThisMachine) {
  for (const std::string_view address : {"127.0.0.1", "127.8.9.10", "::1"}) EXPECT_TRUE(is_loopback(address));
  for (const std::string_view address : {"", "10.0.0.1", "128.0.0.1", "::2", "localhost"})
    EXPECT_FALSE(is_loopback(address)) << address;
}

TEST(ClientAddress, ReadsTheListOfProxies) {
  EXPECT_TRUE(read_addresses(" ")->empty());
  EXPECT_EQ(*read_addresses("127.0.0.1, 2001:DB8:0::2"),
            (std::vector<std::string>{"127.0.0.1", "2001:db8::2"}));
  for (const std::string_view text : {",", "10.0.0.1,", "10.0.0.0/8", "proxy", "10.0.0.1;10.0.0.2"})
    EXPECT_FALSE(read_addresses(text).has_value()) << text;
}

TEST(ClientAddress, CountsOneSubscriberOnce) {
  EXPECT_EQ(network_of("192.0.2.7"), "192.0.2.7");
  EXPECT_EQ(network_of("2001:db8:1:2:3:4:5:6"), network_of("2001:db8:1:2:ffff::1"));
  EXPECT_NE(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
  EXPECT_EQ(network_of(""), "");
}

}  // namespace
}  // namespace skranke::http
