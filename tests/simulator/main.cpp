// Long runs of the simulator, and one seed again with all that it does.
//
//   skranke_simulator 1..10000 [STEPS]    so many seeds; the first that finds something ends it with 1
//   skranke_simulator 4711 [STEPS]        one seed, its trace on standard output
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "world.hpp"

namespace {

using skranke::simulator::Options;
using skranke::simulator::Report;

int one(const Options& options) {
  const Report report = skranke::simulator::simulate(options);
  for (const std::string& line : report.trace) std::printf("%s\n", line.c_str());
  for (const std::string& finding : report.findings) std::printf("found: %s\n", finding.c_str());
  std::printf("seed %llu: %016llx, %d answers, %d not heard, %d starts, %d losses of power\n",
              static_cast<unsigned long long>(options.seed), static_cast<unsigned long long>(report.digest),
              report.heard, report.unheard, report.starts, report.power_losses);
  return report.findings.empty() ? 0 : 1;
}

int many(std::uint64_t from, std::uint64_t to, int steps) {
  Report all;
  for (std::uint64_t seed = from; seed <= to; ++seed) {
    const Report report = skranke::simulator::simulate({.seed = seed, .steps = steps});
    all.heard += report.heard;
    all.unheard += report.unheard;
    all.starts += report.starts;
    all.power_losses += report.power_losses;
    if (report.findings.empty()) continue;
    std::printf("seed %llu finds: %s\n", static_cast<unsigned long long>(seed),
                report.findings.front().c_str());
    return 1;
  }
  std::printf(
      "%llu seeds: %d answers, %d not heard, %d starts after an end, %d of them after a loss of power, 0 "
      "found\n",
      static_cast<unsigned long long>(to - from + 1), all.heard, all.unheard, all.starts, all.power_losses);
  return 0;
}

}  // namespace

int main(int count, char** words) {
  const std::string_view wanted = count > 1 ? words[1] : "";
  const int steps = count > 2 ? std::atoi(words[2]) : 200;
  char* end = nullptr;
  const std::uint64_t from = std::strtoull(count > 1 ? words[1] : "", &end, 10);
  if (wanted.empty() || end == words[1] || steps <= 0) {
    std::fprintf(stderr, "skranke_simulator FIRST..LAST [STEPS], or SEED [STEPS]\n");
    return 2;
  }
  if (*end == '\0') return one({.seed = from, .steps = steps, .is_traced = true});
  if (!std::string_view{end}.starts_with("..")) return 2;
  return many(from, std::strtoull(end + 2, nullptr, 10), steps);
}
