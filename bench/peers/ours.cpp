// Our engine over the same cases, facts parsed beforehand as the peers' are:
//
//   peers_ours MODE POLICY.toml CASES.jsonl COUNT
//
// MODE `explained`: the verdict with list, documents used, each document's lines and reasons. `advised`: and
// up to 20 sets of advice. `text`, `text_advised`: the same two from JSON text to JSON text. Prints what
// peer.ts prints.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <time.h>

#include "codec/case_reader.hpp"
#include "codec/check_text.hpp"
#include "policy/advice.hpp"
#include "policy/decide.hpp"
#include "policy/load.hpp"

namespace {

using namespace skranke;

constexpr std::size_t advice_sets = 20;
// A pass over 100,000 cases takes a few milliseconds: too little for one reading of the clock.
constexpr int passes = 16;

struct Parsed {
  base::Day visit;
  std::uint8_t place;
  std::uint32_t first;
  std::uint32_t count;
};

struct Workload {
  policy::Catalogue catalogue;
  const policy::Program* program = nullptr;
  double load_ms = 0;
  std::vector<std::string> lines;
  std::vector<Parsed> cases;
  std::vector<proofing::Document> documents;

  [[nodiscard]] proofing::Evidence evidence(const Parsed& parsed) const {
    return {.visit = parsed.visit,
            .place = parsed.place,
            .documents = std::span{documents}.subspan(parsed.first, parsed.count)};
  }
};

[[noreturn]] void stop(const std::string& text) {
  std::fprintf(stderr, "ours: %s\n", text.c_str());
  std::exit(1);
}

// Of this process: neighbours on the machine count less.
double processor_seconds() {
  timespec now = {};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void load(Workload& work, const char* policy_file, const char* cases_file, std::size_t count) {
  std::ifstream policy_stream{policy_file};
  const std::string text{std::istreambuf_iterator<char>{policy_stream}, {}};
  const double begun = processor_seconds();
  policy::Loaded loaded = policy::load(text, policy_file);
  work.load_ms = (processor_seconds() - begun) * 1e3;
  if (!loaded.edition) stop(loaded.findings.empty() ? "no policy" : to_string(loaded.findings[0]));
  work.program = &(*work.catalogue.add(std::move(*loaded.edition)))->program;
  std::ifstream cases_stream{cases_file};
  codec::CaseReader reader{work.catalogue};
  codec::ReadCase read;
  for (std::string line; work.cases.size() < count && std::getline(cases_stream, line);) {
    if (auto done = reader.read(line, 0, read); !done) stop(done.error().path + ": " + done.error().text);
    work.cases.push_back({.visit = read.date,
                          .place = read.place,
                          .first = static_cast<std::uint32_t>(work.documents.size()),
                          .count = static_cast<std::uint32_t>(read.document_count)});
    work.documents.insert(work.documents.end(), read.documents.begin(),
                          read.documents.begin() + static_cast<std::ptrdiff_t>(read.document_count));
    work.lines.push_back(std::move(line));
  }
  if (work.cases.empty()) stop("no cases");
}

template <class T>
void keep(const T& value) {
  asm volatile("" : : "r"(&value) : "memory");
}

void decide_all(const Workload& work, bool advised) {
  std::vector<policy::Advice> advice;
  for (const Parsed& parsed : work.cases) {
    const proofing::Evidence evidence = work.evidence(parsed);
    const policy::Verdict verdict = policy::decide(*work.program, evidence);
    keep(verdict);
    if (advised) {
      policy::advise(*work.program, evidence, verdict, advice_sets, advice);
      keep(advice);
    }
  }
}

void answer_all(const Workload& work, bool advised) {
  codec::CheckText checker{work.catalogue};
  std::string out;
  for (std::size_t i = 0; i < work.lines.size(); ++i) {
    out.clear();
    checker.check_line(work.lines[i], i + 1, {.advice_max = advice_sets, .advice = advised}, out);
    keep(out);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) stop("usage: peers_ours explained|advised|text|text_advised POLICY.toml CASES.jsonl COUNT");
  const std::string_view mode = argv[1];
  const bool advised = mode == "advised" || mode == "text_advised";
  const bool text = mode == "text" || mode == "text_advised";
  if (!advised && !text && mode != "explained") stop("no mode " + std::string{mode});
  Workload work;
  load(work, argv[2], argv[3], std::strtoul(argv[4], nullptr, 10));
  const auto pass = [&] { text ? answer_all(work, advised) : decide_all(work, advised); };
  pass();
  const double before = processor_seconds();
  for (int i = 0; i < passes; ++i) pass();
  const double seconds = (processor_seconds() - before) / passes;
  std::printf("ours\t%s\t%zu\t%.1f\t%.1f\n", argv[1], work.cases.size(),
              seconds / static_cast<double>(work.cases.size()) * 1e9, work.load_ms);
  return 0;
}
