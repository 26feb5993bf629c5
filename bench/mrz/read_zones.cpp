// How many machine-readable zones a second one core reads. bench/mrz/run.sh runs it beside npm's mrz.
//
//   read_zones write N FILE     N invented zones, an empty line behind each
//   read_zones time FILE ROUNDS medians of processor time: zones read; zones as JSON lines to answers
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <time.h>

#include "codec/zone_text.hpp"
#include "proofing/compose_zone.hpp"
#include "synthetic/invented_zone.hpp"

namespace {

using namespace skranke;

constexpr base::Day today = 20'781;  // 2026-11-24

// Of this process: neighbours on the machine count less.
double processor_seconds() {
  timespec now = {};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

int write(std::uint64_t count, const char* path) {
  std::ofstream file{path, std::ios::binary};
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto zone = proofing::compose_zone(synthetic::invented_zone(7, i, today));
    if (!zone) return 5;
    file << *zone << '\n';
  }
  return file.flush() ? 0 : 5;
}

std::vector<std::string> zones_of(const char* path) {
  std::ifstream file{path, std::ios::binary};
  const std::string all{std::istreambuf_iterator<char>{file}, {}};
  std::vector<std::string> zones;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = all.find("\n\n", at);
    zones.push_back(all.substr(at, end + 1 - at));
    at = end + 2;
  }
  return zones;
}

std::vector<std::string> as_json_lines(const std::vector<std::string>& zones) {
  std::vector<std::string> lines;
  for (const std::string& zone : zones) {
    std::string line = "{\"zone\":\"";
    for (const char c : zone) c == '\n' ? line.append("\\n") : line.append(1, c);
    lines.push_back(line + "\"}");
  }
  return lines;
}

template <class Work>
void print_rate(const char* what, std::size_t count, int rounds, const Work& work) {
  std::vector<double> seconds;
  for (int round = 0; round < rounds; ++round) {
    const double begin = processor_seconds();
    work();
    seconds.push_back(processor_seconds() - begin);
  }
  std::ranges::sort(seconds);
  const double median = seconds[seconds.size() / 2];
  std::printf("%-34s %11.0f zones a second, %5.0f ns each\n", what, static_cast<double>(count) / median,
              median / static_cast<double>(count) * 1e9);
}

int time_file(const char* path, int rounds) {
  const std::vector<std::string> zones = zones_of(path);
  const std::vector<std::string> lines = as_json_lines(zones);
  std::size_t valid = 0;
  print_rate("read_zone", zones.size(), rounds, [&] {
    valid = 0;
    for (const std::string& zone : zones) {
      const auto read = proofing::read_zone(zone, today);
      valid += read && read->valid() ? 1U : 0U;
    }
  });
  codec::ZoneText reader;
  std::string out;
  print_rate("JSON line to answer", zones.size(), rounds, [&] {
    for (const std::string& line : lines) {
      out.clear();
      reader.answer_line(line, 1, today, out);
    }
  });
  if (valid == zones.size()) return 0;
  std::fprintf(stderr, "%zu of %zu zones are valid\n", valid, zones.size());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> arguments(argv + 1, argv + argc);
  if (arguments.size() == 3 && arguments[0] == "write")
    return write(std::strtoull(argv[2], nullptr, 10), argv[3]);
  if (arguments.size() == 3 && arguments[0] == "time")
    return time_file(argv[2], std::max(1, std::atoi(argv[3])));
  std::fputs("usage: read_zones write N FILE | time FILE ROUNDS\n", stderr);
  return 2;
}
