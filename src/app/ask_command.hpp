// `skranke ask`: the check as a dialogue, one fact at a time.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "app/texts.hpp"
#include "base/civil.hpp"
#include "policy/catalogue.hpp"

namespace skranke::app {

struct AskArguments {
  std::optional<std::string> date;  // of the visit; default today
  std::string centre;               // empty: the policy's first place
  std::string language = "en";
};

// Prompts on standard error, answers from standard input, the result on standard output.
[[nodiscard]] int run_ask(const AskArguments& arguments, const std::string& home);

// The dialogue itself. Ends when the documents are enough, when the person has no further document, or at
// the end of `in`. Returns the exit code of the outcome.
[[nodiscard]] int ask(const policy::Edition& edition, base::Day visit, std::uint8_t place, const Texts& texts,
                      std::istream& in, std::ostream& prompts, std::ostream& result);

}  // namespace skranke::app
