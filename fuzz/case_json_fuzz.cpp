// The way of any text through `check`, from JSON to JSON.
//
// Besides that nothing crashes: what is refused leaves the output as it was; a line of JSON lines gives
// exactly one line, whatever it holds; the answer doesn't depend on what was read before, and advice and
// the next question change nothing else of it.
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "base/ensure.hpp"
#include "codec/check_text.hpp"
#include "policy/load.hpp"

namespace {

using namespace skranke;

const policy::Catalogue& catalogue() {
  static const policy::Catalogue all = [] {
    constexpr const char* path = SKRANKE_SOURCE_DIR "/policies/mitid/2024-01-01.toml";
    std::ifstream stream{path};
    auto loaded = policy::load(std::string{std::istreambuf_iterator<char>{stream}, {}}, path);
    policy::Catalogue made;
    base::ensure(loaded.edition && made.add(std::move(*loaded.edition)), "a policy without mistakes");
    return made;
  }();
  return all;
}

constexpr base::Day today = 20'604;  // 2026-05-31
constexpr codec::CheckOptions plain{.today = today, .advice = false};
constexpr codec::CheckOptions full{.today = today, .advice_max = 5, .next = true};

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static codec::CheckText kept{catalogue()};
  const std::string_view text{reinterpret_cast<const char*>(data), size};

  std::string out = "before";
  const auto outcome = kept.check(text, plain, out);
  base::ensure(out.starts_with("before"), "what was there stays");
  base::ensure(outcome.has_value() || out == "before", "a problem leaves the output as it was");
  base::ensure(outcome.has_value() || !outcome.error().text.empty(), "a problem says what is wrong");

  std::string again = "before";
  const auto fresh = codec::CheckText{catalogue()}.check(text, plain, again);
  base::ensure(again == out && fresh.has_value() == outcome.has_value(), "the answer remembers nothing");

  std::string more;
  const auto with_more = kept.check(text, full, more);
  base::ensure(with_more.has_value() == outcome.has_value(), "advice refuses nothing");
  if (outcome) {
    base::ensure(*with_more == *outcome, "advice changes no verdict");
    const std::string_view same = std::string_view{out}.substr(6, out.size() - 7);  // but for the last brace
    base::ensure(std::string_view{more}.starts_with(same), "advice stands after all else");
  }

  std::string line = "before\n";
  const bool decided = kept.check_line(text, 7, plain, line);
  base::ensure(decided == outcome.has_value(), "a line is decided like a case");
  base::ensure(line.find('\n', 7) == line.size() - 1, "exactly one line");
  if (decided) base::ensure(line == "before\n" + out.substr(6) + "\n", "a line is answered like a case");
  return 0;
}
