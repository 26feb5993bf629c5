// The door of the verifier: who may speak, how much, and what a mistake costs.
#include "verifier/socket_server.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/limits.hpp"

namespace skranke::verifier {
namespace {

namespace fs = std::filesystem;

// Says lines, and reads until the server closes or `lines` have come.
std::string talk(const fs::path& path, const std::string& said, std::size_t lines) {
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.native().copy(static_cast<char*>(address.sun_path), sizeof address.sun_path - 1);
  EXPECT_EQ(::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  std::string heard;
  std::size_t sent = 0;
  while (sent < said.size()) {
    const ssize_t count = ::send(socket, said.data() + sent, said.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) break;
    sent += static_cast<std::size_t>(count);
  }
  std::array<char, 4096> piece{};
  while (static_cast<std::size_t>(std::count(heard.begin(), heard.end(), '\n')) < lines) {
    const ssize_t count = ::recv(socket, piece.data(), piece.size(), 0);
    if (count <= 0) break;
    heard.append(piece.data(), static_cast<std::size_t>(count));
  }
  ::close(socket);
  return heard;
}

std::string answer(std::string_view line) {
  if (line == "throw") throw std::runtime_error{"a mistake"};
  return std::string{"heard "}.append(line);
}

class SocketServerTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "skranke-door-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
    path_ = folder_ / "door";
  }
  void TearDown() override {
    end();
    fs::remove_all(folder_);
  }

  void begin(std::vector<uid_t> peers = {}) {
    auto server = SocketServer::listen({.path = path_, .peers = std::move(peers), .stop_signals = {}});
    ASSERT_TRUE(server) << server.error().text;
    server_.emplace(std::move(*server));
    thread_ = std::thread{[this] { server_->run(answer); }};
  }
  void end() {
    if (!server_) return;
    server_->stop();
    thread_.join();
    server_.reset();
  }

  fs::path folder_;
  fs::path path_;
  std::optional<SocketServer> server_;
  std::thread thread_;
};

TEST_F(SocketServerTest, AnswersLineByLineHoweverTheyArrive) {
  begin();
  EXPECT_EQ(talk(path_, "one\n", 1), "heard one\n");
  EXPECT_EQ(talk(path_, "one\ntwo\n\n", 3), "heard one\nheard two\nheard \n");
}

TEST_F(SocketServerTest, TakesLinesUpToTheLimitAndNoLonger) {
  begin();
  const std::string most(base::limits::verifier_line_bytes_max, 'x');
  EXPECT_EQ(talk(path_, most + "\n", 1), "heard " + most + "\n");
  EXPECT_EQ(talk(path_, most + "x", 1), "");
  EXPECT_EQ(talk(path_, "still here\n", 1), "heard still here\n");
}

TEST_F(SocketServerTest, AMistakeOfTheHandlerCostsItsConnectionOnly) {
  begin();
  EXPECT_EQ(talk(path_, "throw\n", 1), "");
  EXPECT_EQ(talk(path_, "one\n", 1), "heard one\n");
}

TEST_F(SocketServerTest, AnotherUserIsNotHeard) {
  begin({::geteuid() + 1});
  EXPECT_EQ(talk(path_, "one\n", 1), "");
  end();
  begin({::geteuid() + 1, ::geteuid()});
  EXPECT_EQ(talk(path_, "one\n", 1), "heard one\n");
}

TEST_F(SocketServerTest, OnlyTheOwnerReachesTheDoorUnlessOthersAreNamed) {
  begin();
  EXPECT_EQ(fs::status(path_).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(SocketServerTest, OneServerAPath) {
  begin();
  const auto second = SocketServer::listen({.path = path_, .peers = {}, .stop_signals = {}});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().fault, base::Fault::unavailable);
  EXPECT_EQ(talk(path_, "one\n", 1), "heard one\n");
}

TEST_F(SocketServerTest, TakesThePlaceOfASocketThatNobodyListensTo) {
  const int left = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path_.native().copy(static_cast<char*>(address.sun_path), sizeof address.sun_path - 1);
  ASSERT_EQ(::bind(left, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ::close(left);
  begin();
  EXPECT_EQ(talk(path_, "one\n", 1), "heard one\n");
  end();
  EXPECT_FALSE(fs::exists(path_));
}

TEST_F(SocketServerTest, LeavesAFileAlone) {
  std::ofstream{path_} << "somebody's";
  const auto server = SocketServer::listen({.path = path_, .peers = {}, .stop_signals = {}});
  ASSERT_FALSE(server);
  EXPECT_EQ(server.error().fault, base::Fault::invalid_value);
  EXPECT_EQ(fs::file_size(path_), 10U);
}

TEST_F(SocketServerTest, RefusesAPathThatTheSystemCannotHold) {
  EXPECT_FALSE(
      SocketServer::listen({.path = folder_ / std::string(200, 'x'), .peers = {}, .stop_signals = {}}));
}

}  // namespace
}  // namespace skranke::verifier
