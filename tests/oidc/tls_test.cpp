// No secret goes to whoever can't show that it is the broker.
#include <array>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/ensure.hpp"
#include "connect/cpr_direkte/stand_in/certificate.hpp"
#include "connect/cpr_direkte/stream.hpp"
#include "scene.hpp"

namespace skranke::oidc::test {
namespace {

namespace tls = cpr_direkte;
using testing::HasSubstr;

// Answers one connection over TLS, and keeps what it was sent in the clear of it.
class OneTlsAnswer {
 public:
  OneTlsAnswer(const std::vector<std::string>& names, std::string answer, int newest = TLS1_3_VERSION)
      : identity_{*tls::stand_in::make_identity(names)}, answer_{std::move(answer)} {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* const raw = reinterpret_cast<sockaddr*>(&address);
    base::ensure(::bind(listener_, raw, size) == 0 && ::listen(listener_, 1) == 0 &&
                     ::getsockname(listener_, raw, &size) == 0,
                 "a socket of the test");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this, newest] { serve(newest); }};
  }
  ~OneTlsAnswer() { ::close(listener_); }
  OneTlsAnswer(const OneTlsAnswer&) = delete;
  OneTlsAnswer& operator=(const OneTlsAnswer&) = delete;

  [[nodiscard]] std::string origin() const { return "https://localhost:" + std::to_string(port_); }
  [[nodiscard]] const std::string& certificate() const { return identity_.certificate; }
  // Once the connection has ended.
  [[nodiscard]] const std::string& heard() {
    thread_.join();
    return heard_;
  }

 private:
  void serve(int newest) {
    const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    auto context = tls::TlsContext::server(identity_.certificate, identity_.key);
    if (newest < TLS1_2_VERSION) {
      SSL_CTX_set_security_level(context->get(), 0);
      SSL_CTX_set_min_proto_version(context->get(), TLS1_VERSION);
    }
    SSL_CTX_set_max_proto_version(context->get(), newest);
    const tls::Patience patience{.until = std::chrono::steady_clock::now() + std::chrono::seconds{60}};
    auto stream = tls::TlsStream::accept(*context, tls::Socket{connection}, patience);
    if (!stream) return;
    std::array<char, 4096> piece{};
    while (heard_.find("code_verifier=") == std::string::npos) {
      const auto got = stream->read_some(piece, patience);
      if (!got || *got == 0) return;
      heard_.append(piece.data(), *got);
    }
    (void)stream->write(answer_, patience);
    stream->close();
  }

  tls::stand_in::Identity identity_;
  std::string answer_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::string heard_;
  std::thread thread_;
};

class BrokerOverTls : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "skranke-tls-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    scene_.config.userinfo_endpoint.clear();
    Members all = scene_.token_answer;
    all.add("id_token", in_quotes(scene_.id_token.written()));
    all.add("transaction_token", in_quotes(scene_.transaction_token.written()));
    answer_ = reply(all.json()).bytes;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string outcome(const OneTlsAnswer& server, const std::string& trusted) {
    const std::string file = (folder_ / "ca.pem").string();
    std::ofstream{file} << trusted;
    scene_.config.ca_file = file;
    scene_.config.token_endpoint = server.origin() + "/token";
    const auto finished = scene_.finish();
    return finished ? name_of(finished) : finished.error().text;
  }

  std::filesystem::path folder_;
  Scene scene_;
  std::string answer_;
};

TEST_F(BrokerOverTls, ATrustedOneIsAsked) {
  OneTlsAnswer server{{"localhost"}, answer_};
  EXPECT_EQ(outcome(server, server.certificate()), "proven");
  EXPECT_THAT(server.heard(), HasSubstr("code=a-code"));
}

TEST_F(BrokerOverTls, ACertificateOfAnotherAuthorityIsRefused) {
  OneTlsAnswer server{{"localhost"}, answer_};
  EXPECT_THAT(outcome(server, tls::stand_in::make_identity({"localhost"})->certificate),
              HasSubstr("its certificate or its TLS is not trusted"));
  EXPECT_EQ(server.heard(), "");
}

TEST_F(BrokerOverTls, ACertificateForAnotherNameIsRefused) {
  OneTlsAnswer server{{"broker.example"}, answer_};
  EXPECT_THAT(outcome(server, server.certificate()), HasSubstr("its certificate or its TLS is not trusted"));
  EXPECT_EQ(server.heard(), "");
}

TEST_F(BrokerOverTls, ATlsOlderThan12IsRefused) {
  OneTlsAnswer server{{"localhost"}, answer_, TLS1_1_VERSION};
  EXPECT_THAT(outcome(server, server.certificate()), HasSubstr("its certificate or its TLS is not trusted"));
  EXPECT_EQ(server.heard(), "");
}

}  // namespace
}  // namespace skranke::oidc::test
