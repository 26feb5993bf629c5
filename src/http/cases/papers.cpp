// The letter and the receipt of a decided case, to be printed.
#include <array>

#include "http/api/problems.hpp"
#include "http/api/query.hpp"
#include "http/cases/routes.hpp"
#include "letters/letter.hpp"

namespace skranke::http::cases {
namespace {

constexpr Refusal undecided{409, "not-now", "The case is not there yet, or past it",
                            "Letters and receipts are of decided cases."};

// The language that is asked for, else the case's; Danish where there are no words in it.
letters::Words words_in(const CaseCall& call, const std::optional<std::string>& wanted,
                        const std::string& of_case) {
  for (const std::string& language : {wanted.value_or(of_case), of_case, std::string{"da"}}) {
    auto words = call.context.words(language);
    if (words) return std::move(*words);
  }
  return {.code = "da", .text = [](std::string_view key) { return std::string{key}; }};
}

void write_pdf(Response& response, std::string pdf) {
  answer_json(response, 200);
  response.content_type = "application/pdf";
  response.body = std::move(pdf);
}

// The decided case and the language, or the answer is written.
struct Wanted {
  counter::Kept kept;
  letters::Words words;
};
std::optional<Wanted> wanted(const CaseCall& call, Response& response) {
  constexpr std::array<std::string_view, 1> parameters{"lang"};
  const auto query = api::parse_query(call.query, parameters);
  if (!query) return api::write_query_problem(response, query.error()), std::nullopt;
  auto found = counter::look_at(call.asking());
  if (!found || !*found) return write_answer(call, found, response), std::nullopt;
  if (!(*found)->kase.decision) return write_problem(response, undecided), std::nullopt;
  auto words = words_in(call, query->values[0], (*found)->kase.language);
  return Wanted{.kept = std::move(**found), .words = std::move(words)};
}

}  // namespace

void show_letter(const CaseCall& call, Response& response) {
  const auto asked = wanted(call, response);
  if (!asked) return;
  const auto facts = counter::letter_facts(call.context.tools, call.context.paper_words(), asked->kept);
  if (!facts) return api::write_body_problem(response, facts.error());
  write_pdf(response, letters::decision_letter(*facts, asked->words));
}

void show_receipt(const CaseCall& call, Response& response) {
  const auto asked = wanted(call, response);
  if (!asked) return;
  const auto history = call.context.tools.book.history(call.id);
  if (!history) return api::write_body_problem(response, history.error());
  const auto facts = counter::receipt_facts(call.context.paper_words(), asked->kept, *history);
  if (!facts) return api::write_body_problem(response, facts.error());
  write_pdf(response, letters::receipt(*facts, asked->words));
}

}  // namespace skranke::http::cases
