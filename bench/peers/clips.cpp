// CLIPS (Debian's libclips, 6.30) over the same cases, embedded as it is meant to be:
//
//   peers_clips MODE check|time RULES FACTS      write_clips.ts writes both files
//
// Symbols are looked up, and facts' values laid out, before the clock runs. A case is: set the globals,
// assert its facts, run, retract all. Prints what peer.ts prints; a disagreement ends the run with its case.
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <time.h>

extern "C" {
#include <clips/clips.h>
}

namespace {

struct Value {
  unsigned short type;
  void* value;
};

struct PreparedFact {
  void* form;  // its deftemplate
  std::vector<Value> slots;
};

using Refusals = std::array<unsigned, 4>;  // by document, a bit each reason

struct PreparedCase {
  std::array<Value, 3> globals;
  std::vector<PreparedFact> facts;
  std::string line;
  int expected;
  Refusals refused;
};

constexpr std::array<const char*, 3> global_names{"visit", "oldest", "year"};

// An answer as one number, so that the lowest is the first combination: the list, and the documents in rising
// order.
constexpr int none = 1'000;
int answer_of(long long list, long long low, long long high) {
  return static_cast<int>(list * 100 + (low < high ? low * 10 + high : high * 10 + low));
}

int best = none;

[[noreturn]] void stop(const std::string& text) {
  std::fprintf(stderr, "clips: %s\n", text.c_str());
  std::exit(1);
}

extern "C" void accept_combination(void* environment) {
  best = std::min(
      best, answer_of(EnvRtnLong(environment, 1), EnvRtnLong(environment, 2), EnvRtnLong(environment, 3)));
}
Refusals refused{};
extern "C" void refuse_document(void* environment) {
  refused.at(static_cast<std::size_t>(EnvRtnLong(environment, 1))) |= 1U << EnvRtnLong(environment, 2);
}
extern "C" int is_accepted(void*) { return best < answer_of(2, 0, 0) ? 1 : 0; }  // by a list before C

std::vector<std::string> parts_of(const std::string& text, char between) {
  std::vector<std::string> parts;
  std::istringstream stream{text};
  for (std::string part; std::getline(stream, part, between);) parts.push_back(part);
  return parts;
}

Value value_of(void* environment, const std::string& text) {
  long long number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec == std::errc{} && read.ptr == text.data() + text.size()) {
    void* kept = EnvAddLong(environment, number);
    IncrementIntegerCount(kept);
    return {INTEGER, kept};
  }
  void* kept = EnvAddSymbol(environment, text.c_str());
  IncrementSymbolCount(kept);
  return {SYMBOL, kept};
}

int expected_of(const std::string& text) {
  const std::vector<std::string> parts = parts_of(text, ' ');
  const long long list = std::stoll(parts[0]);
  if (list < 0) return none;
  return answer_of(list, std::stoll(parts.at(1)), std::stoll(parts.back()));
}

std::vector<PreparedCase> prepare(void* environment, const char* path, bool is_explained) {
  std::vector<PreparedCase> cases;
  std::ifstream file{path};
  for (std::string line; std::getline(file, line);) {
    std::vector<std::string> parts = parts_of(line, ';');
    PreparedCase each{
        .globals = {}, .facts = {}, .line = line, .expected = expected_of(parts[0]), .refused = {}};
    if (is_explained) {
      const std::vector<std::string> reasons = parts_of(parts[1], ' ');
      for (std::size_t i = 0; i < reasons.size(); ++i)
        each.refused.at(i) = static_cast<unsigned>(std::stoul(reasons[i]));
      parts.erase(parts.begin() + 1);
    }
    const std::vector<std::string> globals = parts_of(parts[1], ' ');
    for (std::size_t i = 0; i < globals.size(); ++i) each.globals.at(i) = value_of(environment, globals[i]);
    for (std::size_t i = 2; i < parts.size(); ++i) {
      const std::vector<std::string> words = parts_of(parts[i], ' ');
      PreparedFact fact{.form = EnvFindDeftemplate(environment, words[0].c_str()), .slots = {}};
      if (fact.form == nullptr) stop("no template " + words[0]);
      for (std::size_t slot = 1; slot < words.size(); ++slot)
        fact.slots.push_back(value_of(environment, words[slot]));
      each.facts.push_back(std::move(fact));
    }
    cases.push_back(std::move(each));
  }
  if (cases.empty()) stop(std::string{"no cases in "} + path);
  return cases;
}

void retract_all(void* environment) {
  while (void* fact = EnvGetNextFact(environment, nullptr)) EnvRetract(environment, fact);
}

int decide(void* environment, const PreparedCase& each) {
  best = none;
  refused = {};
  for (std::size_t i = 0; i < global_names.size(); ++i) {
    DATA_OBJECT value;
    value.type = each.globals[i].type;
    value.value = each.globals[i].value;
    EnvSetDefglobalValue(environment, global_names[i], &value);
  }
  for (const PreparedFact& prepared : each.facts) {
    auto* fact = EnvCreateFact(environment, prepared.form);
    for (std::size_t i = 0; i < prepared.slots.size(); ++i) {
      fact->theProposition.theFields[i].type = prepared.slots[i].type;
      fact->theProposition.theFields[i].value = prepared.slots[i].value;
    }
    if (EnvAssert(environment, fact) == nullptr) stop("a fact was not taken: " + each.line);
  }
  EnvRun(environment, -1);
  retract_all(environment);
  return best;
}

double processor_seconds() {
  timespec now = {};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) stop("usage: peers_clips MODE check|time RULES FACTS");
  void* environment = CreateEnvironment();
  EnvDefineFunction2(environment, "accept", 'v', PTIEF accept_combination, "accept_combination", "33i");
  EnvDefineFunction2(environment, "refuse", 'v', PTIEF refuse_document, "refuse_document", "22i");
  EnvDefineFunction2(environment, "accepted", 'b', PTIEF is_accepted, "is_accepted", "00");
  const double begun = processor_seconds();
  if (EnvLoad(environment, argv[3]) != 1) stop(std::string{"mistakes in "} + argv[3]);
  EnvSetStrategy(environment, BREADTH_STRATEGY);
  const double loaded = processor_seconds();
  EnvReset(environment);
  retract_all(environment);
  const std::vector<PreparedCase> cases =
      prepare(environment, argv[4], std::string_view{argv[1]} == "explained");
  // The pass that is checked is the one that warms up.
  for (const PreparedCase& each : cases) {
    if (const int told = decide(environment, each); told != each.expected || refused != each.refused)
      stop(std::to_string(told) + " and its reasons, and we say " + std::to_string(each.expected) + ", of " +
           each.line);
  }
  if (std::string{argv[2]} == "check") {
    std::printf("clips\t%s\t%zu\tagrees\n", argv[1], cases.size());
    return 0;
  }
  long long sum = 0;
  const double before = processor_seconds();
  for (const PreparedCase& each : cases) sum += decide(environment, each);
  const double seconds = processor_seconds() - before;
  for (const PreparedCase& each : cases) sum -= each.expected;
  if (sum != 0) stop("another answer the second time");
  std::printf("clips\t%s\t%zu\t%.1f\t%.1f\n", argv[1], cases.size(),
              seconds / static_cast<double>(cases.size()) * 1e9, (loaded - begun) * 1e3);
  return 0;
}
