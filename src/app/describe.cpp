#include "app/describe.hpp"

#include <algorithm>
#include <vector>

#include "app/policy_text.hpp"
#include "policy/advice.hpp"
#include "policy/decide.hpp"
#include "policy/judge.hpp"

namespace skranke::app {
namespace {

using policy::Program;
using policy::Verdict;

constexpr std::size_t advice_shown = 12;

std::string policy_key(const Program& program, std::string_view what, std::string_view id) {
  return "policy." + program.id + "." + std::string{what} + "." + std::string{id};
}

std::string line_names(const Program& program, policy::Mask alternatives) {
  std::string names;
  for (std::size_t line = 0; line < program.lines.size(); ++line) {
    if ((program.line_alternatives[line] & alternatives) == 0) continue;
    names += (names.empty() ? "" : ", ") + program.lines[line];
  }
  return names;
}

// Whether the document serves the same whatever its unknown facts turn out to be.
bool is_settled(const Program& program, const proofing::Evidence& evidence,
                const proofing::Document& document) {
  policy::Clock clock{program, evidence.visit};
  const policy::Cell& cell = program.cell(evidence.place, document);
  return policy::unsettled(program, policy::judge(program, document, clock, cell)) == 0;
}

void append_documents(std::string& out, const Program& program, const proofing::Evidence& evidence,
                      const Verdict& verdict, const Texts& texts) {
  for (std::size_t i = 0; i < verdict.document_count; ++i) {
    const policy::DocumentVerdict& document = verdict.documents[i];
    const std::string number = std::to_string(i + 1);
    out += number + ". " + kind_name(program, evidence.documents[i].kind, texts) + "\n";
    if (document.serves != 0) {
      const std::string_view key =
          is_settled(program, evidence, evidence.documents[i]) ? "cli.serves" : "cli.may_serve";
      out += "   " + texts.get(key, {{"lines", line_names(program, document.serves)}}) + "\n";
    }
    for (std::size_t r = 0; r < policy::reason_count; ++r) {
      const auto reason = static_cast<policy::Reason>(r);
      if ((document.refused & policy::bit(reason)) == 0) continue;
      out += "   " + texts.get("refusal." + std::string{policy::name(reason)}) + " (" +
             program.clause(evidence.documents[i].kind, reason) + ")\n";
    }
    for (const proofing::Fact fact : proofing::all_facts) {
      if ((document.open & policy::bit(fact)) == 0) continue;
      out += "   " +
             texts.get("cli.open_fact",
                       {{"fact", texts.get("fact." + std::string{proofing::name(fact)} + ".name")}}) +
             "\n";
    }
  }
}

// What nobody has said of the conditions on every document is presumed good: else one open question of a
// document would hide every companion that it needs.
std::vector<proofing::Document> presumed_good(const proofing::Evidence& evidence) {
  std::vector<proofing::Document> documents{evidence.documents.begin(), evidence.documents.end()};
  for (proofing::Document& document : documents) {
    using proofing::Fact;
    if (!document.knows(Fact::form)) document.form = proofing::Form::physical;
    if (!document.knows(Fact::temporary)) document.set_flag(Fact::temporary, proofing::Tri::no);
    if (!document.knows(Fact::name_matches)) document.set_flag(Fact::name_matches, proofing::Tri::yes);
    if (!document.knows(Fact::expires)) document.expires = proofing::day_never;
  }
  return documents;
}

// Further documents that would be enough: alone, with what is there, or only together.
void append_advice(std::string& out, const policy::Edition& edition, const proofing::Evidence& evidence,
                   const Verdict& verdict, const Texts& texts) {
  if (verdict.outcome == policy::Outcome::accepted) return;
  const Program& program = edition.program;
  const std::vector<proofing::Document> documents = presumed_good(evidence);
  const proofing::Evidence presumed{.visit = evidence.visit, .place = evidence.place, .documents = documents};
  const proofing::Evidence nothing{.visit = evidence.visit, .place = evidence.place, .documents = {}};
  std::vector<policy::Advice> alone;
  policy::advise(program, nothing, policy::decide(program, nothing), advice_shown, alone);
  std::vector<policy::Advice> sets;
  policy::advise(program, presumed, policy::decide(program, presumed), base::limits::advice_sets_max, sets);
  std::string_view heading;
  std::size_t shown = 0;
  for (const policy::Advice& advice : sets) {
    const bool enough_alone = std::ranges::find(alone, advice) != alone.end();
    const std::string_view group = advice.size() > 1 ? "cli.advice_together"
                                   : enough_alone    ? "cli.advice_alone"
                                                     : "cli.advice_with_yours";
    if (group != heading) {
      heading = group;
      shown = 0;
      out += texts.get(group) + "\n";
    }
    if (++shown > advice_shown) {
      if (shown == advice_shown + 1) out += "- …\n";
      continue;
    }
    std::string set;
    for (const std::uint8_t line : advice) {
      set += (set.empty() ? "" : " + ") + line_text(edition.tree, edition.tree.lines[line], texts) + " (" +
             program.lines[line] + ")";
    }
    out += "- " + set + "\n";
  }
  if (!documents.empty() && !sets.empty()) out += texts.get("cli.presumed") + "\n";
}

}  // namespace

std::string kind_name(const Program& program, std::uint8_t kind, const Texts& texts) {
  return texts.get(policy_key(program, "kind", program.kinds[kind].id));
}

std::string describe(const policy::Edition& edition, const proofing::Evidence& evidence,
                     const Verdict& verdict, const Texts& texts) {
  const Program& program = edition.program;
  std::string out = texts.get("verdict." + std::string{policy::name(verdict.outcome)}) + "\n";
  if (verdict.used_count > 0) {
    std::string used;
    for (std::size_t i = 0; i < verdict.used_count; ++i) {
      used +=
          (used.empty() ? "" : " + ") + kind_name(program, evidence.documents[verdict.used[i]].kind, texts);
    }
    const bool has_list = verdict.list != policy::no_list;
    out += has_list
               ? texts.get("cli.accepted_by", {{"list", program.lists[verdict.list].id}, {"documents", used}})
               : texts.get("cli.accepted_with", {{"documents", used}});
    out += "\n";
  }
  append_documents(out, program, evidence, verdict, texts);
  append_advice(out, edition, evidence, verdict, texts);
  return out;
}

}  // namespace skranke::app
