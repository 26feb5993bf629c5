// Runs a fuzz body over its corpus, so that what was found once stays found.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

TEST(Replay, EveryInputOfTheCorpusHolds) {
  std::size_t inputs = 0;
  for (const auto& entry : std::filesystem::directory_iterator{SKRANKE_CORPUS}) {
    SCOPED_TRACE(entry.path().filename().string());
    std::ifstream stream{entry.path(), std::ios::binary};
    const std::string bytes{std::istreambuf_iterator<char>{stream}, {}};
    EXPECT_EQ(LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()), 0);
    ++inputs;
  }
  EXPECT_GT(inputs, 0U);
}

}  // namespace
