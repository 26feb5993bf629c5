// A session of register questions: drawn, begun, concluded.
//
// Everything is an argument: the register's record, what is known in the case, the ledger, the moment and the
// seed. The same arguments give the same session. The expected answers are in it: whoever holds a Session is
// the verifier, and gives on only what asks (docs/questions.md, "Blind").
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "questions/answer.hpp"
#include "questions/ledger.hpp"
#include "questions/pool.hpp"

namespace skranke::questions {

struct Question {
  std::uint64_t key = 0;
  std::vector<std::uint64_t> topics;
  std::string id;            // of the template; its text is the locale's "question.<id>"
  std::uint8_t ordinal = 1;  // {ordinal} of the text
  Form form = Form::text;
  Compare compare = Compare::folded_text;
  std::vector<std::string> options;  // of a choice, in random order; empty: open
  Millionths p = 0;
  Millionths q = 0;
  Weight weight;
  Expected expected;
};

struct Session {
  Mode mode = Mode::score;
  Bits start = 0;          // log2 S when it began
  Bits threshold = 0;      // of log2 S
  std::uint8_t right = 0;  // count mode: so many right answers pass
  std::vector<Question> questions{};
};

enum class Answerable : std::uint8_t { yes, witness_needed, locked };

struct Drawn {
  Answerable answerable = Answerable::witness_needed;
  std::optional<Minutes> until{};  // if locked
  Session session{};               // only if yes
};

// What a draw is made from.
struct Case {
  const cpr::Person& person;
  const Relations& relations;
  const Shown& shown;
  const Ledger& ledger;
};

// Draws a session whose length is fixed here: the fewest questions with which the true person passes with the
// policy's chance, those that tell most, differing by seed among equals. Where no number is enough: a
// witness, and nothing about why. Below 1 ms; bench/draw_bench.cpp.
[[nodiscard]] Drawn draw(const Policy& policy, const Case& of, const Register& known, Minutes now,
                         std::uint64_t seed);

// The two halves of it, for who draws often for one person: what can be asked and what is enough, which no
// seed changes, and the choice among equals. Points into `all`.
struct Plan {
  std::vector<const Candidate*> open;    // not spent, the most telling first
  std::vector<const Candidate*> chosen;  // empty: a witness is needed
};
[[nodiscard]] Plan plan(const Policy& policy, std::span<const Candidate> all, const Ledger& ledger);
// `plan` has chosen something.
[[nodiscard]] Session session_of(const Policy& policy, const Plan& plan, const Ledger& ledger,
                                 std::uint64_t seed);

// Whether draw() would find a session, whatever the seed; a lock, which passes, does not count.
[[nodiscard]] bool feasible(const Policy& policy, const Case& of, const Register& known);

// The ledger to be stored before the first question is shown: the questions are spent, and the session counts
// as failed, every answer wrong, until it is concluded. Who walks away has answered.
[[nodiscard]] Ledger begin(const Policy& policy, const Session& session, const Ledger& ledger, Minutes now);

struct Concluded {
  bool passed = false;
  Ledger ledger;
};

// `answered`: whether each question was answered rightly, in order; what is missing counts as wrong.
// `ledger`: as begin() made it.
[[nodiscard]] Concluded conclude(const Policy& policy, const Session& session, std::span<const bool> answered,
                                 const Ledger& ledger, Minutes now);

}  // namespace skranke::questions
