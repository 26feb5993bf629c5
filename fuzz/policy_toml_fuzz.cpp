// The way of any text through the policy loader, and of documents through whatever policy comes out.
//
// Besides that nothing crashes and nothing is thrown: a policy is either refused with findings that have a
// place and a text, or it decides; and no policy, however odd, accepts an applicant who brings nothing.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/ensure.hpp"
#include "policy/advice.hpp"
#include "policy/decide.hpp"
#include "policy/load.hpp"
#include "policy/question.hpp"

namespace {

using namespace skranke;

// A document of which nothing is known, and one that has everything in its favour.
std::array<proofing::Document, 2> documents_of(std::uint8_t kind, base::Day visit) {
  const proofing::Document unknown{.kind = kind};
  proofing::Document good{.kind = kind,
                          .form = proofing::Form::physical,
                          .authority = proofing::Authority::immigration_service,
                          .flags = 0,
                          .issuer = base::parse_country("DK").value_or(base::country_unknown),
                          .expires = proofing::day_never,
                          .issued = visit,
                          .income_year = base::date_from(visit).year};
  for (const proofing::Fact fact : proofing::flag_facts) good.set_flag(fact, proofing::Tri::yes);
  good.set_flag(proofing::Fact::temporary, proofing::Tri::no);
  return {unknown, good};
}

void ask(const policy::Program& program, const proofing::Evidence& evidence) {
  const policy::Verdict verdict = policy::decide(program, evidence);
  base::ensure(!evidence.documents.empty() || verdict.outcome == policy::Outcome::rejected,
               "nothing is never enough");
  bool open = false;
  for (std::size_t i = 0; i < verdict.document_count; ++i) open |= verdict.documents[i].open != 0;
  base::ensure(open == (verdict.outcome == policy::Outcome::undetermined), "open facts while undetermined");
  base::ensure(verdict.used_count == 0 || verdict.outcome == policy::Outcome::accepted, "used once accepted");
  const auto question = policy::next_question(program, evidence, verdict);
  base::ensure(question.has_value() == open, "a question while facts are open");
  if (question) {
    base::ensure((verdict.documents[question->document].open & policy::bit(question->fact)) != 0,
                 "a question about an open fact");
  }
  std::vector<policy::Advice> sets;
  policy::advise(program, evidence, verdict, 3, sets);
  base::ensure(sets.size() <= 3, "no more advice than asked for");
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const policy::Loaded loaded = policy::load({reinterpret_cast<const char*>(data), size}, "policy.toml");
  base::ensure(loaded.edition.has_value() == loaded.findings.empty(), "either an edition or findings");
  for (const policy::Finding& finding : loaded.findings) {
    base::ensure(!finding.text.empty() && !to_string(finding).empty(), "a finding says what is wrong");
  }
  if (!loaded.edition) return 0;
  const policy::Program& program = loaded.edition->program;
  constexpr base::Day visit = 20'604;  // 2026-05-31
  for (std::size_t place = 0; place < program.places.size(); ++place) {
    const auto at = static_cast<std::uint8_t>(place);
    ask(program, {.visit = visit, .place = at, .documents = {}});
    for (std::size_t kind = 0; kind < program.kinds.size(); ++kind) {
      ask(program,
          {.visit = visit, .place = at, .documents = documents_of(static_cast<std::uint8_t>(kind), visit)});
    }
  }
  return 0;
}
