// The fact space of one policy or of several at once, made finite.
//
// Rules see a fact only through what they ask of it: whether the issuer is one of some countries, whether the
// issue date lies within so many months. Values that no rule of any of the programs tells apart are one
// class, and one sample stands for it. So every document is one of finitely many states (a kind, and a class
// for each fact that can matter to it), and states that serve the same are one class of documents. Dates are
// seen relative to the visit alone, so that one day of visit stands for all. docs/policy.md has the argument.
#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/country.hpp"
#include "policy/program.hpp"
#include "policy/verdict.hpp"

namespace skranke::policy {

// One class of the values of a fact.
struct Value {
  proofing::Document sample;             // states this fact and nothing else
  std::string label;                     // "DK", "physical", "yes", "not-before-visit", "months-old-0-to-3"
  std::vector<base::Country> countries;  // of an issuer: all that the sample stands for
};

inline constexpr std::uint8_t any_value = 0xFF;  // of a fact that can't matter to the kind
using State =
    std::array<std::uint8_t, proofing::fact_count>;  // by Fact: an index into Space::values, or any_value

// Documents of one kind that serve the same, in each of the programs.
struct DocumentClass {
  std::size_t kind = 0;        // an index into Space::kinds
  std::vector<Mask> profiles;  // by program; 0: serves nothing
  std::vector<State> states;
};

// Some of a fact's values, by their index into Space::values. There are as many as countries at the most.
class ValueSet {
 public:
  void insert(std::size_t value) { words_[value / 64] |= std::uint64_t{1} << value % 64; }
  void insert(const ValueSet& others) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= others.words_[i];
  }
  [[nodiscard]] bool contains(std::size_t value) const {
    return (words_[value / 64] >> value % 64 & 1U) != 0;
  }
  [[nodiscard]] bool empty() const { return *this == ValueSet{}; }
  [[nodiscard]] std::size_t size() const {
    std::size_t count = 0;
    for (const std::uint64_t word : words_) count += static_cast<std::size_t>(std::popcount(word));
    return count;
  }
  auto operator<=>(const ValueSet&) const = default;

 private:
  std::array<std::uint64_t, 4> words_{};
  static_assert(base::assigned_countries.size() / 2 <= 4UL * 64);
};

// Documents as products: by fact the values that one may have; empty: any.
using StateBox = std::array<ValueSet, proofing::fact_count>;

// Some countries, told as the fewer: these, or all but these; in alphabetical order.
struct SomeCountries {
  std::vector<base::Country> named;
  bool all_but = false;
};

class Space {
 public:
  // What documents of one class have in common: that no list can tell them apart, or the very same lines.
  enum class Alike : std::uint8_t { to_lists, on_lines };

  // The programs have to outlive the space.
  explicit Space(std::vector<const Program*> programs, Alike alike = Alike::to_lists);

  [[nodiscard]] base::Day visit() const { return visit_; }
  [[nodiscard]] std::size_t program_count() const { return programs_.size(); }
  [[nodiscard]] const Program& program(std::size_t index) const { return *programs_[index]; }
  [[nodiscard]] const std::vector<Value>& values(proofing::Fact fact) const {
    return values_[static_cast<std::size_t>(fact)];
  }
  // Of any program, in the order of the first that knows them.
  [[nodiscard]] const std::vector<std::string>& kinds() const { return kinds_; }
  // Of every program.
  [[nodiscard]] const std::vector<std::string>& places() const { return places_; }

  // Every class of documents that serves something in some program at a place, and how many states there are.
  // Time and memory grow with the product of the classes of the facts that matter to a kind.
  struct Classes {
    std::size_t states = 0;
    std::vector<DocumentClass> documents;
    // Of the applicant, whether or not they are what something asks. One without states where nothing is
    // asked of them.
    std::vector<DocumentClass> applicants;
  };
  [[nodiscard]] Classes classes(std::size_t place) const;

  // A document of the state, of which every other fact is unknown.
  [[nodiscard]] proofing::Document document(std::size_t program, std::size_t kind, const State& state) const;

  // The states of a class in few products.
  [[nodiscard]] std::vector<StateBox> boxes(std::span<const State> states) const;

  // The countries of a box.
  [[nodiscard]] SomeCountries issuers(const StateBox& box) const;

  // What the program has for a kind or a place; empty where it doesn't know it.
  [[nodiscard]] std::optional<std::uint8_t> kind_in(std::size_t program, std::size_t kind) const;
  [[nodiscard]] std::uint8_t place_in(std::size_t program, std::size_t place) const;

 private:
  void make_issuers();
  void make_named();
  void make_dates();
  void make_applicant();
  // Adds a value unless it is told apart from no earlier one.
  void put(proofing::Fact fact, Value value);
  [[nodiscard]] std::vector<Mask> told(proofing::Fact fact, const proofing::Document& sample) const;
  [[nodiscard]] std::vector<proofing::Fact> mattering(std::size_t kind) const;
  [[nodiscard]] Mask profile(std::size_t program, std::size_t place,
                             const proofing::Document& document) const;

  std::vector<const Program*> programs_;
  Alike alike_;
  base::Day visit_;
  std::array<std::vector<Value>, proofing::fact_count> values_;
  std::vector<std::string> kinds_;
  std::vector<std::string> places_;
};

}  // namespace skranke::policy
