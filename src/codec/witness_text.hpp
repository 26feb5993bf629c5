// "May this person be a witness today?" from JSON text to JSON text (contract: `skranke witness check`).
//
// As strict as a case: an unknown or duplicate key, a wrong type or a value that does not exist is a Problem
// that names the place, never a guess.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "base/result.hpp"
#include "policy/catalogue.hpp"
#include "witness/eligibility.hpp"

namespace skranke::codec {

// Holds the parser's buffers: one object serves one thread, any number of texts. The catalogue is borrowed.
class WitnessText {
 public:
  explicit WitnessText(const policy::Catalogue& catalogue);
  ~WitnessText();
  WitnessText(WitnessText&&) noexcept;
  WitnessText& operator=(WitnessText&&) noexcept;

  // Judges the witness of `text` on its `date` or else on `today`, and appends the answer to `out`, as one
  // JSON object without a line end. On a Problem `out` is as it was; the policy having no rules for witnesses
  // is one.
  [[nodiscard]] base::Result<witness::Outcome> check(std::string_view text, base::Day today,
                                                     std::string& out);

  // The same for line `line` (from 1) of JSON lines: always appends exactly one line with its line end. True
  // if it was an answer.
  bool check_line(std::string_view text, std::uint64_t line, base::Day today, std::string& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Appends an answer, as one JSON object without a line end; `rules` name the clauses.
void append_eligibility(std::string& out, const policy::WitnessRules& rules,
                        const witness::Eligibility& found, std::optional<std::string_view> id = std::nullopt);

}  // namespace skranke::codec
