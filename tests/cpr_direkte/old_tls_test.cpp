// That nothing older than TLS 1.2 is spoken, with a server that speaks nothing newer than TLS 1.1.
#include <atomic>
#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include "connect/cpr_direkte/stand_in/certificate.hpp"
#include "connect/cpr_direkte/stream.hpp"
#include "fixture.hpp"

namespace skranke::cpr_direkte::test {
namespace {

// Answers one connection at most, in no TLS newer than `version`; says whether it came to a handshake.
class OneHandshake {
 public:
  OneHandshake(const std::string& certificate, const std::string& key, int version)
      : context_{SSL_CTX_new(TLS_server_method())},
        listener_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)} {
    SSL_CTX_set_max_proto_version(context_, version);
    SSL_CTX_set_min_proto_version(context_, 0);
    SSL_CTX_set_security_level(context_, 0);
    SSL_CTX_use_certificate_chain_file(context_, certificate.c_str());
    SSL_CTX_use_PrivateKey_file(context_, key.c_str(), SSL_FILETYPE_PEM);
    sockaddr_in address{};
    socklen_t size = sizeof address;
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(bind(listener_.descriptor(), reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(listen(listener_.descriptor(), 1), 0);
    EXPECT_EQ(getsockname(listener_.descriptor(), reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] {
      const Socket socket{accept(listener_.descriptor(), nullptr, nullptr)};
      SSL* ssl = SSL_new(context_);
      SSL_set_fd(ssl, socket.descriptor());
      is_shaken_ = SSL_accept(ssl) == 1;
      SSL_free(ssl);
    }};
  }
  ~OneHandshake() {
    if (thread_.joinable()) thread_.join();
    SSL_CTX_free(context_);
  }
  OneHandshake(const OneHandshake&) = delete;
  OneHandshake& operator=(const OneHandshake&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  bool wait() {
    thread_.join();
    return is_shaken_;
  }

 private:
  SSL_CTX* context_;
  Socket listener_;
  std::uint16_t port_ = 0;
  std::atomic<bool> is_shaken_ = false;
  std::thread thread_;
};

TEST(OldTls, IsRefusedBelow12) {
  const Folder folder;
  const auto identity = stand_in::make_identity({"localhost"});
  ASSERT_TRUE(identity.has_value());
  const std::string certificate = folder.file("certificate.pem", identity->certificate);
  const std::string key = folder.file("key.pem", identity->key);
  const auto context = TlsContext::client(certificate);
  ASSERT_TRUE(context.has_value());
  for (const int version : {TLS1_1_VERSION, TLS1_2_VERSION}) {
    OneHandshake server{certificate, key, version};
    const Patience patience{.until = std::chrono::steady_clock::now() + std::chrono::minutes{1}};
    auto socket = connect_to("127.0.0.1", server.port(), patience);
    ASSERT_TRUE(socket.has_value());
    const auto stream = TlsStream::connect(*context, std::move(*socket), "localhost", patience);
    EXPECT_EQ(server.wait(), version == TLS1_2_VERSION);
    EXPECT_EQ(stream.has_value(), version == TLS1_2_VERSION);
    if (!stream) {
      EXPECT_EQ(stream.error(), StreamFault::not_trusted);
    }
  }
}

}  // namespace
}  // namespace skranke::cpr_direkte::test
