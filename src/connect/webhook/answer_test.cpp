// Numbers of persons and signed records are not kept of an answer; what helps to find a fault is.
#include "connect/webhook/answer.hpp"

#include <string>

#include <gtest/gtest.h>

namespace skranke::webhook {
namespace {

TEST(Answers, AreKeptWithoutNumbersAndRecords) {
  for (const auto& [said, kept] : std::initializer_list<std::pair<const char*, const char*>>{
           {"0201011234", "**********"},
           {"020101-1234", "******-****"},
           {"(020101 1234)", "(****** ****)"},
           {"020101 - 1234", "****** - ****"},
           {"020101\xE2\x80\x91"
            "1234",
            "******\xE2\x80\x91****"},
           {R"(["020101","1234"])", R"(["******","****"])"},
           {"12 0201011234, 0201011235", "12 **********, **********"},
           {"123 020101-1234", "123 ******-****"},
           {"cpr0201011234x", "cpr**********x"},
           {"990201011234", "************"}})
    EXPECT_EQ(without_persons(said), kept);
  const std::string token(64, 'a');
  EXPECT_EQ(without_persons("eyJ" + token + "." + token + " end"),
            std::string(67, '*') + "." + std::string(64, '*') + " end");
}

TEST(Answers, KeepWhatIsNoNumber) {
  for (const char* said :
       {"", "taken", "case c17 at 2026-11-29T09:42:00Z", "error 500: try 12345 again", "020101 and 1234",
        "020101, 123", "123456789", "020101", "/events/evt_17?attempt=3"})
    EXPECT_EQ(without_persons(said), said);
  EXPECT_EQ(without_persons(std::string(63, 'a')), std::string(63, 'a'));
}

}  // namespace
}  // namespace skranke::webhook
