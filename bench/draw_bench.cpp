// Drawing a session of register questions: percentiles over the adults of a register.
//
//   draw_bench POLICY.toml EXTRACT
// EXTRACT as of `skranke register generate --persons N --seed S --out EXTRACT`; every adult is drawn for
// once, with a passport shown and an empty ledger, warm: the register's counts are in memory, as in the
// verifier. Times are of the processor.
#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "app/register_subjects.hpp"
#include "questions/parse_toml.hpp"

namespace {

using namespace skranke;

constexpr base::Day day = base::day_from({.year = 2026, .month = 11, .day = 24});

std::string read(const char* file) {
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

// Of this thread, so that a busy machine does not count.
double cpu_micros() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

void print(const char* what, std::vector<double>& micros) {
  std::ranges::sort(micros);
  const auto at = [&](double share) {
    return micros[static_cast<std::size_t>(share * static_cast<double>(micros.size() - 1))];
  };
  std::printf("%-16s %8zu  p50 %7.1f us  p99 %7.1f us  p99.9 %7.1f us  max %7.1f us\n", what, micros.size(),
              at(0.5), at(0.99), at(0.999), at(1));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: draw_bench POLICY.toml EXTRACT\n");
    return 2;
  }
  const questions::Loaded loaded = questions::load(read(argv[1]), argv[1]);
  app::SubjectReader reader;
  if (!loaded.policy || !reader.give(read(argv[2]))) return 4;
  const auto subjects = reader.finish(day);
  if (!subjects) return 4;
  questions::Roads roads;
  for (const questions::Subject& subject : *subjects) roads.add(subject.person);
  questions::ShareCounter counter{*loaded.policy, roads};
  for (const questions::Subject& subject : *subjects) counter.add(subject.person, subject.relations);
  const questions::Shares shares = counter.finish();
  const questions::Shown shown{.today = day, .kinds = {"passport"}};
  const questions::Ledger ledger;
  std::vector<double> drawn;
  std::vector<double> refused;
  std::uint64_t seed = 1;
  for (const questions::Subject& subject : *subjects) {
    if (!questions::is_for(*loaded.policy, subject.person, day)) continue;
    const double begin = cpu_micros();
    const questions::Drawn one = questions::draw(
        *loaded.policy,
        {.person = subject.person, .relations = subject.relations, .shown = shown, .ledger = ledger},
        {.roads = roads, .shares = shares}, 0, seed++);
    const double took = cpu_micros() - begin;
    (one.answerable == questions::Answerable::yes ? drawn : refused).push_back(took);
  }
  if (drawn.empty() || refused.empty()) return 1;
  print("drawn", drawn);
  print("witness needed", refused);
  return 0;
}
