// How guessable answers are: the share of the most common answer among people like the applicant.
//
// Who sees the documents knows the year of birth and the municipality. So answers are counted among persons
// born in the same decade in the same municipality, and among those born in the same year anywhere, and the
// larger share counts. Groups that are too small give way to coarser ones. Counting goes over the whole
// register once, in memory that does not grow with it: each group keeps 64 counters (Metwally's
// space-saving), whose counts are never below the truth, so that p is never below it either. SPEC:
// docs/questions.md, "p".
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "cpr/person.hpp"
#include "questions/extract.hpp"
#include "questions/policy.hpp"

namespace skranke::questions {

// Of one value in one group: its count is at most `high` and at least `low`.
struct Counted {
  std::uint64_t value = 0;  // value_of() the answer
  std::uint32_t high = 0;
  std::uint32_t low = 0;
};

struct Group {
  std::uint64_t key = 0;
  std::uint32_t size = 0;         // observations
  std::uint32_t top = 0;          // of the most common answer, at most
  std::uint32_t at_birth = 0;     // of answers that are where the person was born
  std::vector<Counted> ranked{};  // of choices: most common first
};

// The answer as counted: of numbers the number itself, so that options can be made from it.
[[nodiscard]] std::uint64_t value_of(const Template& question, std::string_view answer);

// The groups of a person for a template, from fine to coarse. By place: decade and municipality, decade, all.
// By age: year, decade, all.
[[nodiscard]] std::array<std::uint64_t, 3> groups_by_place(const Template& question,
                                                           const cpr::Person& person);
[[nodiscard]] std::array<std::uint64_t, 3> groups_by_age(const Template& question, const cpr::Person& person);

class Shares {
 public:
  // The group of a key, or null where too few persons are in it.
  [[nodiscard]] const Group* find(std::uint64_t key) const;
  // The first of the keys that there is; null if none.
  [[nodiscard]] const Group* first_of(const std::array<std::uint64_t, 3>& keys) const;
  [[nodiscard]] std::size_t size() const { return groups_.size(); }

  // The same counts give the same bytes.
  [[nodiscard]] std::string to_bytes() const;
  // Problem: invalid_value.
  [[nodiscard]] static base::Result<Shares> from_bytes(std::string_view bytes);

 private:
  friend class ShareCounter;
  std::vector<Group> groups_;  // by key
};

// Counts a register, person by person. Memory: about 1 KiB a group, some 60 MB for the whole country.
class ShareCounter {
 public:
  // `policy` and `roads` outlive the counter.
  ShareCounter(const Policy& policy, const Roads& roads);
  ~ShareCounter();
  ShareCounter(const ShareCounter&) = delete;
  ShareCounter& operator=(const ShareCounter&) = delete;
  ShareCounter(ShareCounter&&) = delete;
  ShareCounter& operator=(ShareCounter&&) = delete;

  // Facts of relatives' records are counted where `relations` tells them.
  void add(const cpr::Person& person, const Relations& relations = {});

  // What was counted; groups below the policy's `small_group` are left out.
  [[nodiscard]] Shares finish() const;

 private:
  struct Counts;
  const Policy& policy_;
  const Roads& roads_;
  std::unique_ptr<Counts> counts_;
};

// Whether the register has this person alive and under this number, so that they count.
[[nodiscard]] bool counts(const cpr::Person& person);

}  // namespace skranke::questions
