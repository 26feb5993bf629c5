// One decision with its whole explanation: from compiled policy data, and written by hand (limit.cpp), over
// the same 100,000 mixed cases in one run. Both must agree on every case before anything is timed.
//
//   decide_bench POLICY.toml CASES.jsonl [--benchmark_… flags]
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "codec/case_reader.hpp"
#include "codec/check_text.hpp"
#include "limit.hpp"
#include "policy/decide.hpp"
#include "policy/load.hpp"

namespace {

using namespace skranke;

struct Parsed {
  base::Day visit;
  std::uint8_t place;
  std::uint32_t first;
  std::uint32_t count;
};

struct Workload {
  policy::Catalogue catalogue;
  const policy::Program* program = nullptr;
  std::vector<std::string> lines;
  std::vector<Parsed> cases;
  std::vector<proofing::Document> documents;

  [[nodiscard]] std::span<const proofing::Document> documents_of(const Parsed& parsed) const {
    return std::span{documents}.subspan(parsed.first, parsed.count);
  }
};

[[noreturn]] void stop(const std::string& text) {
  std::fprintf(stderr, "decide_bench: %s\n", text.c_str());
  std::exit(5);
}

void load(Workload& work, const char* policy_file, const char* cases_file) {
  std::ifstream policy_stream{policy_file};
  const std::string text{std::istreambuf_iterator<char>{policy_stream}, {}};
  policy::Loaded loaded = policy::load(text, policy_file);
  if (!loaded.edition) stop(loaded.findings.empty() ? "no policy" : to_string(loaded.findings[0]));
  work.program = &(*work.catalogue.add(std::move(*loaded.edition)))->program;
  std::ifstream cases_stream{cases_file};
  codec::CaseReader reader{work.catalogue};
  codec::ReadCase read;
  for (std::string line; std::getline(cases_stream, line);) {
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

void require_agreement(const Workload& work) {
  for (std::size_t n = 0; n < work.cases.size(); ++n) {
    const Parsed& parsed = work.cases[n];
    const auto documents = work.documents_of(parsed);
    const policy::Verdict ours =
        policy::decide(*work.program, {.visit = parsed.visit, .place = parsed.place, .documents = documents});
    const bench::LimitVerdict hand = bench::decide_by_hand(documents, parsed.visit, parsed.place);
    bool same = ours.list == hand.list && ours.used_count == hand.used_count;
    for (std::size_t i = 0; same && i < ours.used_count; ++i) same = ours.used[i] == hand.used[i];
    for (std::size_t i = 0; same && i < documents.size(); ++i)
      same = ours.documents[i].refused == hand.refused[i];
    if (!same) stop("the two disagree on case " + std::to_string(n + 1) + ": " + work.lines[n]);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) stop("usage: decide_bench POLICY.toml CASES.jsonl [--benchmark_… flags]");
  static Workload work;
  load(work, argv[1], argv[2]);
  require_agreement(work);
  const auto per_case = [](benchmark::State& state) {
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(work.cases.size()));
  };
  benchmark::RegisterBenchmark("by_hand", [per_case](benchmark::State& state) {
    for (auto round : state) {
      for (const Parsed& parsed : work.cases) {
        benchmark::DoNotOptimize(
            bench::decide_by_hand(work.documents_of(parsed), parsed.visit, parsed.place));
      }
    }
    per_case(state);
  });
  benchmark::RegisterBenchmark("compiled_policy", [per_case](benchmark::State& state) {
    for (auto round : state) {
      for (const Parsed& parsed : work.cases) {
        benchmark::DoNotOptimize(policy::decide(
            *work.program,
            {.visit = parsed.visit, .place = parsed.place, .documents = work.documents_of(parsed)}));
      }
    }
    per_case(state);
  });
  benchmark::RegisterBenchmark("json_text_to_json_text", [per_case](benchmark::State& state) {
    codec::CheckText checker{work.catalogue};
    std::string out;
    for (auto round : state) {
      for (const std::string& line : work.lines) {
        out.clear();
        checker.check_line(line, 1, {.advice = false}, out);
        benchmark::DoNotOptimize(out.data());
      }
    }
    per_case(state);
  });
  argc -= 2;
  argv += 2;
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
