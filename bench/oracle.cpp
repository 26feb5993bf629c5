// Does time tell whether an answer was right? Welch's t over a million pairs, right and wrong in random
// order.
//
//   oracle DATABASE [PAIRS]   DATABASE holds a register that `skranke questions count` has counted.
//
// Two things are timed: the verifier's reply to an answer, which is all that an officer could time, and the
// grading of one answer at the end, which nobody can time by itself. |t| below 4.5 is what leakage tests of
// cryptographic code ask for (dudect; ISO/IEC 17825). The largest tenth of the times, which is the machine's
// doing, is cut from both.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "connect/keys/register_key.hpp"
#include "cpr/packed_person.hpp"
#include "questions/extract.hpp"
#include "questions/lot.hpp"
#include "questions/parse_toml.hpp"
#include "storage/questions/question_store.hpp"
#include "storage/register/every_person.hpp"
#include "storage/register/imported_register.hpp"
#include "verifier/protocol.hpp"
#include "verifier/relations.hpp"
#include "verifier/verifier.hpp"

namespace skranke {
namespace {

using Clock = std::chrono::steady_clock;

struct Sample {
  double time;
  bool right;
};

// Welch's t of the two halves, each without its largest tenth.
double welch(const std::vector<Sample>& samples) {
  double mean[2];
  double variance[2];
  double count[2];
  for (const bool right : {false, true}) {
    std::vector<double> times;
    for (const Sample& sample : samples) {
      if (sample.right == right) times.push_back(sample.time);
    }
    std::ranges::sort(times);
    times.resize(times.size() - times.size() / 10);
    double sum = 0;
    for (const double time : times) sum += time;
    count[right] = static_cast<double>(times.size());
    mean[right] = sum / count[right];
    double squares = 0;
    for (const double time : times) squares += (time - mean[right]) * (time - mean[right]);
    variance[right] = squares / (count[right] - 1);
  }
  std::printf("  right %.1f ns, wrong %.1f ns", mean[1], mean[0]);
  return (mean[1] - mean[0]) / std::sqrt(variance[0] / count[0] + variance[1] / count[1]);
}

template <class Act>
void measure(const char* what, std::size_t pairs, const Act& act) {
  questions::Lot lot{42};
  std::vector<Sample> samples;
  samples.reserve(2 * pairs);
  for (std::size_t i = 0; i < 2 * pairs; ++i) {
    const bool right = lot.below(2) == 1;
    const auto begin = Clock::now();
    act(right);
    samples.push_back({std::chrono::duration<double, std::nano>(Clock::now() - begin).count(), right});
  }
  std::printf("%s, %zu pairs\n", what, pairs);
  const double t = welch(samples);
  std::printf(", t = %.2f: %s\n", t, std::abs(t) < 4.5 ? "no difference seen" : "A DIFFERENCE");
}

// As long as the answer, as well formed, and another one: the next day of a month of 28 days, and of a text
// every letter and digit the next one. What the form of a text costs, its writer knows already.
std::string other_than(questions::Compare compare, std::string answer) {
  if (compare == questions::Compare::day_month) {
    const int day = std::stoi(answer) % 28 + 1;
    answer[0] = static_cast<char>('0' + day / 10);
    answer[1] = static_cast<char>('0' + day % 10);
    return answer;
  }
  for (char& c : answer) {
    if ((c >= '0' && c < '9') || (c >= 'a' && c < 'z') || (c >= 'A' && c < 'Z')) ++c;
  }
  return answer;
}

questions::Policy policy() {
  std::ifstream file{SKRANKE_SOURCE_DIR "/policies/questions/cpr-1.toml"};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  return std::move(questions::load(text, "cpr-1.toml").policy.value());
}

int run(const std::string& url, std::size_t pairs) {
  storage::Options options;
  options.access = storage::Access::read_only;
  const auto database = storage::open_database(url, options);
  const auto own_path = std::filesystem::temp_directory_path() / "skranke-oracle.db";
  std::filesystem::remove(own_path);
  const auto own = storage::open_database("sqlite:" + own_path.string());
  if (!database || !own) return std::puts("the database can't be opened"), 5;
  const auto knowledge = storage::load_knowledge(**database, "cpr-1");
  if (!knowledge || !*knowledge) return std::puts("the register was not counted"), 5;
  const auto key = keys::RegisterKey::find("var/keys");
  if (!key) return std::puts("var/keys/register.key can't be read"), 5;
  const questions::Policy rules = policy();
  storage::ImportedRegister people{**database, key->get()};
  storage::StoredQuestions store{**own};
  const base::Day today = base::day_from({2026, 11, 24});
  questions::Lot draw{7};
  verifier::Verifier verifier{rules,
                              (*knowledge)->roads,
                              (*knowledge)->shares,
                              people,
                              store,
                              {.now = [] { return questions::Minutes{29'000'000}; },
                               .today = [today] { return today; },
                               .draw = [&draw] { return draw.next(); }}};
  std::vector<proofing::CprNumber> numbers;
  static_cast<void>(storage::every_person(**database, key->get(), [&](std::span<const std::byte> packed) {
    if (numbers.size() >= 5'000) return;
    if (const auto person = cpr::person_from_packed(packed)) numbers.push_back(person->number);
  }));
  for (const auto& number : numbers) {
    const auto opened = verifier.open({.number = number, .shown = {"passport"}, .case_id = "bench"});
    if (!opened || opened->opening != desk::Opening::opened) continue;
    const auto found = people.find(number);
    const cpr::Person& person = found.value().value().person;
    const auto relations = verifier::relations_of(person, people, today);
    for (std::size_t i = 0; i < opened->questions.size(); ++i) {
      const auto& asked = opened->questions[i];
      const auto question = std::ranges::find(rules.templates, asked.id, &questions::Template::id);
      for (const auto& slot :
           questions::extract(question->fact, person, relations.value(), (*knowledge)->roads)) {
        if (slot.ordinal != asked.ordinal || question->compare == questions::Compare::number) continue;
        std::printf("asked: %s\n", asked.id.c_str());
        const std::string texts[2] = {other_than(question->compare, slot.answer), slot.answer};
        const questions::Expected expected{questions::normal_form(question->compare, slot.answer)};
        std::string lines[2];
        for (const bool right : {false, true}) {
          lines[right] = R"({"do":"answer","session":")" + opened->session + R"(","question":)" +
                         std::to_string(i) + R"(,"text":")" + texts[right] + "\"}";
        }
        std::size_t heard = 0;
        measure("the reply to an answer", pairs,
                [&](bool right) { heard += verifier::reply_to(lines[right], verifier).size(); });
        std::size_t graded = 0;
        measure("grading an answer", pairs, [&](bool right) {
          graded += questions::grade(question->compare, expected, texts[right]) ? 1 : 0;
        });
        return heard > 0 && graded > 0 ? 0 : 1;
      }
    }
  }
  return std::puts("nobody in this register can be asked"), 5;
}

}  // namespace
}  // namespace skranke

int main(int argc, char** argv) {
  if (argc < 2) return std::puts("usage: oracle DATABASE [PAIRS]"), 2;
  return skranke::run(argv[1], argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1'000'000);
}
