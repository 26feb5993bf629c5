#include "counter/papers.hpp"

#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "base/ensure.hpp"
#include "codec/check_text.hpp"
#include "counter/applicant.hpp"
#include "counter/documents.hpp"
#include "policy/verdict.hpp"

namespace skranke::counter {
namespace {

using base::Result;
using cases::Case;
namespace json = boost::json;

constexpr std::size_t advice_max = 20;

// The verdict as `check` tells it, with clauses and advice, on the day of the decision.
Result<json::value> verdict_of(const Tools& tools, const Case& kase, base::Day day) {
  std::string text;
  codec::CheckText checker{tools.catalogue};
  const auto checked =
      checker.check(check_text(facts_of(kase), day, tools.place_of(kase.centre)),
                    {.today = day, .advice_max = advice_max, .advice = true, .next = false}, text);
  if (!checked) return std::unexpected{checked.error()};
  return json::parse(text);
}

// A code of the policy is a reason for each document that the verdict gave it for; the officer may have had
// another reason to give it, and then it stands by itself.
void add_documents(const Case& kase, const json::value& verdict, std::string_view code,
                   std::vector<letters::Reason>& reasons) {
  const std::size_t before = reasons.size();
  const std::string sentence = "refusal." + std::string{code};
  for (const json::value& document : verdict.at("documents").as_array()) {
    const auto index = document.at("index").to_number<std::size_t>();
    for (const json::value& refused : document.at("refused").as_array()) {
      if (std::string_view{refused.at("code").as_string()} != code) continue;
      const std::string clause{refused.at("clause").as_string()};
      reasons.push_back({.document = "policy.mitid.kind." + kase.documents[index].kind,
                         .sentence = sentence,
                         .clause = clause,
                         .clause_text = "policy.mitid.clause." + clause});
    }
  }
  if (reasons.size() == before)
    reasons.push_back({.document = {}, .sentence = sentence, .clause = {}, .clause_text = {}});
}

}  // namespace

Result<letters::LetterFacts> letter_facts(const Tools& tools, const PaperWords& words, const Kept& kept) {
  const Case& kase = kept.kase;
  base::ensure(kase.decision.has_value(), "a letter is about a decision");
  const auto details = read_applicant(kept.applicant);
  if (!details) return std::unexpected{details.error()};
  letters::LetterFacts facts;
  facts.is_accepted = kase.decision->outcome == cases::Outcome::accepted;
  if (*details) facts.name = full_name_of(**details);
  facts.case_id = kase.case_id;
  facts.centre = words.centre_name(kase.centre);
  facts.purpose = "desk.purpose." + kase.purpose;
  facts.decided = words.local_time(kase.decision->at);
  if (facts.is_accepted) return facts;
  json::value verdict = json::object{{"documents", json::array{}}};
  if (!kase.documents.empty()) {
    auto judged = verdict_of(tools, kase, facts.decided.day);
    if (!judged) return std::unexpected{std::move(judged.error())};
    verdict = std::move(*judged);
  }
  for (const std::string& code : kase.decision->reasons) {
    if (policy::find_reason(code)) {
      add_documents(kase, verdict, code, facts.reasons);
    } else {
      facts.reasons.push_back(
          {.document = {}, .sentence = "desk.reason." + code, .clause = {}, .clause_text = {}});
    }
  }
  if (verdict.as_object().contains("advice")) {
    for (const json::value& set : verdict.at("advice").as_array()) {
      letters::Advice lines;
      for (const json::value& line : set.at("add").as_array())
        lines.push_back("policy.mitid.line." + std::string{line.as_string()});
      facts.advice.push_back(std::move(lines));
    }
  }
  const auto edition = tools.catalogue.in_force("mitid", facts.decided.day);
  if (edition && !(*edition)->program.windows.empty())
    facts.values["months"] = std::to_string((*edition)->program.windows.front().months_old_max);
  facts.next_free = words.next_free(kase.centre);
  if (!words.public_url.empty()) facts.booking_url = words.public_url + "/" + kase.language + "/book/";
  return facts;
}

Result<letters::ReceiptFacts> receipt_facts(const PaperWords& words, const Kept& kept,
                                            const std::vector<cases::Event>& history) {
  const Case& kase = kept.kase;
  base::ensure(kase.decision.has_value(), "a receipt is of a decision");
  const auto details = read_applicant(kept.applicant);
  if (!details) return std::unexpected{details.error()};
  letters::ReceiptFacts facts;
  facts.case_id = kase.case_id;
  if (*details) facts.initials = initials_of(**details);
  facts.centre = words.centre_name(kase.centre);
  facts.purpose = "desk.purpose." + kase.purpose;
  facts.is_accepted = kase.decision->outcome == cases::Outcome::accepted;
  facts.decided = words.local_time(kase.decision->at);
  // What was said to one question, and when, is nobody's business; that the register was asked is told by
  // what it answered.
  for (const cases::Event& event : history)
    if (event.what != "question-answered" && event.what != "verifier-asked")
      facts.steps.push_back({.at = words.local_time(event.at), .what = event.what, .who = event.officer_id});
  facts.check_url = words.public_url + "/" + kase.language + "/witness/mine/#" + kase.case_id;
  auto proof = words.log_proof(kase.case_id);
  if (!proof) return std::unexpected{std::move(proof.error())};
  facts.proof = std::move(*proof);
  return facts;
}

}  // namespace skranke::counter
