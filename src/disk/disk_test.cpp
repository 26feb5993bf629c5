// A lock is held by one at a time, of this process and of others, and goes with its holder; descriptors are
// closed once and leave errno alone; what can't be brought to the disk is told.
#include "disk/disk.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <utility>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace skranke::disk {
namespace {

namespace fs = std::filesystem;

class Disk : public testing::Test {
 protected:
  Disk() {
    std::string name = (fs::temp_directory_path() / "skranke-disk-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"a temporary folder"};
    folder = name;
  }
  ~Disk() override { fs::remove_all(folder); }

  fs::path folder;
};

bool is_closed(int number) { return ::fcntl(number, F_GETFD) == -1 && errno == EBADF; }

TEST_F(Disk, ADescriptorIsClosedOnceAndLeavesErrnoAlone) {
  int number = -1;
  {
    Descriptor first{::open(folder.c_str(), O_RDONLY | O_CLOEXEC)};
    ASSERT_TRUE(first.is_open());
    number = first.number();
    const Descriptor second{std::move(first)};
    EXPECT_FALSE(first.is_open());  // NOLINT(bugprone-use-after-move): it has none now
    EXPECT_EQ(second.number(), number);
    errno = ENOSPC;
  }
  EXPECT_EQ(errno, ENOSPC);
  EXPECT_TRUE(is_closed(number));
  EXPECT_FALSE(Descriptor{}.is_open());
}

TEST_F(Disk, ALockIsHeldByOneAtATime) {
  const fs::path file = folder / "lock";
  {
    const Descriptor held = lock(file, Waiting::no);
    ASSERT_TRUE(held.is_open());
    struct stat about{};
    ASSERT_EQ(::stat(file.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777U, 0600U) << "for its owner alone";
    EXPECT_FALSE(lock(file, Waiting::no).is_open());
    EXPECT_EQ(errno, EWOULDBLOCK);
  }
  EXPECT_TRUE(lock(file, Waiting::no).is_open());
}

TEST_F(Disk, ALockGoesWithTheProcessThatHeldIt) {
  const fs::path file = folder / "lock";
  std::array<int, 2> told{};
  ASSERT_EQ(::pipe(told.data()), 0);
  const pid_t other = ::fork();
  ASSERT_GE(other, 0);
  if (other == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const Descriptor held = lock(file, Waiting::no);
    const char word = held.is_open() ? 'h' : '-';
    if (::write(told[1], &word, 1) == 1) ::pause();
    ::_exit(0);
  }
  char word = 0;
  ASSERT_EQ(::read(told[0], &word, 1), 1);
  EXPECT_EQ(word, 'h');
  EXPECT_FALSE(lock(file, Waiting::no).is_open());
  ASSERT_EQ(::kill(other, SIGKILL), 0);
  const Descriptor held = lock(file, Waiting::yes);
  EXPECT_TRUE(held.is_open());
  EXPECT_EQ(::waitpid(other, nullptr, 0), other);
  ::close(told[0]);
  ::close(told[1]);
}

TEST_F(Disk, ALinkAndAFolderAreNoLock) {
  fs::create_symlink(folder / "elsewhere", folder / "link");
  EXPECT_FALSE(lock(folder / "link", Waiting::yes).is_open());
  EXPECT_EQ(errno, ELOOP);
  EXPECT_FALSE(fs::exists(folder / "elsewhere"));
  EXPECT_FALSE(lock(folder, Waiting::yes).is_open());
  EXPECT_EQ(errno, EISDIR);
  EXPECT_FALSE(lock(folder / "none" / "lock", Waiting::yes).is_open());
  EXPECT_EQ(errno, ENOENT);
}

TEST_F(Disk, WritesAllOrSaysWhyNot) {
  const fs::path file = folder / "file";
  const std::string bytes(1'000'000, 'x');
  const Descriptor made{::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600)};
  ASSERT_TRUE(write_all(made, bytes) && sync(made) && sync_folder(folder) && sync_folder_of(file));
  std::ifstream in{file};
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>{in}, {}), bytes);
  const Descriptor full{::open("/dev/full", O_WRONLY | O_CLOEXEC)};
  ASSERT_TRUE(full.is_open());
  EXPECT_FALSE(write_all(full, "x"));
  EXPECT_EQ(errno, ENOSPC);
  EXPECT_FALSE(sync_folder(folder / "none"));
  EXPECT_EQ(errno, ENOENT);
  EXPECT_FALSE(sync_folder(file));
  EXPECT_EQ(errno, ENOTDIR);
}

// A name alone is in the folder that the program is in.
TEST_F(Disk, TheFolderOfANameAloneIsTheCurrentOne) { EXPECT_TRUE(sync_folder_of("a-name-alone")); }

}  // namespace
}  // namespace skranke::disk
