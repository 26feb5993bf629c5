#include "app/describe.hpp"

#include <vector>

#include "app/policy_text.hpp"
#include "policy/advice.hpp"

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

void append_documents(std::string& out, const Program& program, const proofing::Evidence& evidence,
                      const Verdict& verdict, const Texts& texts) {
  for (std::size_t i = 0; i < verdict.document_count; ++i) {
    const policy::DocumentVerdict& document = verdict.documents[i];
    const std::string number = std::to_string(i + 1);
    out += number + ". " + kind_name(program, evidence.documents[i].kind, texts) + "\n";
    if (document.serves != 0) {
      out += "   " + texts.get("cli.serves", {{"lines", line_names(program, document.serves)}}) + "\n";
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

void append_advice(std::string& out, const policy::Edition& edition, const proofing::Evidence& evidence,
                   const Verdict& verdict, const Texts& texts) {
  const Program& program = edition.program;
  std::vector<policy::Advice> sets;
  policy::advise(program, evidence, verdict, advice_shown + 1, sets);
  if (sets.empty()) return;
  out += texts.get("cli.advice") + "\n";
  for (std::size_t i = 0; i < sets.size() && i < advice_shown; ++i) {
    std::string set;
    for (const std::uint8_t line : sets[i]) {
      set += (set.empty() ? "" : " + ") + line_text(edition.tree, edition.tree.lines[line], texts) + " (" +
             program.lines[line] + ")";
    }
    out += "- " + set + "\n";
  }
  if (sets.size() > advice_shown) out += "- …\n";
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
