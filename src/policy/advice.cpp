#include "policy/advice.hpp"

#include "policy/combination.hpp"
#include "policy/judge.hpp"
#include "policy/unknown.hpp"

namespace skranke::policy {
namespace {

constexpr std::size_t documents_max = base::limits::documents_per_case_max;
constexpr std::size_t completions_max = 64;

// The documents' profiles in the completions that are hardest to accept; what suffices in these suffices in
// all, because accepting is monotone. Nearly always there is one.
struct Completions {
  std::size_t documents = 0;
  std::vector<std::array<Mask, documents_max>> more;  // beyond the first
  std::array<Mask, documents_max> first{};

  [[nodiscard]] std::span<const Mask> profiles(std::size_t completion) const {
    return std::span{completion == 0 ? first : more[completion - 1]}.first(documents);
  }
  [[nodiscard]] std::size_t size() const { return 1 + more.size(); }

  // Document `index` ends in any of `choices`. Past the limit it is taken as what all choices share, which
  // may ask for more than necessary, never for less.
  void vary(std::size_t index, std::span<const Mask> choices) {
    if (choices.size() == 1 || size() * choices.size() > completions_max) {
      Mask shared = ~Mask{0};
      for (const Mask choice : choices) shared &= choice;
      first[index] = shared;
      for (auto& completion : more) completion[index] = shared;
      return;
    }
    const std::size_t before = size();
    for (std::size_t c = 1; c < choices.size(); ++c) {
      for (std::size_t i = 0; i < before; ++i) {
        more.push_back(i == 0 ? first : more[i - 1]);
        more.back()[index] = choices[c];
      }
    }
    first[index] = choices[0];
    for (std::size_t i = 1; i < before; ++i) more[i - 1][index] = choices[0];
  }
};

Completions hardest_completions(const Program& program, const proofing::Evidence& evidence) {
  Completions completions;
  completions.documents = evidence.documents.size();
  Clock clock{program, evidence.visit};
  for (std::size_t i = 0; i < evidence.documents.size(); ++i) {
    const Row row =
        judge(program, evidence.documents[i], clock, program.cell(evidence.place, evidence.documents[i]));
    if (unsettled(program, row) == 0) {
      completions.vary(i, {&row.may, 1});
    } else {
      completions.vary(i,
                       minimal_profiles(possible_profiles(program, evidence.documents[i], evidence)).all());
    }
  }
  return completions;
}

[[nodiscard]] bool is_here(const Program& program, const proofing::Evidence& evidence, std::size_t line) {
  return (program.line_places[line] >> evidence.place & 1U) != 0;
}

// Lists of at most two documents, one completion: a further line either completes a list with what is
// there, or two lines that are known to go together do without it.
void advise_pairs(const Program& program, const proofing::Evidence& evidence, std::span<const Mask> profiles,
                  std::size_t sets_max, std::vector<Advice>& out) {
  Mask candidates = 0;  // alternatives that may complete a list
  for (const CompiledList& list : program.lists) {
    if (list.slots.size() == 1) candidates |= list.all;
    if (list.slots.size() != 2) continue;
    for (const Mask profile : profiles) {
      for (Mask bits = profile & list.all; bits != 0; bits &= bits - 1) {
        candidates |= list.partner[static_cast<std::size_t>(__builtin_ctzll(bits))];
      }
    }
  }
  std::array<Mask, documents_max + 1> together{};
  std::ranges::copy(profiles, together.begin());
  std::uint64_t enough = 0;  // by line
  for (std::size_t line = 0; line < program.lines.size(); ++line) {
    if ((candidates & program.line_alternatives[line]) == 0 || !is_here(program, evidence, line)) continue;
    together[profiles.size()] = program.line_profiles[line];
    if (!accepted_with_last(program, std::span{together}.first(profiles.size() + 1), ~std::uint64_t{0}))
      continue;
    if (out.size() == sets_max) return;
    enough |= std::uint64_t{1} << line;
    out.push_back({.count = 1, .lines = {static_cast<std::uint8_t>(line)}});
  }
  for (const auto& [first, second] : program.pairs[evidence.place]) {
    if ((enough >> first & 1U) != 0 || (enough >> second & 1U) != 0) continue;
    if (out.size() == sets_max) return;
    out.push_back({.count = 2, .lines = {first, second}});
  }
}

// Any policy: all sets of a size in lexicographic order, size after size.
class Search {
 public:
  Search(const Program& program, const proofing::Evidence& evidence, const Completions& completions,
         std::size_t sets_max, std::vector<Advice>& out)
      : program_{program}, completions_{completions}, sets_max_{sets_max}, out_{out} {
    for (std::size_t line = 0; line < program.lines.size(); ++line) {
      if (is_here(program, evidence, line)) lines_.push_back(static_cast<std::uint8_t>(line));
    }
  }

  void run() {
    for (std::size_t size = 1; size <= base::limits::combination_documents_max && out_.size() < sets_max_;
         ++size) {
      Advice set;
      extend(set, 0, size);
    }
  }

 private:
  void extend(Advice& set, std::size_t from, std::size_t size) {
    if (std::ranges::any_of(out_, [&](const Advice& known) { return set.contains(known); })) return;
    if (set.size() == size) {
      if (is_enough(set)) out_.push_back(set);
      return;
    }
    for (std::size_t i = from; i < lines_.size() && out_.size() < sets_max_; ++i) {
      set.lines[set.count++] = lines_[i];
      extend(set, i + 1, size);
      --set.count;
    }
  }

  [[nodiscard]] bool is_enough(const Advice& set) const {
    for (std::size_t c = 0; c < completions_.size(); ++c) {
      std::array<Mask, documents_max + base::limits::combination_documents_max> together{};
      const std::span<const Mask> profiles = completions_.profiles(c);
      std::ranges::copy(profiles, together.begin());
      std::size_t count = profiles.size();
      for (const std::uint8_t line : set) together[count++] = program_.line_profiles[line];
      const bool accepted = std::ranges::any_of(program_.lists, [&](const CompiledList& list) {
        std::array<std::uint8_t, base::limits::combination_documents_max> used{};
        return find_combination(program_, list, std::span{together}.first(count), used);
      });
      if (!accepted) return false;
    }
    return true;
  }

  const Program& program_;
  const Completions& completions_;
  std::size_t sets_max_;
  std::vector<Advice>& out_;
  std::vector<std::uint8_t> lines_;
};

}  // namespace

void advise(const Program& program, const proofing::Evidence& evidence, const Verdict& verdict,
            std::size_t sets_max, std::vector<Advice>& out) {
  out.clear();
  if (verdict.outcome == Outcome::accepted || sets_max == 0) return;
  const Completions completions = hardest_completions(program, evidence);
  if (program.slots_max <= 2 && completions.size() == 1) {
    advise_pairs(program, evidence, completions.profiles(0), sets_max, out);
  } else {
    Search{program, evidence, completions, sets_max, out}.run();
  }
}

}  // namespace skranke::policy
