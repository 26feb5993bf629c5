// "Is this a CPR number, and whose?" from JSON text to JSON text (contract: `skranke cpr check`).
//
// As strict as a case: an unknown or duplicate key, or a wrong type, is a Problem that names the place. The
// number itself is never repeated, in an answer or in a problem.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/civil.hpp"
#include "base/result.hpp"

namespace skranke::codec {

// Holds the parser's buffers: one object serves one thread, any number of texts.
class NumberText {
 public:
  NumberText();
  ~NumberText();
  NumberText(const NumberText&) = delete;
  NumberText& operator=(const NumberText&) = delete;
  NumberText(NumberText&&) = delete;
  NumberText& operator=(NumberText&&) = delete;

  // Reads the number that `text` holds, on its `date` or else on `today`, and appends the answer to `out`, as
  // one JSON object without a line end. True if the number is valid. On a Problem `out` is as it was.
  [[nodiscard]] base::Result<bool> check(std::string_view text, base::Day today, std::string& out);

  // The same for line `line` (from 1) of JSON lines: always appends exactly one line with its line end. True
  // if it was an answer, valid or not.
  bool check_line(std::string_view text, std::uint64_t line, base::Day today, std::string& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace skranke::codec
