#include "provider_process.hpp"

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <utility>

#include <curl/curl.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace skranke::oidc::test {
namespace {

// Node.js as ./test found it, or as the project has fetched it.
std::string node() {
  if (const char* const named = std::getenv("SKRANKE_NODE")) return named;
  for (const char* path : {"tools/node/node_modules/.bin/node", "web/node_modules/.bin/node"}) {
    if (std::filesystem::exists(path)) return path;
  }
  return "node";
}

std::string first_line(int descriptor) {
  std::string line;
  char c = 0;
  while (::read(descriptor, &c, 1) == 1 && c != '\n') line += c;
  return line;
}

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* into) {
  static_cast<std::string*>(into)->append(bytes, size * count);
  return size * count;
}

struct Cleanup {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

}  // namespace

ProviderProcess::ProviderProcess(const std::vector<std::string>& arguments) {
  std::vector<std::string> words{
      node(), "tools/identity-provider/main.mjs", "--port", "0", "--redirect-uri", redirect_uri};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> raw;
  for (std::string& word : words) raw.push_back(word.data());
  raw.push_back(nullptr);
  std::array<int, 2> ends{};
  EXPECT_EQ(::pipe2(ends.data(), O_CLOEXEC), 0);
  posix_spawn_file_actions_t actions{};
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  EXPECT_EQ(posix_spawnp(&process_, raw.front(), &actions, nullptr, raw.data(), environ), 0) << raw.front();
  posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  said_ = ends[0];
  const std::string line = first_line(said_);
  const std::string begin = "identity provider listening on ";
  EXPECT_TRUE(line.starts_with(begin))
      << "it said: " << line << "; its packages: . tools/machine.sh; install_npm tools/identity-provider";
  if (line.starts_with(begin)) issuer_ = line.substr(begin.size());
}

ProviderProcess::~ProviderProcess() {
  if (process_ > 0) (void)stop();
  ::close(said_);
}

int ProviderProcess::stop() {
  const pid_t process = std::exchange(process_, -1);
  ::kill(process, SIGTERM);
  int status = 0;
  ::waitpid(process, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string browse(std::string address, const std::string& form) {
  const std::unique_ptr<CURL, Cleanup> handle{curl_easy_init()};
  CURL* const curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_COOKIEFILE, "");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
  bool has_posted = false;
  for (int hop = 0; hop < 10; ++hop) {
    std::string page;
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &page);
    curl_easy_setopt(curl, CURLOPT_URL, address.c_str());
    if (const CURLcode done = curl_easy_perform(curl); done != CURLE_OK) return curl_easy_strerror(done);
    curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L);
    const char* next = nullptr;
    curl_easy_getinfo(curl, CURLINFO_REDIRECT_URL, &next);
    if (next == nullptr) {
      if (form.empty() || has_posted) return "page " + page;
      curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, form.c_str());
      has_posted = true;
      continue;
    }
    address = next;
    if (address.starts_with(redirect_uri)) return address.substr(address.find('?') + 1);
  }
  return "too many redirects";
}

}  // namespace skranke::oidc::test
