// "Are these documents enough?" from JSON text to JSON text (contract: `skranke check`, POST /api/v1/check).
//
// The one place where a case is decoded and a verdict is encoded: the command line, JSON lines and HTTP
// all go through it, so that they can't disagree. Decoding is strict: an unknown key, a duplicate key, a
// wrong type or a value that does not exist is a Problem that names the place, never a guess.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "base/result.hpp"
#include "policy/catalogue.hpp"
#include "policy/verdict.hpp"

namespace skranke::codec {

struct CheckOptions {
  base::Day today = 0;          // the day of a case that names none, in the policy's time zone
  std::size_t advice_max = 20;  // how many sets of advice at the most
  bool advice = true;           // false: the key "advice" is left out
  std::string_view version{};   // of a case that names none; empty: the one in force on its day
  bool next = false;            // true: a key "next" with the fact to ask for next, or null
};

// Checks cases; holds the parser's buffers, so one object serves one thread, any number of cases.
// The catalogue is borrowed and must outlive the object. After its first few cases it allocates only
// where the output string grows.
class CheckText {
 public:
  explicit CheckText(const policy::Catalogue& catalogue);
  ~CheckText();
  CheckText(CheckText&&) noexcept;
  CheckText& operator=(CheckText&&) noexcept;

  // Decides the case that `text` holds and appends the verdict to `out`, as one JSON object without a
  // line end. On a Problem `out` is as it was.
  [[nodiscard]] base::Result<policy::Outcome> check(std::string_view text, const CheckOptions& options,
                                                    std::string& out);

  // The same for line `line` (from 1) of JSON lines: always appends exactly one line with its line end,
  // a verdict or {"id"?, "error": {"code", "message", "path", "line"}}. True if it was a verdict.
  bool check_line(std::string_view text, std::uint64_t line, const CheckOptions& options, std::string& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace skranke::codec
