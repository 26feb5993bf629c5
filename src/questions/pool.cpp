#include "questions/pool.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "cpr/protection.hpp"
#include "questions/hash.hpp"

namespace skranke::questions {
namespace {

// numerator / denominator in millionths, rounded up: against the applicant.
Millionths share_up(std::uint64_t numerator, std::uint64_t denominator) {
  if (denominator == 0) return certain;
  return static_cast<Millionths>(
      std::min<std::uint64_t>(certain, (numerator * certain + denominator - 1) / denominator));
}

// The chance of who knows the answer so often, and else guesses with this chance.
Millionths known_or_guessed(Millionths known, Millionths guessed) {
  const std::uint64_t missed = std::uint64_t{certain - known} * guessed;
  return std::min<Millionths>(certain, known + static_cast<Millionths>((missed + certain - 1) / certain));
}

// The best chance of somebody who sees the options and knows how common each is in the group.
Millionths best_of(std::span<const std::uint64_t> options, const Group& group) {
  const auto counted = [&](std::uint64_t value) -> Counted {
    const auto found = std::ranges::find(group.ranked, value, &Counted::value);
    return found == group.ranked.end() ? Counted{.value = value} : *found;
  };
  std::uint64_t low = 0;
  for (const std::uint64_t option : options) low += counted(option).low;
  Millionths best = share_up(1, options.size());
  for (const std::uint64_t option : options) {
    const Counted one = counted(option);
    best = std::max(best, share_up(one.high, low - one.low + one.high));
  }
  return low == 0 ? certain : best;
}

// A choice's options: the answers of a group in the order of their counts are cut into blocks once and for
// all; the options are the block that holds the right one. So the same answer always comes with the same
// options, asking again could not narrow them, and all of a block are about equally common.
std::vector<std::uint64_t> block_of(std::uint64_t value, const Group& group, std::size_t size) {
  const auto found = std::ranges::find(group.ranked, value, &Counted::value);
  if (found == group.ranked.end()) return {};
  const auto first = static_cast<std::size_t>(found - group.ranked.begin()) / size * size;
  if (first + size > group.ranked.size()) return {};
  std::vector<std::uint64_t> options;
  for (std::size_t i = first; i < first + size; ++i) options.push_back(group.ranked[i].value);
  return options;
}

std::string written(Form form, std::uint64_t value) {
  std::string text = std::to_string(value);
  if (form == Form::municipality || form == Form::country)
    text.insert(0, 4 - std::min<std::size_t>(4, text.size()), '0');
  return text;
}

// p of an open question, or of a choice, whose options it fills in. `certain` where nothing is known.
Millionths guessing_chance(Candidate& candidate, const Group* by_place, const Group* by_age) {
  if (by_place == nullptr || by_age == nullptr) return certain;
  const Template& question = *candidate.question;
  if (question.options == 0) {
    Millionths guess = share_up(by_place->top, by_place->size);
    guess = std::max(guess, share_up(by_age->top, by_age->size));
    return std::max(guess, share_up(by_place->at_birth, by_place->size));
  }
  const std::vector<std::uint64_t> options =
      block_of(value_of(question, candidate.slot.answer), *by_place, question.options);
  if (options.empty()) return certain;
  for (const std::uint64_t option : options) candidate.options.push_back(written(question.form, option));
  return std::max(best_of(options, *by_place), best_of(options, *by_age));
}

bool may_concern(const Template& question, const Relations& relations) {
  if (question.concerns == Role::nobody) return true;
  const Mark mark = relations.of(question.concerns).mark;
  return mark == Mark::free || mark == Mark::not_in_register;
}

std::uint64_t topic_key(std::string_view topic, std::uint64_t identity) {
  return hash(identity, hash(topic, hash("topic ")));
}

}  // namespace

bool is_given_away(const Policy& policy, const Template& question, std::span<const std::string> kinds) {
  return std::ranges::any_of(kinds, [&](const std::string& kind) {
    const auto document = std::ranges::find(policy.documents, kind, &ShownBy::kind);
    if (document == policy.documents.end()) return true;
    return std::ranges::any_of(question.subjects, [&](const std::string& subject) {
      return std::ranges::find(document->subjects, subject) != document->subjects.end();
    });
  });
}

bool is_for(const Policy& policy, const cpr::Person& person, base::Day today) {
  if (!counts(person) || person.current_number || !person.born.known()) return false;
  const base::YearMonthDay now = base::date_from(today);
  const auto years_before = [&](std::int32_t years) { return base::months_before(now, years * 12); };
  const auto day = [](const cpr::Date& date) {  // at the latest
    const std::int32_t month = date.month == 0 ? 12 : date.month;
    const std::int32_t last = base::days_in_month(date.year, month);
    return base::day_from({.year = date.year, .month = month, .day = date.day == 0 ? last : date.day});
  };
  if (day(person.born) > years_before(policy.age_years_min)) return false;
  return std::ranges::none_of(person.former_stays_abroad, [&](const cpr::StayAbroad& stay) {
    return stay.correction != cpr::Correction::annulled && stay.returned.known() &&
           day(stay.returned) > years_before(policy.years_since_arrival_min);
  });
}

std::vector<Candidate> candidates(const Policy& policy, const cpr::Person& person, const Relations& relations,
                                  const Shown& shown, const Register& known) {
  std::vector<Candidate> all;
  if (!is_for(policy, person, shown.today)) return all;
  const bool is_hidden = cpr::is_protected(person, shown.today);
  for (const Template& question : policy.templates) {
    if (question.about_address && is_hidden) continue;
    if (!may_concern(question, relations) || is_given_away(policy, question, shown.kinds)) continue;
    const Group* by_place = nullptr;
    const Group* by_age = nullptr;
    for (Slot& slot : extract(question.fact, person, relations, known.roads)) {
      if (slot.ordinal < question.first_slot || slot.ordinal > question.last_slot) continue;
      if (!is_answer(normal_form(question.compare, slot.answer))) continue;
      if (by_place == nullptr) {
        by_place = known.shares.first_of(groups_by_place(question, person));
        by_age = known.shares.first_of(groups_by_age(question, person));
      }
      Candidate candidate{.question = &question, .slot = std::move(slot), .q = question.q};
      const Millionths guessed = guessing_chance(candidate, by_place, by_age);
      const Millionths read = question.knows[static_cast<std::size_t>(Attacker::reader)];
      candidate.p = std::max(question.p_min, known_or_guessed(read, guessed));
      if (candidate.p > policy.p_max || candidate.p >= candidate.q) continue;
      candidate.weight = weight_of(candidate.p, candidate.q);
      candidate.gain = expected(candidate.weight, candidate.q);
      candidate.key = hash(candidate.slot.identity, hash(question.id));
      for (const std::string& topic : question.topics) candidate.topics.push_back(topic_key(topic, 0));
      for (const std::string& topic : question.slot_topics) {
        candidate.topics.push_back(topic_key(topic, candidate.slot.identity));
      }
      all.push_back(std::move(candidate));
    }
  }
  return all;
}

}  // namespace skranke::questions
