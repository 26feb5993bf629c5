#include "connect/cpr_direkte/config.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace skranke::cpr_direkte {
namespace {

using base::Fault;

class ConfigTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (std::filesystem::temp_directory_path() / "skranke-config-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
    std::ofstream{folder_ / name, std::ios::binary} << text;
    return (folder_ / name).string();
  }
  [[nodiscard]] Settings good() const {
    return {{"customer", "1234"}, {"user", "USER1"}, {"password_file", file("password", "pass12ab\n")}};
  }
  [[nodiscard]] base::Result<Config> with(const std::string& key, const std::string& value) const {
    Settings settings = good();
    settings[key] = value;
    return make_config(settings);
  }

  std::filesystem::path folder_;
};

const Environment nothing = [](const std::string&) { return std::optional<std::string>{}; };

TEST_F(ConfigTest, OnlyTheAccountHasToBeSaid) {
  const auto config = make_config(good());
  ASSERT_TRUE(config.has_value()) << config.error().text;
  EXPECT_EQ(config->host, "direkte.cpr.dk");
  EXPECT_EQ(config->port, 5000);
  EXPECT_EQ(config->account.transaction, "OFF4");
  EXPECT_EQ(config->password.reveal(), "pass12ab");
  EXPECT_EQ(config->connections, 4U);
}

TEST_F(ConfigTest, EveryKeyIsReadFromAFile) {
  const std::string settings =
      "host = \"direkte-demo.cpr.dk\"\nport = 5001\nserver_name = \"n\"\nca_file = \"c\"\n"
      "transaction = \"PRIV\"\ncustomer = \"0042\"\nuser = \"U\"\npassword_file = \"" +
      file("password", "secret\r\nno more") +
      "\"\nconnections = 7\nconnect_deadline_ms = 1\nread_deadline_ms = 2\ncall_deadline_ms = 3\n"
      "deadlock_pause_ms = 0\n";
  const auto read = read_settings(file("settings.toml", settings), nothing);
  ASSERT_TRUE(read.has_value()) << read.error().text;
  const auto config = make_config(*read);
  ASSERT_TRUE(config.has_value()) << config.error().text;
  EXPECT_EQ(config->host, "direkte-demo.cpr.dk");
  EXPECT_EQ(config->port, 5001);
  EXPECT_EQ(config->server_name, "n");
  EXPECT_EQ(config->ca_file, "c");
  EXPECT_EQ(config->account.transaction, "PRIV");
  EXPECT_EQ(config->account.customer, "0042");
  EXPECT_EQ(config->account.user.reveal(), "U");
  EXPECT_EQ(config->password.reveal(), "secret");
  EXPECT_EQ(config->connections, 7U);
  EXPECT_EQ(config->connect_deadline.count(), 1);
  EXPECT_EQ(config->read_deadline.count(), 2);
  EXPECT_EQ(config->call_deadline.count(), 3);
  EXPECT_EQ(config->deadlock_pause.count(), 0);
}

TEST_F(ConfigTest, TheEnvironmentWins) {
  const std::map<std::string, std::string> variables{{"SKRANKE_CPR_DIREKTE_HOST", "here"},
                                                     {"SKRANKE_CPR_DIREKTE_READ_DEADLINE_MS", "9"}};
  const Environment environment = [&](const std::string& name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional{found->second};
  };
  const auto read = read_settings(file("settings.toml", "host = \"there\"\nport = 1\n"), environment);
  ASSERT_TRUE(read.has_value());
  EXPECT_THAT(*read, testing::UnorderedElementsAre(testing::Pair("host", "here"), testing::Pair("port", "1"),
                                                   testing::Pair("read_deadline_ms", "9")));
}

TEST_F(ConfigTest, AFileWithAMistakeIsRefused) {
  EXPECT_EQ(read_settings(file("a", "hots = \"x\"\n"), nothing).error().fault, Fault::unknown_key);
  EXPECT_EQ(read_settings(file("b", "password = \"x\"\n"), nothing).error().fault, Fault::unknown_key);
  EXPECT_EQ(read_settings(file("c", "port = [1]\n"), nothing).error().fault, Fault::invalid_value);
  EXPECT_EQ(read_settings(file("d", "port = \n"), nothing).error().fault, Fault::invalid_value);
  EXPECT_EQ(read_settings((folder_ / "none").string(), nothing).error().fault, Fault::invalid_value);
}

TEST_F(ConfigTest, WhatCantBeRightIsRefusedByItsKey) {
  const std::string long_password = file("long", "123456789");
  const std::string no_password = file("empty", "\n");
  for (const auto& [key, value] : std::multimap<std::string, std::string>{{"port", "0"},
                                                                          {"port", "65536"},
                                                                          {"port", "x"},
                                                                          {"connections", "0"},
                                                                          {"connections", "65"},
                                                                          {"customer", "123"},
                                                                          {"customer", "12345"},
                                                                          {"customer", "12a4"},
                                                                          {"transaction", "OFF"},
                                                                          {"user", ""},
                                                                          {"user", "NINECHARS"},
                                                                          {"user", "A B"},
                                                                          {"host", ""},
                                                                          {"read_deadline_ms", "-1"},
                                                                          {"call_deadline_ms", "120001"},
                                                                          {"connect_deadline_ms", "1s"},
                                                                          {"password_file", "nowhere"},
                                                                          {"password_file", long_password},
                                                                          {"password_file", no_password}}) {
    const auto config = with(key, value);
    ASSERT_FALSE(config.has_value()) << key << "=" << value;
    EXPECT_EQ(config.error().fault, Fault::invalid_value);
    EXPECT_THAT(config.error().text, testing::StartsWith("CPR Direkte: " + key + ": expected "));
  }
  EXPECT_TRUE(with("connections", "64").has_value());
  EXPECT_TRUE(with("port", "65535").has_value());
  EXPECT_TRUE(with("call_deadline_ms", "120000").has_value());
  EXPECT_EQ(with("hots", "x").error().fault, Fault::unknown_key);
}

TEST_F(ConfigTest, TheAccountHasToBeThere) {
  for (const char* key : {"customer", "user", "password_file"}) {
    Settings settings = good();
    settings.erase(key);
    EXPECT_EQ(make_config(settings).error().fault, Fault::missing_key) << key;
  }
}

}  // namespace
}  // namespace skranke::cpr_direkte
