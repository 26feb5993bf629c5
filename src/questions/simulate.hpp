// Lives of attackers and of true persons against a register: how often each passes.
//
// Nothing is assumed that the engine itself does not do: sessions are drawn, begun, graded and concluded as
// at the counter. An attacker comes again and again, after every lock, until no session can be drawn; knows
// the answers as the templates say; and else gives the most common answer among people like the applicant.
// Pure, given the seed; docs/questions.md has the results.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "questions/draw.hpp"

namespace skranke::questions {

struct Subject {
  cpr::Person person;
  Relations relations;
};

// Who answers.
enum class Actor : std::uint8_t {
  stranger,      // sees the documents and knows the register's distribution
  reader,        // and what is public
  at_the_bound,  // right with exactly the chance p each time: as strong as the bound allows
  neighbour,
  former_partner,
  family,
  true_person,    // remembers with chance q
  uneven_memory,  // one half 5 points better, the other 5 points worse
  forgetful,      // 10 points worse
};
inline constexpr std::size_t actor_count = 9;
inline constexpr std::array<std::string_view, actor_count> actor_names{
    "stranger", "public",      "at-the-bound",  "neighbour", "former-partner",
    "family",   "true-person", "uneven-memory", "forgetful"};
[[nodiscard]] constexpr bool is_true_person(Actor actor) { return actor >= Actor::true_person; }

// The most common answers, counted exactly among the subjects.
class Guesses {
 public:
  Guesses(const Policy& policy, std::span<const Subject> subjects, const Register& known);

  // The best guess of somebody who knows the distribution: of a choice, one of its options.
  [[nodiscard]] std::string best(const Template& question, const cpr::Person& person,
                                 std::span<const std::string> options, const Register& known) const;

 private:
  struct Best {
    std::string answer;
    std::uint32_t count = 0;
    std::uint32_t size = 0;
  };
  std::unordered_map<std::uint64_t, Best> by_group_;
};

struct Tally {
  std::uint64_t lives = 0;
  std::uint64_t passed = 0;  // lives in which somebody ever passed; true persons: in the first session
  std::uint64_t sessions = 0;
  std::uint64_t questions = 0;
};

// What every life has in common.
struct Setting {
  const Policy& policy;
  std::span<const Subject> subjects;
  const Register& known;
  const Guesses& guesses;
  const Shown& shown;
  std::uint64_t seed = 0;
  std::function<void(std::uint64_t)> lived{};  // is told of lives as they end; empty: nobody is
};

// The subjects for whom the register suffices, by index.
[[nodiscard]] std::vector<std::size_t> answerable(const Setting& setting);

// `lives` lives of an actor, spread evenly over the `answerable` subjects. True persons come once, attackers
// until there is nothing left to ask; the policy's number of attempts does not hold them back.
[[nodiscard]] Tally live(const Setting& setting, std::span<const std::size_t> answerable, Actor actor,
                         std::uint64_t lives);

// Lengths of first sessions, and who needs a witness.
struct Supply {
  std::uint64_t persons = 0;         // of age and alive in the register
  std::uint64_t witness_needed = 0;  // of them
  std::array<std::uint64_t, questions_limit + 1> by_length{};
};
[[nodiscard]] Supply supply(const Setting& setting);

// Wilson's interval for a share, 95 percent.
struct Interval {
  double low = 0;
  double high = 1;
};
[[nodiscard]] Interval wilson(std::uint64_t passed, std::uint64_t of);

}  // namespace skranke::questions
