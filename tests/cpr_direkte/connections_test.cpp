// The client against the stand-in: broken, slow and wrong connections, and many callers at once.
#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "connect/cpr_direkte/exchange.hpp"
#include "fixture.hpp"

namespace skranke::cpr_direkte::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

FailureKind kind_with(const std::string& fault) {
  const RunningStandIn service{{fault}};
  const auto client = client_of(service.config());
  const auto found = client->look_up(number(resident));
  if (found) {
    ADD_FAILURE() << fault << " should have failed";
    return FailureKind::configured;
  }
  expect_no_secret(found.error().text);
  // What fails once does no harm to the next call.
  const RunningStandIn once{{fault + ":1"}};
  const auto next = client_of(once.config());
  EXPECT_FALSE(next->look_up(number(resident)).has_value());
  EXPECT_TRUE(next->look_up(number(resident)).has_value());
  return found.error().kind;
}

TEST(CprDirekte, AConnectionCutAnywhereIsAFailureAndTheNextCallWorks) {
  EXPECT_EQ(kind_with("cut-after-accept"), FailureKind::unreachable);
  EXPECT_EQ(kind_with("cut-after-handshake"), FailureKind::cut);
  EXPECT_EQ(kind_with("cut-in-header"), FailureKind::cut);
  EXPECT_EQ(kind_with("cut-in-data"), FailureKind::cut);
  EXPECT_EQ(kind_with("log-on-cut-in-header"), FailureKind::cut);
}

TEST(CprDirekte, AnAnswerThatIsNoneIsAFailure) {
  EXPECT_EQ(kind_with("garbage"), FailureKind::malformed);
  EXPECT_EQ(kind_with("log-on-garbage"), FailureKind::malformed);
  EXPECT_EQ(kind_with("oversize-length"), FailureKind::malformed);
  EXPECT_EQ(kind_with("letters-length"), FailureKind::malformed);
  EXPECT_EQ(kind_with("short-length"), FailureKind::malformed);
  EXPECT_EQ(kind_with("long-length"), FailureKind::cut);
  EXPECT_EQ(kind_with("no-end"), FailureKind::malformed);
}

TEST(CprDirekte, RecordsOfAnotherPersonAreNeverAnAnswer) {
  EXPECT_EQ(kind_with("other-person"), FailureKind::wrong_person);
}

TEST(CprDirekte, AnAnswerInPiecesOfOneByteIsRead) {
  const RunningStandIn service{{"bytes", "log-on-bytes"}};
  const auto found = client_of(service.config())->find(number(resident));
  ASSERT_TRUE(found.has_value()) << found.error().text;
  EXPECT_TRUE(found->has_value());
}

TEST(CprDirekte, AServerThatDoesNotCloseIsNotWaitedFor) {
  const RunningStandIn service{{"stays-open", "log-on-stays-open"}};
  EXPECT_TRUE(client_of(service.config())->find(number(resident)).has_value());
}

TEST(CprDirekte, AnAnswerLaterThanTheReadDeadlineIsAFailure) {
  const RunningStandIn service{{"slow", "log-on-slow"}};
  Config config = service.config();
  config.read_deadline = milliseconds{5};
  const auto found = client_of(config)->look_up(number(resident));
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().kind, FailureKind::late);
  expect_no_secret(found.error().text);

  auto tls = TlsContext::client(config.ca_file);
  ASSERT_TRUE(tls.has_value());
  Exchange exchange{config, std::move(*tls)};
  const auto frame = look_up_request(config.account, base::PersonalText{"TOKEN123"}, number(resident));
  const auto answer = exchange.ask(Request::look_up, frame, steady_clock::now() + std::chrono::minutes{1});
  ASSERT_FALSE(answer.has_value());
  EXPECT_EQ(answer.error().kind, FailureKind::late);
}

TEST(CprDirekte, TheWholeCallHasADeadlineToo) {
  const RunningStandIn service{{"log-on-slow"}};
  Config config = service.config();
  config.call_deadline = milliseconds{100};
  EXPECT_FALSE(client_of(config)->look_up(number(resident)).has_value());
}

TEST(CprDirekte, AServerThatNeverSpeaksIsUnreachableAtTheConnectDeadline) {
  const RunningStandIn service;
  // The system takes the connection; nobody ever answers on it.
  const Socket listener{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  sockaddr_in address{};
  socklen_t size = sizeof address;
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(bind(listener.descriptor(), reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(listen(listener.descriptor(), 4), 0);
  ASSERT_EQ(getsockname(listener.descriptor(), reinterpret_cast<sockaddr*>(&address), &size), 0);
  Config config = service.config();
  config.port = ntohs(address.sin_port);
  config.connect_deadline = milliseconds{5};
  const auto found = client_of(config)->look_up(number(resident));
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().kind, FailureKind::unreachable);
  expect_no_secret(found.error().text);
}

TEST(CprDirekte, NobodyListeningIsUnreachable) {
  RunningStandIn service;
  const Config config = service.config();
  service.stop();
  const auto found = client_of(config)->look_up(number(resident));
  EXPECT_EQ(found.error().kind, FailureKind::unreachable);
  expect_no_secret(found.error().text);
}

TEST(CprDirekte, AHostThatThereIsNotIsUnreachable) {
  const RunningStandIn service;
  Config config = service.config();
  config.host = "no such host.invalid";
  EXPECT_EQ(client_of(config)->look_up(number(resident)).error().kind, FailureKind::unreachable);
}

TEST(CprDirekte, AHostByNameIsLookedUp) {
  const RunningStandIn service;
  Config config = service.config();
  config.host = "localhost";
  config.server_name.clear();
  const auto found = client_of(config)->look_up(number(resident));
  EXPECT_TRUE(found.has_value()) << found.error().text;
}

TEST(CprDirekte, ACertificateOfAnotherAuthorityIsRefused) {
  const RunningStandIn service;
  const RunningStandIn other;
  Config config = service.config();
  config.ca_file = other.config().ca_file;
  const auto found = client_of(config)->look_up(number(resident));
  ASSERT_FALSE(found.has_value());
  EXPECT_EQ(found.error().kind, FailureKind::not_trusted);
  expect_no_secret(found.error().text);
  config.ca_file.clear();
  EXPECT_EQ(client_of(config)->look_up(number(resident)).error().kind, FailureKind::not_trusted);
  EXPECT_EQ(service.statistics().asked.log_ons, 0U) << "no password is sent to whom is not trusted";
}

TEST(CprDirekte, ACertificateForAnotherNameIsRefused) {
  const RunningStandIn service;
  for (const char* name : {"direkte.cpr.dk", "127.0.0.1", "local", "x.localhost"}) {
    SCOPED_TRACE(name);
    Config config = service.config();
    config.server_name = name;
    EXPECT_EQ(client_of(config)->look_up(number(resident)).error().kind, FailureKind::not_trusted);
  }
  EXPECT_EQ(service.statistics().asked.log_ons, 0U);
}

TEST(CprDirekte, ManyCallersLogOnOnce) {
  const RunningStandIn service;
  const auto client = client_of(service.config());
  on_threads(12, [&] { EXPECT_TRUE(client->find(number(resident)).has_value()); });
  EXPECT_EQ(service.statistics().asked.log_ons, 1U);
  EXPECT_EQ(service.statistics().asked.look_ups, 12U);
}

TEST(CprDirekte, ManyCallersRenewAnExpiredTokenOnce) {
  const RunningStandIn service{{"error-07:8", "gather:8"}};
  Config config = service.config();
  config.connections = 8;
  const auto client = client_of(config);
  on_threads(8, [&] { EXPECT_TRUE(client->find(number(resident)).has_value()); });
  EXPECT_EQ(service.statistics().asked.log_ons, 2U);
  EXPECT_EQ(service.statistics().asked.look_ups, 16U);
}

TEST(CprDirekte, NoMoreConnectionsThanAllowedAreOpenAtOnce) {
  for (const unsigned allowed : {1U, 4U}) {
    const RunningStandIn service{{"gather:" + std::to_string(allowed)}};
    Config config = service.config();
    config.connections = allowed;
    const auto client = client_of(config);
    on_threads(12, [&] { EXPECT_TRUE(client->find(number(resident)).has_value()); });
    EXPECT_EQ(service.statistics().most_at_once, allowed);
  }
}

TEST(CprDirekte, WhoGetsNoConnectionBeforeTheDeadlineIsTold) {
  RunningStandIn service{{"slow"}};
  Config config = service.config();
  config.connections = 1;
  auto tls = TlsContext::client(config.ca_file);
  ASSERT_TRUE(tls.has_value());
  Exchange exchange{config, std::move(*tls)};
  const auto frame = look_up_request(config.account, base::PersonalText{"TOKEN123"}, number(resident));
  std::jthread first{[&] {
    const auto answer = exchange.ask(Request::look_up, frame, steady_clock::now() + std::chrono::minutes{1});
    EXPECT_EQ(answer.error().kind, FailureKind::cut);
  }};
  while (service.statistics().asked.look_ups == 0) std::this_thread::yield();
  const auto second = exchange.ask(Request::look_up, frame, steady_clock::now() + milliseconds{5});
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().kind, FailureKind::busy);
  service.stop();
}

}  // namespace
}  // namespace skranke::cpr_direkte::test
