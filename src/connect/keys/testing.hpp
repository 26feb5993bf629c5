// A token of SoftHSM in a folder of its own, and a key folder that names it.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <stdexcept>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "connect/keys/master_token.hpp"
#include "connect/keys/token.hpp"

namespace skranke::keys::testing {

namespace fs = std::filesystem;
inline constexpr const char* module_path = "/usr/lib/softhsm/libsofthsm2.so";
inline constexpr const char* pin = "a-pin-of-tests";

class CountedPins final : public Pins {
 public:
  CountedPins(int& read, int& refused) : read_{read}, refused_{refused} {}
  base::Result<std::string> read(std::string_view /*source*/) override {
    ++read_;
    return std::string{pin};
  }
  void was_refused(std::string_view /*pin*/) override { ++refused_; }

 private:
  int& read_;
  int& refused_;
};

class Tokens : public ::testing::Test {
 protected:
  Tokens() {
    std::string name = (fs::temp_directory_path() / "skranke-token-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error{"a temporary folder"};
    folder = name;
    fs::create_directories(folder / "tokens");
    fs::create_directories(folder / "keys");
    std::ofstream{folder / "softhsm2.conf"} << "directories.tokendir = " << (folder / "tokens").string()
                                            << "\nobjectstore.backend = file\nlog.level = ERROR\n";
    ::setenv("SOFTHSM2_CONF", (folder / "softhsm2.conf").c_str(), 1);
    make_token("centre");
    write("pin", std::string{pin} + "\n");
    write("master.pkcs11", uri("pin") + "\n");
  }
  ~Tokens() override {
    ::unsetenv("SOFTHSM2_CONF");
    fs::remove_all(folder);
  }

  static void make_token(const std::string& label) {
    const std::string command = "softhsm2-util --init-token --free --label " + label + " --pin " + pin +
                                " --so-pin for-its-officer >/dev/null 2>&1";
    if (std::system(command.c_str()) != 0) throw std::runtime_error{"a token of SoftHSM"};
  }
  static std::string uri(const std::string& source, const std::string& token = "centre") {
    return "pkcs11:token=" + token + ";object=skranke?module-path=" + module_path + "&pin-source=" + source;
  }
  void write(const std::string& name, const std::string& text) const {
    const auto file = folder / "keys" / name;
    std::ofstream{file} << text;
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  }
  // In a connection of its own.
  static void draw(const std::string& label) {
    int read = 0;
    int refusals = 0;
    const auto token = Token::open(uri("pin"), std::make_unique<CountedPins>(read, refusals));
    if (!token || !(*token)->generate(label).value_or(false)) throw std::runtime_error{"no key is drawn"};
  }
  [[nodiscard]] std::unique_ptr<MasterStore> masters() const {
    auto opened = open_masters(folder / "keys");
    if (!opened) throw std::runtime_error{opened.error().text};
    return std::move(*opened);
  }
  [[nodiscard]] std::string refused(const std::string& text) const {
    write("master.pkcs11", text);
    const auto opened = open_masters(folder / "keys");
    return opened ? "opened" : opened.error().text;
  }

  fs::path folder;
  const Key key = [] {
    Key drawn{};
    std::ranges::fill(drawn, static_cast<unsigned char>('k'));
    return drawn;
  }();
};

}  // namespace skranke::keys::testing
