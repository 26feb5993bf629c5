// What a citizen is given after a decision, from the case: the letter and the receipt.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "counter/counter.hpp"
#include "letters/letter.hpp"

namespace skranke::counter {

struct PaperWords {
  std::function<letters::LocalTime(Moment)> local_time;  // at the centre
  std::function<std::string(std::string_view centre)> centre_name;
  std::function<std::optional<letters::LocalTime>(std::string_view centre)>
      next_free;  // that can be booked now
  std::string public_url;
  // That the record of the case is in the log; empty: not yet. Problem (unavailable): the database.
  std::function<base::Result<std::optional<letters::LogProof>>(const std::string& case_id)> log_proof;
};

// Of a decided case (ensure). Reasons as the policy of the day of the decision gives them.
[[nodiscard]] base::Result<letters::LetterFacts> letter_facts(const Tools& tools, const PaperWords& words,
                                                              const Kept& kept);

// Without personal data beyond initials.
[[nodiscard]] base::Result<letters::ReceiptFacts> receipt_facts(const PaperWords& words, const Kept& kept,
                                                                const std::vector<cases::Event>& history);

}  // namespace skranke::counter
