// A verdict as JSON text (contract: `skranke check`, output).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "codec/case_reader.hpp"
#include "policy/advice.hpp"
#include "policy/question.hpp"
#include "policy/verdict.hpp"

namespace skranke::codec {

// What stands beside the verdict itself; a null pointer leaves its key out.
struct Extras {
  const std::vector<policy::Advice>* advice = nullptr;
  const std::optional<policy::Question>* next = nullptr;
};

// Appends one object, without a line end. `scratch` is working memory, grown once and kept.
void append_verdict(std::string& out, const ReadCase& read, const policy::Verdict& verdict,
                    const Extras& extras, std::vector<char>& scratch);

}  // namespace skranke::codec
