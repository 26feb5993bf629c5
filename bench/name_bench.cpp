// How long one match of a document's name with the register's takes.
#include <benchmark/benchmark.h>

#include "cpr/name_match.hpp"

namespace {

using skranke::base::PersonalText;
using skranke::cpr::DocumentName;
using skranke::cpr::Name;
using skranke::cpr::NameLayout;

Name registered(const char* given, const char* middle, const char* family) {
  Name name;
  name.given = PersonalText{given};
  name.middle = PersonalText{middle};
  name.family = PersonalText{family};
  return name;
}

void match(benchmark::State& state, const DocumentName& document, const Name& name) {
  while (state.KeepRunning()) benchmark::DoNotOptimize(skranke::cpr::match_name(document, name));
}

const DocumentName plain{
    .layout = NameLayout::fields, .family = PersonalText{"Jensen"}, .text = PersonalText{"Anna Marie Holm"}};
const DocumentName spelled{.layout = NameLayout::td3,
                           .family = {},
                           .text = PersonalText{"OESTERGAARD<SOERENSEN<<AASE<MARIE<LOUISE"}};
const DocumentName vietnamese{.layout = NameLayout::fields,
                              .family = PersonalText{"Nguyễn"},
                              .text = PersonalText{"Thị Hương Ngọc Ánh"}};

BENCHMARK_CAPTURE(match, danish, plain, registered("Anna Marie", "Holm", "Jensen"));
BENCHMARK_CAPTURE(match, zone, spelled, registered("Åse Marie Louise", "", "Østergaard Sørensen"));
BENCHMARK_CAPTURE(match, marks, vietnamese, registered("Thi Huong Ngoc Anh", "", "Nguyen"));
BENCHMARK_CAPTURE(match, different, plain, registered("Anne Marie", "Holm", "Jensen"));
BENCHMARK_CAPTURE(match, reordered,
                  DocumentName{.layout = NameLayout::fields,
                               .family = PersonalText{"Østergaard-Sørensen"},
                               .text = PersonalText{"Anna Louise Viktoria Marie"}},
                  registered("Anna Marie Louise Viktoria", "", "Østergaard Sørensen"));

// The longest texts that are looked at, of letters that each have three spellings, and a difference at the
// end.
void worst(benchmark::State& state) {
  std::string many;
  for (int i = 0; i < 256; ++i) many += "ü";
  const std::string other = std::string(255, 'u') + "x";
  const DocumentName document{
      .layout = NameLayout::fields, .family = PersonalText{many}, .text = PersonalText{"Anna"}};
  const Name name = registered("Anna", "", other.c_str());
  while (state.KeepRunning()) benchmark::DoNotOptimize(skranke::cpr::match_name(document, name));
}
BENCHMARK(worst);

}  // namespace

BENCHMARK_MAIN();
