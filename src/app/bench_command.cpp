#include "app/bench_command.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <vector>

#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/start.hpp"
#include "codec/case_reader.hpp"
#include "codec/check_text.hpp"
#include "policy/decide.hpp"

namespace skranke::app {
namespace {

constexpr std::size_t bench_bytes_max = 1024UL * 1024 * 1024;

struct Parsed {
  const policy::Program* program;
  base::Day visit;
  std::uint8_t place;
  std::size_t first;
  std::size_t count;
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// The median of `rounds` timings of `run`, in nanoseconds.
template <class Run>
double median_ns(int rounds, Run run) {
  std::vector<double> times;
  for (int round = 0; round < rounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    run();
    times.push_back(
        std::chrono::duration<double, std::nano>(std::chrono::steady_clock::now() - start).count());
  }
  std::ranges::sort(times);
  return times[times.size() / 2];
}

}  // namespace

int run_bench_check(const std::string& file, int rounds, const std::string& named_home) {
  const auto begun = start(named_home);
  if (!begun) return complain(begun.error(), exit_outside);
  const auto text = read_file(file, bench_bytes_max);
  if (!text) return complain(text.error().text, exit_outside);
  const std::vector<std::string_view> lines = lines_of(*text);
  codec::CaseReader reader{begun->catalogue};
  codec::ReadCase read;
  std::vector<Parsed> cases;
  std::vector<proofing::Document> documents;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].empty()) continue;
    if (auto done = reader.read(lines[i], begun->today, read); !done) {
      return complain(file + ":" + std::to_string(i + 1) + ": " + done.error().text, exit_bad_input);
    }
    cases.push_back({.program = &read.edition->program,
                     .visit = read.date,
                     .place = read.place,
                     .first = documents.size(),
                     .count = read.document_count});
    documents.insert(documents.end(), read.documents.begin(),
                     read.documents.begin() + static_cast<std::ptrdiff_t>(read.document_count));
  }
  if (cases.empty())
    return complain(file + ": holds no cases; expected one JSON object a line", exit_bad_input);

  std::size_t accepted = 0;
  const double decide_ns = median_ns(rounds, [&] {
    accepted = 0;
    for (const Parsed& parsed : cases) {
      const policy::Verdict verdict = policy::decide(
          *parsed.program, {.visit = parsed.visit,
                            .place = parsed.place,
                            .documents = std::span{documents}.subspan(parsed.first, parsed.count)});
      accepted += verdict.outcome == policy::Outcome::accepted ? 1 : 0;
    }
  });
  codec::CheckText checker{begun->catalogue};
  std::string out;
  std::size_t written = 0;
  const auto text_ns = [&](bool advice) {
    return median_ns(rounds, [&] {
      written = 0;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].empty()) continue;
        out.clear();
        checker.check_line(lines[i], i + 1, {.today = begun->today, .advice = advice}, out);
        written += out.size();
      }
    });
  };
  const double plain_ns = text_ns(false);
  const double advice_ns = text_ns(true);
  const auto per_case = static_cast<double>(cases.size());
  std::printf("%zu cases, %zu documents, %zu accepted; median of %d rounds, one thread\n", cases.size(),
              documents.size(), accepted, rounds);
  std::printf("facts to explained verdict        %9.1f ns a case  %12.0f cases/s\n", decide_ns / per_case,
              1e9 * per_case / decide_ns);
  std::printf("JSON text to JSON text            %9.1f ns a case  %12.0f cases/s\n", plain_ns / per_case,
              1e9 * per_case / plain_ns);
  std::printf("JSON text to JSON text, advice    %9.1f ns a case  %12.0f cases/s\n", advice_ns / per_case,
              1e9 * per_case / advice_ns);
  return exit_yes;
}

}  // namespace skranke::app
