// What a citizen takes home after a decision, as PDF: the letter with the decision, and the receipt.
//
// Every sentence is a text of the locales; A4, tagged, and the same facts are always the same bytes on one
// machine. No address stands anywhere, protected or not: a letter is handed over the counter.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "base/personal.hpp"

namespace skranke::letters {

// A language: its code, and the text of a key, empty where there is none. A text that is missing stands as
// its key, so that nothing is swallowed.
struct Words {
  std::string code;  // "da"
  std::function<std::string(std::string_view)> text;
};

// A moment as a clock on the centre's wall shows it.
struct LocalTime {
  base::Day day = 0;
  std::int32_t minute = 0;  // of the day
};

// Why a case was refused; keys of the locales.
struct Reason {
  std::string document;     // "policy.mitid.kind.passport"; empty: of the case as a whole
  std::string sentence;     // "refusal.expired", "desk.reason.documents-missing"
  std::string clause;       // id: "G4"; empty: none
  std::string clause_text;  // "policy.mitid.clause.G4"; empty: none
};

// A set of documents that would have been enough, together with what was shown; keys of their lines.
using Advice = std::vector<std::string>;  // "policy.mitid.line.A1"

struct LetterFacts {
  bool is_accepted = false;
  base::PersonalText name;  // who the letter is to
  std::string case_id;
  std::string centre;   // its name
  std::string purpose;  // key: "desk.purpose.first-mitid"
  LocalTime decided;
  std::vector<Reason> reasons;         // of a refusal
  std::vector<Advice> advice;          // of a refusal; the first few are printed
  std::optional<LocalTime> next_free;  // a time at the centre that can be booked now
  std::string booking_url;             // empty: not told
  // Values of placeholders in clauses and lines: "months" → "3".
  std::map<std::string, std::string> values;
};

// "application/pdf".
[[nodiscard]] std::string decision_letter(const LetterFacts& facts, const Words& words);

// One thing that was done.
struct Step {
  LocalTime at;
  std::string what;  // code of the case's history: "accepted"; its text is "letter.step.CODE"
  std::string who;   // as it is to be printed: an officer's id or initials
};

// That the record of the case is in the log.
struct LogProof {
  std::uint64_t place = 0;  // of its entry
  std::string text;         // C2SP tlog-proof
};

struct ReceiptFacts {
  std::string case_id;
  std::string initials;  // of the applicant; nothing else of them is here
  std::string centre;
  std::string purpose;  // key
  bool is_accepted = false;
  LocalTime decided;
  std::vector<Step> steps;
  // Where the case can be looked up, with the case's id in it: what the QR code says.
  std::string check_url;
  std::optional<LogProof> proof;  // empty: the log does not have it yet
};

// "application/pdf". With the proof as a second code, unless it is longer than one can hold. An address that
// is longer than that is a bug (ensure).
[[nodiscard]] std::string receipt(const ReceiptFacts& facts, const Words& words);

enum class NoticeKind : std::uint8_t { accepted, refused, vouched };

// A notice that something happened in somebody's name, and what to do if it was not them.
struct NoticeFacts {
  NoticeKind kind = NoticeKind::accepted;
  base::PersonalText name;  // who it is to
  std::string case_id;
  std::string centre;  // its name
  LocalTime decided;
};

// What stands in the list of messages.
[[nodiscard]] std::string notice_title(const NoticeFacts& facts, const Words& words);
// "application/pdf".
[[nodiscard]] std::string notice(const NoticeFacts& facts, const Words& words);

}  // namespace skranke::letters
