// The service manager is told by one datagram, at a path or in the abstract namespace.
#include "app/service_manager.hpp"

#include <array>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace skranke::app {
namespace {

// What arrives at a socket of this name while `state` is told.
std::string told(const std::string& name, std::string_view state) {
  const int socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, name.data(), name.size());
  if (name[0] == '@') address.sun_path[0] = '\0';
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + name.size());
  EXPECT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&address), size), 0);
  ::setenv("NOTIFY_SOCKET", name.c_str(), 1);
  tell_service_manager(state);
  ::unsetenv("NOTIFY_SOCKET");
  std::array<char, 64> bytes{};
  const auto count = ::recv(socket, bytes.data(), bytes.size(), 0);
  ::close(socket);
  return count < 0 ? std::string{} : std::string{bytes.data(), static_cast<std::size_t>(count)};
}

TEST(ServiceManager, IsToldAtAPath) {
  std::string folder = (std::filesystem::temp_directory_path() / "skranke-notify-XXXXXX").string();
  ASSERT_NE(mkdtemp(folder.data()), nullptr);
  const std::string path = folder + "/socket";
  EXPECT_EQ(told(path, "READY=1"), "READY=1");
  ::unlink(path.c_str());
  ::rmdir(folder.c_str());
}

TEST(ServiceManager, IsToldInTheAbstractNamespace) {
  EXPECT_EQ(told("@skranke-notify-" + std::to_string(getpid()), "STOPPING=1"), "STOPPING=1");
}

TEST(ServiceManager, IsNotThereAndNothingHappens) {
  ::unsetenv("NOTIFY_SOCKET");
  tell_service_manager("READY=1");
  ::setenv("NOTIFY_SOCKET", "/nowhere/at/all", 1);
  tell_service_manager("READY=1");
  ::unsetenv("NOTIFY_SOCKET");
}

}  // namespace
}  // namespace skranke::app
