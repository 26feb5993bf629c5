// The compiled policy, asked and answering in the words of the reference evaluator.
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "policy/catalogue.hpp"
#include "policy/verdict.hpp"
#include "proofing/document.hpp"
#include "proofing/evidence.hpp"
#include "reference/reference.hpp"

namespace skranke::property {

// The value that has to be there.
template <class T>
[[nodiscard]] T present(std::optional<T> value) {
  if (!value) throw std::logic_error("a value that has to be there is not");
  return *std::move(value);
}

// The text of the MitID policy file.
[[nodiscard]] std::string policy_text();

class Engine {
 public:
  // Of a policy's text; fails the test, with the findings, where it doesn't load.
  explicit Engine(const std::string& text = policy_text());

  [[nodiscard]] const policy::Program& program() const { return edition_.program; }
  [[nodiscard]] proofing::Document document(const reference::Document& document) const;
  [[nodiscard]] std::uint8_t place(bool high_commissioner) const;
  [[nodiscard]] reference::Lines lines(policy::Mask serves) const;
  [[nodiscard]] reference::Reasons reasons(policy::Reasons reasons) const;
  [[nodiscard]] char list(const policy::Verdict& verdict) const;

  [[nodiscard]] reference::Answer answer(const reference::Case& which) const;
  [[nodiscard]] std::vector<std::vector<std::size_t>> advice(const reference::Case& which,
                                                             std::size_t sets_max = 1000) const;
  [[nodiscard]] std::optional<std::pair<std::size_t, reference::Fact>> next_question(
      const reference::Case& which) const;

 private:
  struct Asked;  // a case in the engine's words
  [[nodiscard]] Asked asked(const reference::Case& which) const;

  policy::Edition edition_;
  std::vector<std::uint8_t> kinds_;                // by reference::Kind
  std::vector<std::optional<std::size_t>> lines_;  // by the program's line: its place in line_names
};

}  // namespace skranke::property
