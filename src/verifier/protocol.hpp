// The verifier's protocol: one JSON object a line, one reply a line. docs/verifier.md describes it.
#pragma once

#include <string>
#include <string_view>

#include "desk/port/question_verifier.hpp"

namespace skranke::verifier {

// Gives the reply to one line. Total: what is no request gets {"error": {"code", "message"}}. PRIVACY: a
// reply never repeats what was sent.
[[nodiscard]] std::string reply_to(std::string_view line, desk::QuestionVerifier& verifier);

}  // namespace skranke::verifier
