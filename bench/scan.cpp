// How fast an extract is read, framed and validated, beside the least that reading it can cost on the same
// core.
//
//   scan FILE [ROUNDS]
//
// Rounds alternate between: read() alone; read() and a scan that trusts every record to be as long as its
// type says and sums five fields; the product's reader, which checks every field; and the same with persons
// packed for storing. Prints medians of processor time, and the third as a share of the second. Pin it:
// taskset -c 0 scan FILE.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "cpr/extract_lines.hpp"
#include "cpr/extract_reader.hpp"
#include "cpr/layout.hpp"

namespace {

using namespace skranke;

constexpr std::size_t chunk = 1024UL * 1024;

struct Result {
  std::uint64_t bytes = 0;
  std::uint64_t records = 0;
  std::uint64_t sum = 0;  // of what was read, so that nothing is optimised away
};

Result read_alone(int file) {
  const auto buffer = std::make_unique_for_overwrite<char[]>(chunk);
  Result result;
  for (ssize_t count = 0; (count = ::read(file, buffer.get(), chunk)) > 0;) {
    result.bytes += static_cast<std::uint64_t>(count);
    result.sum += static_cast<unsigned char>(buffer[0]);
  }
  return result;
}

std::uint64_t eight_digits(const char* text) {
  std::uint64_t value = 0;
  std::memcpy(&value, text, 8);
  value = (value & 0x0F0F0F0F0F0F0F0FULL) * 2561 >> 8;
  value = (value & 0x00FF00FF00FF00FFULL) * 6553601 >> 16;
  return (value & 0x0000FFFF0000FFFFULL) * 42949672960001ULL >> 32;
}

// The length of each type's record with its line end; 1 for what isn't one.
std::array<std::uint16_t, 4096> lengths() {
  std::array<std::uint16_t, 4096> by_type{};
  by_type.fill(1);
  for (const cpr::RecordLayout& layout : cpr::layouts()) {
    const auto digit = [&](std::size_t i) { return static_cast<std::size_t>(layout.type[i] & 15); };
    by_type[digit(0) << 8 | digit(1) << 4 | digit(2)] = static_cast<std::uint16_t>(layout.length + 1);
  }
  return by_type;
}

Result read_and_scan(int file) {
  static const auto length_of = lengths();
  const auto buffer = std::make_unique_for_overwrite<char[]>(2 * chunk + 64);
  Result result;
  std::size_t kept = 0;
  for (ssize_t count = 0; (count = ::read(file, buffer.get() + kept, chunk)) > 0;) {
    result.bytes += static_cast<std::uint64_t>(count);
    const std::size_t end = kept + static_cast<std::size_t>(count);
    std::size_t at = 0;
    while (at + 3 < end) {
      const char* record = buffer.get() + at;
      const std::size_t type = static_cast<std::size_t>(record[0] & 15) << 8 |
                               static_cast<std::size_t>(record[1] & 15) << 4 |
                               static_cast<std::size_t>(record[2] & 15);
      const std::size_t length = length_of[type];
      if (at + length > end) break;
      result.sum += type + eight_digits(record + 3) + static_cast<std::uint64_t>(record[11] & 15) +
                    eight_digits(record + 13) + static_cast<std::uint64_t>(record[length - 1]);
      ++result.records;
      at += length;
    }
    kept = end - at;
    std::memmove(buffer.get(), buffer.get() + at, kept);
  }
  return result;
}

// Calls `take` for every line.
template <class Take>
Result read_lines(int file, const Take& take) {
  cpr::ExtractLines lines;
  Result result;
  while (true) {
    const auto room = lines.room();
    const ssize_t count = ::read(file, room.data(), room.size());
    if (count < 0) std::abort();
    lines.added(static_cast<std::size_t>(count));
    result.bytes += static_cast<std::uint64_t>(count);
    if (count == 0) lines.finish();
    while (const auto* line = lines.next()) {
      ++result.records;
      take(*line, result);
    }
    if (count == 0) return result;
  }
}

Result validate(int file) {
  return read_lines(file, [](const cpr::ExtractLine& line, Result& result) {
    result.sum += line.record.size() + (line.fault ? 1U : 0U);
  });
}

struct Counting final : cpr::ExtractSink {
  void person(cpr::PersonEntry&& entry) override { sum += entry.packed.size(); }
  void quarantined(const cpr::QuarantinedLine& /*line*/) override { ++sum; }
  std::uint64_t sum = 0;
};

Result pack(int file) {
  Counting sink;
  cpr::ExtractReader reader{sink};
  Result result = read_lines(file, [&](const cpr::ExtractLine& line, Result& /*result*/) {
    if (!reader.take(line)) std::abort();
  });
  result.sum = sink.sum;
  return result;
}

struct Way {
  const char* name;
  Result (*run)(int);
  std::vector<double> seconds;
  Result result;
};

// Of this process: the file is in memory, and neighbours on the machine count less.
double processor_seconds() {
  timespec now = {};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void time(Way& way, const char* path) {
  const int file = ::open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    std::perror(path);
    std::exit(5);
  }
  const double begin = processor_seconds();
  way.result = way.run(file);
  way.seconds.push_back(processor_seconds() - begin);
  ::close(file);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: scan FILE [ROUNDS]\n", stderr);
    return 2;
  }
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 7;
  std::array<Way, 4> ways{
      Way{"read() alone", read_alone, {}, {}}, Way{"read() and fixed-width scan", read_and_scan, {}, {}},
      Way{"read, framed, validated", validate, {}, {}}, Way{"the same, packed for storing", pack, {}, {}}};
  for (int round = 0; round < rounds; ++round) {
    for (Way& way : ways) time(way, argv[1]);
  }
  for (const Way& way : ways) {
    const double seconds = median(way.seconds);
    const auto bytes = static_cast<double>(way.result.bytes);
    const auto records = static_cast<double>(ways[2].result.records);
    std::printf("%-30s %8.0f MB/s %7.1f million records/s  (%llu)\n", way.name, bytes / seconds / 1e6,
                records / seconds / 1e6, static_cast<unsigned long long>(way.result.sum));
  }
  std::vector<double> shares;
  for (std::size_t i = 0; i < ways[1].seconds.size(); ++i)
    shares.push_back(ways[1].seconds[i] / ways[2].seconds[i]);
  std::printf("validated / scan, median of the rounds: %.2f\n", median(shares));
}
