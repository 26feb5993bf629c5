// Folders of messages: whole files under their last names, one for each message.
#include "connect/spool/spool.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

namespace skranke::spool {
namespace {

namespace fs = std::filesystem;

class Spool : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "skranke-spool-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    above_ = name;
    folder_ = open_folder(above_ / "made" / "here").value();
  }
  void TearDown() override { fs::remove_all(above_); }

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (const auto& entry : fs::directory_iterator{folder_}) all.push_back(entry.path().filename());
    return all;
  }
  [[nodiscard]] std::string text(const std::string& name) const {
    std::ifstream file{folder_ / name, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
  }

  fs::path above_;
  fs::path folder_;
};

TEST_F(Spool, AMailIsAFileThatOnlyItsOwnerReads) {
  MailFolder mails{folder_};
  const messages::Mail mail{
      .id = "a.confirmed.0.mail", .from = {}, .to = {}, .message_id = {}, .bytes = "x\r\n"};
  EXPECT_FALSE(mails.carry(mail).has_value());
  EXPECT_EQ(names(), std::vector<std::string>{"a.confirmed.0.mail.eml"}) << "and nothing else is left";
  EXPECT_EQ(text("a.confirmed.0.mail.eml"), "x\r\n");
  EXPECT_EQ(fs::status(folder_ / "a.confirmed.0.mail.eml").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(fs::status(folder_).permissions(), fs::perms::owner_all);
}

TEST_F(Spool, TheSameMessageAgainTakesThePlaceOfTheFirst) {
  TextMessageFolder messages{folder_};
  for (const char* said : {"one, which is longer", "\"to\""}) {
    EXPECT_FALSE(
        messages.carry({.id = "a", .to = "+4512345678", .language = "da", .text = said}).has_value());
  }
  EXPECT_EQ(names().size(), 1U);
  EXPECT_EQ(text("a.json"), R"({"id":"a","to":"+4512345678","language":"da","text":"\"to\""})"
                            "\n");
}

TEST_F(Spool, AMessageOfDigitalPostIsAFileThatIsWrittenOnce) {
  const PostFolder post{folder_};
  EXPECT_TRUE(post.carry("evt_1", "<a/>"));
  EXPECT_TRUE(post.carry("evt_1", "<a/>"));
  EXPECT_EQ(names(), std::vector<std::string>{"evt_1.xml"});
  EXPECT_EQ(text("evt_1.xml"), "<a/>");
  fs::remove_all(folder_);
  EXPECT_FALSE(post.carry("evt_1", "<a/>"));
}

TEST_F(Spool, AFolderThatIsGoneTakesNothing) {
  MailFolder mails{folder_};
  fs::remove_all(folder_);
  const messages::Mail mail{.id = "a", .from = {}, .to = {}, .message_id = {}, .bytes = "x"};
  EXPECT_EQ(mails.carry(mail), booking::Trouble::unreachable);
}

TEST_F(Spool, WhatIsNoFolderIsSaidToBeNone) {
  std::ofstream{above_ / "file"} << "x";
  EXPECT_FALSE(open_folder(above_ / "file").has_value());
}

}  // namespace
}  // namespace skranke::spool
