// The program, run as a script runs it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>
#include <sys/wait.h>

namespace skranke::cli {

struct Ran {
  int code;
  std::string out;
  std::string error;
};

inline std::string read(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

// In a folder of its own.
class Program : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "skranke-cli-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
    std::ofstream{folder_ / name, std::ios::binary} << text;
    return (folder_ / name).string();
  }

  // `arguments` goes through the shell; `input` is standard input.
  [[nodiscard]] Ran run(const std::string& arguments, const std::string& input = {}) const {
    const std::string in = file("in", input);
    const std::string out = (folder_ / "out").string();
    const std::string error = (folder_ / "error").string();
    const std::string command = std::string{"env -u SKRANKE_HOME "} + SKRANKE_BINARY + " " + arguments +
                                " <" + in + " >" + out + " 2>" + error;
    const int status = std::system(command.c_str());
    return {.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128, .out = read(out), .error = read(error)};
  }

  std::filesystem::path folder_;
};

inline constexpr const char* accepted =
    R"({"documents":[{"kind":"foreign-ministry-id-card","issuer":"DK","form":"physical","temporary":false,"name_matches":true,"expires":null}]})";
inline constexpr const char* rejected = R"({"documents":[]})";
inline constexpr const char* undetermined = R"({"documents":[{"kind":"foreign-ministry-id-card"}]})";

}  // namespace skranke::cli
