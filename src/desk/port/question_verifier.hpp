// Where a case gets its register questions from: a process that alone knows the answers.
//
// PRIVACY: an expected answer never comes through here, nor whether a given one was right. What comes back
// after an answer is the same for every answer; only the end of a session has an outcome.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/personal.hpp"
#include "base/result.hpp"
#include "proofing/cpr_number.hpp"

namespace skranke::desk {

// About whom, and in which case. Every call of feasible() and open() is a look-up in the register.
struct QuestionCase {
  proofing::CprNumber number;
  std::vector<std::string>
      shown;            // kinds of the documents shown in this case, by the ids of the document policy
  std::string case_id;  // why the register is asked; at most limits::id_bytes_max
};

// One question, for the applicant: its text is the locale's "question.<id>".
struct AskedQuestion {
  std::string id;
  std::uint8_t ordinal = 1;          // {ordinal} of the text
  std::string form;                  // text, year, years, day-month, municipality, country
  std::vector<std::string> options;  // of a choice, in the order to be shown; empty: open
};

enum class Opening : std::uint8_t {
  opened,
  witness_needed,  // no questions can be asked; why is not said
  locked,          // after a failure, until a moment
};

struct OpenedQuestions {
  Opening opening = Opening::witness_needed;
  std::string session;       // only if opened
  std::string locked_until;  // only if locked; RFC 3339, UTC
  std::vector<AskedQuestion> questions;
};

class QuestionVerifier {
 public:
  virtual ~QuestionVerifier() = default;

  // Whether questions can work for this person, and nothing else.
  [[nodiscard]] virtual base::Result<bool> feasible(const QuestionCase& about) = 0;

  // Draws the questions of one session. They are spent from here on, and count as answered wrongly until
  // conclude() says otherwise.
  [[nodiscard]] virtual base::Result<OpenedQuestions> open(const QuestionCase& about) = 0;

  // Records an answer; a later one to the same question takes its place. `question` counts from 0.
  // Problem: not_found where there is no such session (it may have ended by its deadline) or question.
  [[nodiscard]] virtual base::Result<void> answer(const std::string& session, std::size_t question,
                                                  const base::PersonalText& text) = 0;

  // Ends the session: whether it passed.
  [[nodiscard]] virtual base::Result<bool> conclude(const std::string& session) = 0;
};

}  // namespace skranke::desk
