// Deciding with unknown facts against the definition: every completion, one by one. The policies here are
// small and strange (three documents, marks, a document that fits two parts), so that what MitID never needs
// is tried too.
#include "policy/unknown.hpp"

#include <functional>
#include <optional>
#include <random>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "policy/decide.hpp"
#include "policy/testing.hpp"

namespace skranke::policy {
namespace {

using proofing::Document;
using proofing::Fact;
using proofing::Tri;

constexpr base::Day visit = 20'000;

constexpr const char* head = R"(
id = "small"
version = "1"
effective = 1970-01-01
time_zone = "UTC"
unlisted = "U"
source = "none"
guidance = []
[[place]]
id = "here"
[[place]]
id = "there"
[[kind]]
id = "card"
picture = "always"
issuers = []
[[kind]]
id = "paper"
picture = "never"
issuers = []
[[kind]]
id = "book"
picture = "never"
issuers = []
[[condition]]
clause = "F"
require = { form = "physical" }
except = [{ kind = "card", form = "app" }]
)";

const char* const bodies[] = {
    // Three documents, two of one part, a mark on one of them, an exclusion.
    R"(
[[line]]
id = "L1"
accepts = [{ kind = "card", issuer = ["DK"] }]
[[line]]
id = "L2"
accepts = [{ kind = "card", issuer = { not = ["DK"] } }, { kind = "paper", photo = true }]
[[line]]
id = "L3"
accepts = [{ kind = "paper" }]
[[line]]
id = "L4"
accepts = [{ kind = "book", issuer = ["DK", "SE"] }, { kind = "card", form = "physical", issuer = ["SE"] }]
only_at = ["there"]
[[list]]
id = "T"
take = [{ count = 2, of = ["L1", "L2", "L3"] }, { count = 1, of = ["L4"] }]
at_least_one = { cpr_number = true }
[[exclusion]]
clause = "E"
never_together = ["L1", "L4"]
)",
    // Two lists that share lines; a kind that fits both parts of one.
    R"(
[[line]]
id = "L1"
accepts = [{ kind = "card", issuer = ["DK"], photo = true }]
[[line]]
id = "L2"
accepts = [{ kind = "card", cpr_number = false }, { kind = "paper", issuer = ["DK"] }]
[[line]]
id = "L3"
accepts = [{ kind = "card", cpr_number = true }, { kind = "book" }]
[[list]]
id = "P"
take = [{ count = 1, of = ["L1"] }]
at_least_one = { cpr_number = true }
[[list]]
id = "Q"
take = [{ count = 1, of = ["L1", "L2"] }, { count = 1, of = ["L3"] }]
[[list]]
id = "R"
take = [{ count = 2, of = ["L2", "L3"] }]
at_least_one = { photo = true }
)",
};

struct Answer {
  Outcome outcome;
  std::uint8_t list;
  std::vector<Facts> open;
};

// Values of a fact that these policies can tell apart; the first is "unknown".
std::vector<std::function<void(Document&)>> values_of(Fact fact) {
  const auto flag = [fact](Tri value) {
    return [fact, value](Document& document) { document.set_flag(fact, value); };
  };
  const auto issuer = [](std::string_view code) {
    return [country = *base::parse_country(code)](Document& document) { document.issuer = country; };
  };
  const auto form = [](proofing::Form value) {
    return [value](Document& document) { document.form = value; };
  };
  switch (fact) {
    case Fact::issuer:
      return {issuer("DK"), issuer("SE"), issuer("US")};
    case Fact::form:
      return {form(proofing::Form::physical), form(proofing::Form::app), form(proofing::Form::copy)};
    case Fact::photo:
    case Fact::cpr_number:
      return {flag(Tri::no), flag(Tri::yes)};
    case Fact::temporary:
    case Fact::name_matches:
    case Fact::authority:
    case Fact::expires:
    case Fact::issued:
    case Fact::income_year:
    case Fact::validity:
    case Fact::born:
    case Fact::activity:
    case Fact::fraud:
    case Fact::verification:
      return {};
  }
  return {};
}
constexpr Fact asked[] = {Fact::issuer, Fact::form, Fact::photo, Fact::cpr_number};

// Calls `each` for every completion of the unknown facts from (document, fact) on.
void complete(std::vector<Document>& documents, std::size_t at, const std::function<void()>& each) {
  const std::size_t document = at / std::size(asked);
  if (document == documents.size()) return each();
  const Fact fact = asked[at % std::size(asked)];
  if (documents[document].knows(fact)) return complete(documents, at + 1, each);
  const Document before = documents[document];
  for (const auto& set : values_of(fact)) {
    set(documents[document]);
    complete(documents, at + 1, each);
    documents[document] = before;
  }
}

Answer by_definition(const Program& program, std::uint8_t place, std::vector<Document> documents) {
  std::set<std::pair<Outcome, std::uint8_t>> seen;
  complete(documents, 0, [&] {
    const Verdict verdict = decide(program, {.visit = visit, .place = place, .documents = documents});
    seen.emplace(verdict.outcome, verdict.list);
  });
  Answer answer{.outcome = seen.begin()->first,
                .list = seen.begin()->second,
                .open = std::vector<Facts>(documents.size(), 0)};
  for (const auto& [outcome, list] : seen) {
    if (outcome != answer.outcome) answer.outcome = Outcome::undetermined;
    if (list != answer.list) answer.list = no_list;
  }
  if (answer.outcome != Outcome::undetermined) return answer;
  for (std::size_t d = 0; d < documents.size(); ++d) {
    for (const Fact fact : asked) {
      if (documents[d].knows(fact)) continue;
      // Some completion of the others under which two values of this one differ.
      const auto values = values_of(fact);
      const Document before = documents[d];
      values.front()(documents[d]);
      complete(documents, 0, [&] {
        std::set<Outcome> outcomes;
        const Document chosen = documents[d];
        for (const auto& set : values) {
          set(documents[d]);
          outcomes.insert(decide(program, {.visit = visit, .place = place, .documents = documents}).outcome);
        }
        documents[d] = chosen;
        if (outcomes.size() > 1) answer.open[d] |= bit(fact);
      });
      documents[d] = before;
    }
  }
  return answer;
}

class SmallPolicies : public testing::TestWithParam<std::size_t> {};

TEST_P(SmallPolicies, UnknownFactsAreDecidedAsByEveryCompletion) {
  const Edition edition = edition_of(std::string{head} + bodies[GetParam()]);
  const Program& program = edition.program;
  std::mt19937_64 random{20260115 + GetParam()};
  std::array<int, 3> outcomes{};
  for (int round = 0; round < 3000; ++round) {
    std::vector<Document> documents(random() % 6);
    int unknown = 0;
    for (Document& document : documents) {
      document.kind = static_cast<std::uint8_t>(random() % program.kinds.size());
      for (const Fact fact : asked) {
        if (random() % 5 == 0 && unknown < 5) {
          ++unknown;
          continue;
        }
        const auto values = values_of(fact);
        values[fact == Fact::form && random() % 4 != 0 ? 0 : random() % values.size()](document);
      }
    }
    const auto place = static_cast<std::uint8_t>(random() % 4 == 0 ? 0 : 1);
    const Verdict verdict = decide(program, {.visit = visit, .place = place, .documents = documents});
    const Answer expected = by_definition(program, place, documents);
    ASSERT_EQ(name(verdict.outcome), name(expected.outcome)) << "round " << round;
    ASSERT_EQ(verdict.list, expected.list) << "round " << round;
    for (std::size_t d = 0; d < documents.size(); ++d) {
      ASSERT_EQ(verdict.documents[d].open, expected.open[d]) << "round " << round << ", document " << d;
    }
    ++outcomes[static_cast<std::size_t>(verdict.outcome)];
  }
  for (const int count : outcomes) EXPECT_GT(count, 20) << "the cases do not try every outcome";
}

INSTANTIATE_TEST_SUITE_P(Unknown, SmallPolicies, testing::Range<std::size_t>(0, std::size(bodies)));

}  // namespace
}  // namespace skranke::policy
