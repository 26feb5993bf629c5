// The functions that a WebAssembly module exports, as its caller uses them, under the sanitizers of this
// machine.
#include "engine/engine.hpp"

#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "codec/check_text.hpp"
#include "policy/edition_bytes.hpp"
#include "policy/load.hpp"

namespace skranke::engine {
namespace {

constexpr base::Day today = base::day_from({2026, 11, 24});

const policy::Catalogue& policies() {
  static const policy::Catalogue catalogue = [] {
    policy::Catalogue all;
    for (const char* path : {"2021", "2022", "2024-01-01"}) {
      std::ifstream file{SKRANKE_SOURCE_DIR "/policies/mitid/" + std::string{path} + ".toml"};
      auto loaded = policy::load(std::string{std::istreambuf_iterator<char>{file}, {}}, path);
      EXPECT_TRUE(all.add(std::move(loaded.edition.value()))) << path;
    }
    return all;
  }();
  return catalogue;
}

// A text in memory that the engine gave.
class Handed {
 public:
  explicit Handed(std::string_view text) : at_{skranke_take(text.size())} {
    std::memcpy(at_, text.data(), text.size());
  }
  ~Handed() { skranke_give_back(at_); }
  Handed(const Handed&) = delete;
  Handed& operator=(const Handed&) = delete;
  Handed(Handed&&) = delete;
  Handed& operator=(Handed&&) = delete;
  [[nodiscard]] const char* at() const { return at_; }

 private:
  char* at_;
};

std::string result() { return {skranke_result(), skranke_result_size()}; }

// One engine a process, as one a module.
class Engine : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::string bytes = policy::edition_bytes(policies(), "mitid").value();
    const Handed handed{bytes};
    ASSERT_EQ(skranke_add(handed.at(), bytes.size()), 1) << result();
  }
};

TEST_F(Engine, AnswersWhatTheCommandLineAnswers) {
  codec::CheckText checks{policies()};
  for (const std::string_view text :
       {R"({"id":"a","documents":[]})", R"({"documents":[{"kind":"passport","issuer":"SE"}]})",
        R"({"id":"b","version":"2022","documents":[{"kind":"passport","issuer":"DK"}]})",
        R"({"id":"c","documents":[{"kind":"rock"}]})", R"({"documents":[)", "", "\xFF"}) {
    for (const std::int32_t advice : {-1, 0, 3, 1'000'000}) {
      for (const bool next : {false, true}) {
        const Handed handed{text};
        const std::int32_t ok =
            skranke_check(handed.at(), text.size(), 7, today, advice, next ? 1 : 0, nullptr, 0);
        std::string expected;
        const bool expected_ok =
            checks.check_line(text, 7,
                              {.today = today,
                               .advice_max = static_cast<std::size_t>(advice < 0 ? 0 : advice),
                               .advice = advice >= 0,
                               .next = next},
                              expected);
        EXPECT_EQ(result(), expected) << text;
        EXPECT_EQ(ok == 1, expected_ok) << text;
      }
    }
  }
}

TEST_F(Engine, AVersionCanBeNamedFromOutside) {
  const Handed handed{R"({"documents":[]})"};
  const Handed version{"2022"};
  ASSERT_EQ(skranke_check(handed.at(), 16, 1, today, -1, 0, version.at(), 4), 1) << result();
  EXPECT_NE(result().find(R"("version":"2022")"), std::string::npos);
  ASSERT_EQ(skranke_check(handed.at(), 16, 1, today, -1, 0, version.at(), 3), 0);
  EXPECT_NE(result().find("unknown-version"), std::string::npos);
}

TEST_F(Engine, RulesThatAreNoneAreRefusedAndTheOthersStay) {
  const Handed handed{"SKRANKE"};
  EXPECT_EQ(skranke_add(handed.at(), 7), 0);
  EXPECT_NE(result().find(R"("code":"invalid-policy")"), std::string::npos);
  const Handed empty{R"({"documents":[]})"};
  EXPECT_EQ(skranke_check(empty.at(), 16, 1, today, -1, 0, nullptr, 0), 1);
  EXPECT_EQ(skranke_format(), policy::edition_format);
}

}  // namespace
}  // namespace skranke::engine
