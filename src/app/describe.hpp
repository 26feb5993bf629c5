// A verdict in words, for a terminal.
#pragma once

#include <string>

#include "app/texts.hpp"
#include "policy/catalogue.hpp"
#include "policy/program.hpp"
#include "policy/verdict.hpp"
#include "proofing/evidence.hpp"

namespace skranke::app {

// The answer, what each document counts as or why not, what is still open, and what would be enough.
[[nodiscard]] std::string describe(const policy::Edition& edition, const proofing::Evidence& evidence,
                                   const policy::Verdict& verdict, const Texts& texts);

// The name of a kind of document.
[[nodiscard]] std::string kind_name(const policy::Program& program, std::uint8_t kind, const Texts& texts);

}  // namespace skranke::app
