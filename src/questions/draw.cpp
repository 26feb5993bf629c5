#include "questions/draw.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/ensure.hpp"
#include "questions/choose.hpp"
#include "questions/lot.hpp"

namespace skranke::questions {
namespace {

using Chosen = std::vector<const Candidate*>;

// Gains within an eighth of a bit are equal to chance.
constexpr Bits equal_gain = one_bit / 8;

bool is_spent(const Candidate& candidate, const Ledger& ledger) {
  const auto in = [](const std::vector<std::uint64_t>& keys, std::uint64_t key) {
    return std::ranges::find(keys, key) != keys.end();
  };
  return in(ledger.asked, candidate.key) ||
         std::ranges::any_of(candidate.topics, [&](std::uint64_t topic) { return in(ledger.topics, topic); });
}

Chosen open_to(std::span<const Candidate> all, const Ledger& ledger) {
  Chosen open;
  for (const Candidate& candidate : all) {
    if (!is_spent(candidate, ledger)) open.push_back(&candidate);
  }
  std::ranges::sort(open, [](const Candidate* a, const Candidate* b) {
    return a->gain != b->gain ? a->gain > b->gain : a->key < b->key;
  });
  return open;
}

Chosen best_of(const Chosen& open, std::span<const Bits> values, std::size_t count, const Policy& policy) {
  Chosen chosen;
  for (const std::size_t i : choose(open, values, count, policy.weak_max)) chosen.push_back(open[i]);
  // The strongest first: the score is highest when it matters, and it only has to reach the threshold once.
  std::ranges::stable_sort(chosen, [](const Candidate* a, const Candidate* b) {
    return std::pair{a->weight.right, a->weight.wrong} > std::pair{b->weight.right, b->weight.wrong};
  });
  return chosen;
}

bool is_enough(const Chosen& chosen, const Policy& policy, Bits start) {
  std::array<Turn, questions_limit> turns;
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    turns[i] = {.weight = chosen[i]->weight, .chance = chosen[i]->q};
  }
  const std::span used{turns.data(), chosen.size()};
  const Millionths chance = policy.mode == Mode::score ? chance_to_reach(used, start, policy.threshold)
                                                       : chance_to_count(used, policy.count.right);
  return chance >= policy.true_pass_min;
}

// The most telling questions, as few as are enough; empty if none are.
Chosen fewest(const Chosen& open, const Policy& policy, Bits start) {
  std::vector<Bits> gains;
  for (const Candidate* candidate : open) gains.push_back(candidate->gain);
  std::size_t least = policy.questions_min;
  std::size_t most = policy.questions_max;
  if (policy.mode == Mode::count) least = most = std::size_t{policy.count.of} + policy.count.extra;
  for (std::size_t count = least; count <= std::min(most, open.size()); ++count) {
    Chosen chosen = best_of(open, gains, count, policy);
    if (chosen.empty()) break;
    if (is_enough(chosen, policy, start)) return chosen;
  }
  return {};
}

// As many questions, by chance among those of about equal gain.
Chosen varied(Chosen open, std::size_t count, const Policy& policy, Lot& lot) {
  lot.shuffle(std::span{open});
  const auto rounded = [](const Candidate* candidate) { return candidate->gain / equal_gain; };
  std::ranges::stable_sort(open,
                           [&](const Candidate* a, const Candidate* b) { return rounded(a) > rounded(b); });
  std::vector<Bits> values;
  for (const Candidate* candidate : open) values.push_back(rounded(candidate));
  return best_of(open, values, count, policy);
}

Question asked(const Candidate& candidate, Lot& lot) {
  const Template& question = *candidate.question;
  Question asked{.key = candidate.key,
                 .topics = candidate.topics,
                 .id = question.id,
                 .ordinal = candidate.slot.ordinal,
                 .form = question.form,
                 .compare = question.compare,
                 .options = candidate.options,
                 .p = candidate.p,
                 .q = candidate.q,
                 .weight = candidate.weight,
                 .expected = Expected{normal_form(question.compare, candidate.slot.answer)}};
  lot.shuffle(std::span{asked.options});
  return asked;
}

bool has_attempts(const Policy& policy, const Ledger& ledger) {
  return policy.failures_max == 0 || ledger.failures < policy.failures_max;
}

}  // namespace

Plan plan(const Policy& policy, std::span<const Candidate> all, const Ledger& ledger) {
  Plan plan;
  if (!has_attempts(policy, ledger)) return plan;
  plan.open = open_to(all, ledger);
  plan.chosen = fewest(plan.open, policy, ledger.score);
  return plan;
}

Session session_of(const Policy& policy, const Plan& plan, const Ledger& ledger, std::uint64_t seed) {
  base::ensure(!plan.chosen.empty(), "a session has questions");
  Lot lot{seed};
  Chosen chosen = varied(plan.open, plan.chosen.size(), policy, lot);
  if (chosen.empty() || !is_enough(chosen, policy, ledger.score)) chosen = plan.chosen;
  Session session{
      .mode = policy.mode, .start = ledger.score, .threshold = policy.threshold, .right = policy.count.right};
  for (const Candidate* candidate : chosen) session.questions.push_back(asked(*candidate, lot));
  return session;
}

Drawn draw(const Policy& policy, const Case& of, const Register& known, Minutes now, std::uint64_t seed) {
  if (of.ledger.locked_until && now < *of.ledger.locked_until) {
    return {.answerable = Answerable::locked, .until = of.ledger.locked_until};
  }
  const std::vector<Candidate> all = candidates(policy, of.person, of.relations, of.shown, known);
  const Plan planned = plan(policy, all, of.ledger);
  if (planned.chosen.empty()) return {};
  return {.answerable = Answerable::yes, .session = session_of(policy, planned, of.ledger, seed)};
}

bool feasible(const Policy& policy, const Case& of, const Register& known) {
  const std::vector<Candidate> all = candidates(policy, of.person, of.relations, of.shown, known);
  return !plan(policy, all, of.ledger).chosen.empty();
}

Ledger begin(const Policy& policy, const Session& session, const Ledger& ledger, Minutes now) {
  Ledger after = ledger;
  for (const Question& question : session.questions) {
    after.asked.push_back(question.key);
    for (const std::uint64_t topic : question.topics) {
      if (std::ranges::find(after.topics, topic) == after.topics.end()) after.topics.push_back(topic);
    }
    after.score += question.weight.wrong;
  }
  ++after.sessions;
  ++after.failures;
  after.locked_until = now + Minutes{policy.lock_hours} * 60;
  return after;
}

Concluded conclude(const Policy& policy, const Session& session, std::span<const bool> answered,
                   const Ledger& ledger, Minutes now) {
  Concluded concluded{.ledger = ledger};
  Bits score = session.start;
  std::size_t right = 0;
  bool reached = false;
  for (std::size_t i = 0; i < session.questions.size(); ++i) {
    const bool is_right = i < answered.size() && answered[i];
    const Weight& weight = session.questions[i].weight;
    score += is_right ? weight.right : weight.wrong;
    right += is_right ? 1 : 0;
    reached = reached || score >= session.threshold;
  }
  concluded.passed = session.mode == Mode::score ? reached : right >= session.right;
  // Losses are carried, gains are not (ledger.hpp).
  concluded.ledger.score = std::min(session.start, score);
  concluded.ledger.locked_until.reset();
  if (concluded.passed) {
    --concluded.ledger.failures;
  } else {
    concluded.ledger.locked_until = now + Minutes{policy.lock_hours} * 60;
  }
  return concluded;
}

}  // namespace skranke::questions
