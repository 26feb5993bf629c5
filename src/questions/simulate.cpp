#include "questions/simulate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>

#include "questions/hash.hpp"
#include "questions/lot.hpp"

namespace skranke::questions {
namespace {

constexpr Millionths percent = certain / 100;

std::array<std::uint64_t, 4> all_groups(const Template& question, const cpr::Person& person) {
  const auto place = groups_by_place(question, person);
  return {place[0], place[1], place[2], groups_by_age(question, person)[0]};
}

bool is_asked(const Template& question, const Slot& slot) {
  return slot.ordinal >= question.first_slot && slot.ordinal <= question.last_slot;
}

const Template& template_of(const Policy& policy, std::string_view id) {
  return *std::ranges::find(policy.templates, id, &Template::id);
}

// The attacker whose knowledge the templates state; strangers and the bound itself have none.
std::size_t knowledge(Actor actor) {
  switch (actor) {
    case Actor::reader:
      return static_cast<std::size_t>(Attacker::reader);
    case Actor::neighbour:
      return static_cast<std::size_t>(Attacker::neighbour);
    case Actor::former_partner:
      return static_cast<std::size_t>(Attacker::former_partner);
    case Actor::family:
      return static_cast<std::size_t>(Attacker::family);
    case Actor::stranger:
    case Actor::at_the_bound:
    case Actor::true_person:
    case Actor::uneven_memory:
    case Actor::forgetful:
      break;
  }
  return static_cast<std::size_t>(Attacker::stranger);
}

struct Life {
  const Policy& policy;
  const Setting& setting;
  const Subject& subject;
  Actor actor;
  std::int64_t memory;  // added to q, in millionths
};

bool answers_rightly(const Life& life, const Question& question, Lot& lot) {
  if (is_true_person(life.actor)) {
    const std::int64_t chance = std::clamp<std::int64_t>(question.q + life.memory, 0, certain);
    return lot.happens(static_cast<Millionths>(chance));
  }
  if (life.actor == Actor::at_the_bound) return lot.happens(question.p);
  const Template& source = template_of(life.policy, question.id);
  if (lot.happens(source.knows[knowledge(life.actor)])) return true;
  return grade(question.compare, question.expected,
               life.setting.guesses.best(source, life.subject.person, question.options, life.setting.known));
}

// `first`: the plan of the first session, which all lives of a person share.
void run(const Life& life, std::span<const Candidate> all, const Plan& first, Lot& lot, Tally& tally) {
  Ledger ledger;
  Minutes now = 0;
  bool passed = false;
  ++tally.lives;
  while (!passed) {
    const Plan planned = ledger.sessions == 0 ? first : plan(life.policy, all, ledger);
    if (planned.chosen.empty()) break;
    const Session session = session_of(life.policy, planned, ledger, lot.next());
    std::array<bool, questions_limit> right{};
    const std::size_t count = session.questions.size();
    for (std::size_t i = 0; i < count; ++i) right[i] = answers_rightly(life, session.questions[i], lot);
    ledger = begin(life.policy, session, ledger, now);
    Concluded concluded = conclude(life.policy, session, std::span{right}.first(count), ledger, now);
    ledger = std::move(concluded.ledger);
    passed = concluded.passed;
    now = ledger.locked_until.value_or(now) + 1;
    ++tally.sessions;
    tally.questions += count;
    if (is_true_person(life.actor)) break;
  }
  if (passed) ++tally.passed;
}

std::int64_t memory_of(Actor actor, Lot& lot) {
  if (actor == Actor::forgetful) return -10 * std::int64_t{percent};
  if (actor == Actor::uneven_memory) return (lot.below(2) == 0 ? 5 : -5) * std::int64_t{percent};
  return 0;
}

}  // namespace

Guesses::Guesses(const Policy& policy, std::span<const Subject> subjects, const Register& known) {
  std::unordered_map<std::uint64_t, std::map<std::string, std::uint32_t>> counted;
  for (const Subject& subject : subjects) {
    if (!counts(subject.person)) continue;
    for (const Template& question : policy.templates) {
      const auto slots = extract(question.fact, subject.person, subject.relations, known.roads);
      for (const Slot& slot : slots) {
        if (!is_asked(question, slot)) continue;
        for (const std::uint64_t key : all_groups(question, subject.person)) ++counted[key][slot.answer];
      }
    }
  }
  for (const auto& [key, answers] : counted) {
    Best best;
    for (const auto& [answer, count] : answers) {
      best.size += count;
      if (count <= best.count) continue;
      best.answer = answer;
      best.count = count;
    }
    if (best.size >= policy.small_group) by_group_.emplace(key, std::move(best));
  }
}

std::string Guesses::best(const Template& question, const cpr::Person& person,
                          std::span<const std::string> options, const Register& known) const {
  const auto place = groups_by_place(question, person);
  const auto age = groups_by_age(question, person);
  if (!options.empty()) {
    std::string choice = options.front();
    double share = -1;
    for (const Group* group : {known.shares.first_of(place), known.shares.first_of(age)}) {
      std::map<std::uint64_t, double> found;
      double all = 0;
      for (const std::string& option : options) {
        const auto one = std::ranges::find(group->ranked, value_of(question, option), &Counted::value);
        found[value_of(question, option)] = one == group->ranked.end() ? 0 : one->high;
        all += found[value_of(question, option)];
      }
      for (const std::string& option : options) {
        if (all == 0 || found[value_of(question, option)] / all <= share) continue;
        share = found[value_of(question, option)] / all;
        choice = option;
      }
    }
    return choice;
  }
  const Best* best = nullptr;
  const auto consider = [&](const std::array<std::uint64_t, 3>& keys) {
    for (const std::uint64_t key : keys) {
      const auto found = by_group_.find(key);
      if (found == by_group_.end()) continue;
      const Best& one = found->second;
      if (best == nullptr || std::uint64_t{one.count} * best->size > std::uint64_t{best->count} * one.size)
        best = &one;
      return;
    }
  };
  consider(place);
  consider(age);
  if (question.fact == Fact::other_municipality) {
    const Group* group = known.shares.first_of(place);
    const bool is_better =
        group != nullptr && best != nullptr &&
        std::uint64_t{group->at_birth} * best->size > std::uint64_t{best->count} * group->size;
    if (is_better && person.address && person.birth_authority != person.address->municipality) {
      return person.birth_authority;
    }
  }
  return best == nullptr ? std::string{} : best->answer;
}

std::vector<std::size_t> answerable(const Setting& setting) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < setting.subjects.size(); ++i) {
    const Subject& subject = setting.subjects[i];
    const Case of{
        .person = subject.person, .relations = subject.relations, .shown = setting.shown, .ledger = Ledger{}};
    if (feasible(setting.policy, of, setting.known)) all.push_back(i);
  }
  return all;
}

Tally live(const Setting& setting, std::span<const std::size_t> answerable, Actor actor,
           std::uint64_t lives) {
  Policy unlimited = setting.policy;
  unlimited.failures_max = 0;
  Tally tally;
  for (std::size_t i = 0; i < answerable.size(); ++i) {
    const std::uint64_t share = lives / answerable.size() + (i < lives % answerable.size() ? 1 : 0);
    if (share == 0) break;
    const Subject& subject = setting.subjects[answerable[i]];
    const std::vector<Candidate> all =
        candidates(unlimited, subject.person, subject.relations, setting.shown, setting.known);
    const Plan first = plan(unlimited, all, {});
    Lot lot{hash(i, hash(static_cast<std::uint64_t>(actor), hash(setting.seed, hash_start)))};
    for (std::uint64_t k = 0; k < share; ++k) {
      const Life life{.policy = unlimited,
                      .setting = setting,
                      .subject = subject,
                      .actor = actor,
                      .memory = memory_of(actor, lot)};
      run(life, all, first, lot, tally);
    }
    if (setting.lived) setting.lived(share);
  }
  return tally;
}

Supply supply(const Setting& setting) {
  Supply all;
  for (std::size_t i = 0; i < setting.subjects.size(); ++i) {
    const Subject& subject = setting.subjects[i];
    if (!is_for(setting.policy, subject.person, setting.shown.today)) continue;
    ++all.persons;
    const std::vector<Candidate> pool =
        candidates(setting.policy, subject.person, subject.relations, setting.shown, setting.known);
    const std::size_t length = plan(setting.policy, pool, {}).chosen.size();
    if (length == 0) ++all.witness_needed;
    if (length > 0) ++all.by_length[length];
  }
  return all;
}

// SPEC: Wilson (1927), with 1.96 for 95 percent.
Interval wilson(std::uint64_t passed, std::uint64_t of) {
  if (of == 0) return {};
  constexpr double z = 1.959963984540054;
  const auto n = static_cast<double>(of);
  const double share = static_cast<double>(passed) / n;
  const double centre = share + z * z / (2 * n);
  const double half = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  const double scale = 1 + z * z / n;
  return {.low = std::max(0.0, (centre - half) / scale), .high = std::min(1.0, (centre + half) / scale)};
}

}  // namespace skranke::questions
