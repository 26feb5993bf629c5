#include "app/ask_command.hpp"

#include <algorithm>
#include <iostream>
#include <vector>

#include "app/describe.hpp"
#include "app/exit_code.hpp"
#include "app/start.hpp"
#include "base/limits.hpp"
#include "base/whole_number.hpp"
#include "policy/decide.hpp"
#include "policy/question.hpp"

namespace skranke::app {
namespace {

using proofing::Document;
using proofing::Fact;
using proofing::Tri;

constexpr std::string_view undo_word = "<";

std::string trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return std::string{text};
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return text;
}

std::optional<std::size_t> number_in(const std::string& text, std::size_t max) {
  return base::read_whole_number(text, std::size_t{1}, max);
}

// What was asked for and what was left unknown on purpose, so that it isn't asked again.
struct State {
  std::vector<Document> documents;
  std::vector<policy::Facts> skipped;  // by document
};

class Dialogue {
 public:
  Dialogue(const policy::Program& program, base::Day visit, std::uint8_t place, const Texts& texts,
           std::istream& in, std::ostream& prompts)
      : program_{program}, visit_{visit}, place_{place}, texts_{texts}, in_{in}, prompts_{prompts} {}

  void run() {
    prompts_ << texts_.get("ask.intro") << "\n";
    while (!at_end_) {
      const policy::Verdict verdict = judge();
      if (verdict.outcome == policy::Outcome::accepted) return;
      if (const auto question = next(verdict)) {
        ask_fact(*question);
      } else if (!ask_document()) {
        return;
      }
    }
  }

  [[nodiscard]] proofing::Evidence evidence() const {
    return {.visit = visit_, .place = place_, .documents = state_.documents};
  }
  [[nodiscard]] policy::Verdict judge() const { return policy::decide(program_, evidence()); }

 private:
  // An answer, or nothing at the end of the input.
  std::optional<std::string> answer() {
    prompts_ << "> " << std::flush;
    std::string line;
    if (!std::getline(in_, line)) {
      at_end_ = true;
      prompts_ << "\n";
      return std::nullopt;
    }
    return trimmed(line);
  }

  void remember() { history_.push_back(state_); }

  void undo() {
    if (history_.empty()) {
      prompts_ << texts_.get("ask.nothing_to_undo") << "\n";
      return;
    }
    state_ = std::move(history_.back());
    history_.pop_back();
    prompts_ << texts_.get("ask.undone") << "\n";
  }

  [[nodiscard]] std::optional<policy::Question> next(const policy::Verdict& verdict) const {
    const auto best = policy::next_question(program_, evidence(), verdict);
    if (!best) return std::nullopt;
    if ((state_.skipped[best->document] & policy::bit(best->fact)) == 0) return best;
    for (std::size_t i = 0; i < state_.documents.size(); ++i) {
      for (const Fact fact : proofing::all_facts) {
        if ((verdict.documents[i].open & ~state_.skipped[i] & policy::bit(fact)) != 0)
          return policy::Question{.document = i, .fact = fact};
      }
    }
    return std::nullopt;
  }

  // False when there is no further document.
  bool ask_document() {
    if (state_.documents.size() == base::limits::documents_per_case_max) return false;
    prompts_ << "\n" << texts_.get(state_.documents.empty() ? "ask.document" : "ask.another") << "\n";
    for (std::size_t kind = 0; kind < program_.kinds.size(); ++kind) {
      prompts_ << "  " << kind + 1 << "  " << kind_name(program_, static_cast<std::uint8_t>(kind), texts_)
               << "\n";
    }
    while (const auto text = answer()) {
      if (text->empty()) return false;
      if (*text == undo_word) {
        undo();
        return true;
      }
      auto number = number_in(*text, program_.kinds.size());
      const auto named = std::ranges::find(program_.kinds, *text, &policy::CompiledKind::id);
      if (named != program_.kinds.end())
        number = static_cast<std::size_t>(named - program_.kinds.begin()) + 1;
      if (number) {
        remember();
        Document document;
        document.kind = static_cast<std::uint8_t>(*number - 1);
        state_.documents.push_back(document);
        state_.skipped.push_back(0);
        return true;
      }
      prompts_ << texts_.get("ask.invalid_number", {{"max", std::to_string(program_.kinds.size())}}) << "\n";
    }
    return false;
  }

  void ask_fact(const policy::Question& question) {
    const Document& asked = state_.documents[question.document];
    const std::string name{proofing::name(question.fact)};
    const std::string document =
        std::to_string(question.document + 1) + ". " + kind_name(program_, asked.kind, texts_);
    prompts_ << "\n" << texts_.get("fact." + name + ".question", {{"document", document}}) << "\n";
    for (std::size_t value = 1; value < choices(question.fact).size(); ++value) {
      prompts_ << "  " << value << "  "
               << texts_.get("fact." + name + ".value." + std::string{choices(question.fact)[value]}) << "\n";
    }
    prompts_ << hint(question.fact) << "\n";
    while (const auto text = answer()) {
      if (*text == undo_word) return undo();
      if (text->empty() || *text == "?") {
        remember();
        state_.skipped[question.document] |= policy::bit(question.fact);
        return;
      }
      Document changed = asked;
      if (read(question.fact, *text, changed)) {
        remember();
        state_.documents[question.document] = changed;
        return;
      }
      prompts_ << texts_.get("ask.invalid") << " " << hint(question.fact) << "\n";
    }
  }

  // The names of a fact's values, from index 1 on; empty for facts that are answered otherwise.
  static std::span<const std::string_view> choices(Fact fact) {
    if (fact == Fact::form) return proofing::form_names;
    if (fact == Fact::authority) return proofing::authority_names;
    return {};
  }

  [[nodiscard]] std::string hint(Fact fact) const {
    switch (fact) {
      case Fact::issuer:
        return texts_.get("ask.hint_country");
      case Fact::form:
      case Fact::authority:
        return texts_.get("ask.hint_number");
      case Fact::photo:
      case Fact::cpr_number:
      case Fact::temporary:
      case Fact::name_matches:
        return texts_.get("ask.hint_yes_no");
      case Fact::expires:
        return texts_.get("ask.hint_expires");
      case Fact::issued:
        return texts_.get("ask.hint_date");
      case Fact::income_year:
        return texts_.get("ask.hint_year");
      case Fact::born:
        return texts_.get("ask.hint_date");
      case Fact::validity:
      case Fact::activity:
      case Fact::fraud:
      case Fact::verification:
        return texts_.get("ask.hint_number");
    }
    std::unreachable();
  }

  bool read(Fact fact, const std::string& text, Document& into) const {
    switch (fact) {
      case Fact::issuer: {
        std::string code = text;
        std::ranges::transform(code, code.begin(),
                               [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
        const auto country = base::parse_country(code);
        if (country) into.issuer = *country;
        return country.has_value();
      }
      case Fact::form:
      case Fact::authority:
        return read_choice(fact, text, into);
      case Fact::photo:
      case Fact::cpr_number:
      case Fact::temporary:
      case Fact::name_matches:
        return read_flag(fact, text, into);
      case Fact::expires:
        if (text == "-") {
          into.expires = proofing::day_never;
          return true;
        }
        return read_day(text, into.expires);
      case Fact::issued:
        return read_day(text, into.issued);
      case Fact::income_year: {
        const auto year = number_in(text, 9999);
        if (year) into.income_year = static_cast<std::int32_t>(*year);
        return year.has_value();
      }
      case Fact::born:
        return read_day(text, into.born);
      case Fact::validity:
      case Fact::activity:
      case Fact::fraud:
      case Fact::verification: {
        const auto score = number_in(text, proofing::score_max);
        if (score) into.set_score(fact, static_cast<std::int32_t>(*score));
        return score.has_value();
      }
    }
    std::unreachable();
  }

  static bool read_choice(Fact fact, const std::string& text, Document& into) {
    const auto names = choices(fact);
    auto number = number_in(text, names.size() - 1);
    const auto named = std::find(names.begin() + 1, names.end(), text);
    if (named != names.end()) number = static_cast<std::size_t>(named - names.begin());
    if (!number) return false;
    if (fact == Fact::form) {
      into.form = static_cast<proofing::Form>(*number);
    } else {
      into.authority = static_cast<proofing::Authority>(*number);
    }
    return true;
  }

  bool read_flag(Fact fact, const std::string& text, Document& into) const {
    const std::string word = lower(text);
    const std::string yes = lower(texts_.get("fact.yes"));
    const std::string no = lower(texts_.get("fact.no"));
    if (word == "yes" || word == "y" || word == yes || word == yes.substr(0, 1)) {
      into.set_flag(fact, Tri::yes);
    } else if (word == "no" || word == "n" || word == no || word == no.substr(0, 1)) {
      into.set_flag(fact, Tri::no);
    } else {
      return false;
    }
    return true;
  }

  static bool read_day(const std::string& text, base::Day& into) {
    const auto day = base::parse_day(text);
    if (day) into = *day;
    return day.has_value();
  }

  const policy::Program& program_;
  base::Day visit_;
  std::uint8_t place_;
  const Texts& texts_;
  std::istream& in_;
  std::ostream& prompts_;
  State state_;
  std::vector<State> history_;
  bool at_end_ = false;
};

}  // namespace

int ask(const policy::Edition& edition, base::Day visit, std::uint8_t place, const Texts& texts,
        std::istream& in, std::ostream& prompts, std::ostream& result) {
  Dialogue dialogue{edition.program, visit, place, texts, in, prompts};
  dialogue.run();
  const policy::Verdict verdict = dialogue.judge();
  prompts << "\n" << std::flush;
  result << describe(edition, dialogue.evidence(), verdict, texts);
  return exit_of(verdict.outcome);
}

int run_ask(const AskArguments& arguments, const std::string& named_home) {
  const auto begun = start(named_home);
  if (!begun) return complain(begun.error(), exit_outside);
  const auto texts = Texts::load(begun->home, arguments.language);
  if (!texts) return complain(texts.error().text, exit_usage);
  if (!texts->is_complete())
    return complain("the dialogue does not exist in this language; expected --lang en or da", exit_usage);
  base::Day visit = begun->today;
  if (arguments.date) {
    const auto named = base::parse_day(*arguments.date);
    if (!named) return complain("--date: expected a date that exists, YYYY-MM-DD", exit_usage);
    visit = *named;
  }
  const auto edition = begun->catalogue.in_force("mitid", visit);
  if (!edition) return complain(edition.error().text, exit_bad_input);
  const auto& places = (*edition)->program.places;
  std::size_t place = 0;
  if (!arguments.centre.empty()) {
    place = static_cast<std::size_t>(std::ranges::find(places, arguments.centre) - places.begin());
    if (place == places.size()) {
      std::string known;
      for (const std::string& name : places) known += " " + name;
      return complain("--centre: expected one of:" + known, exit_usage);
    }
  }
  return ask(**edition, visit, static_cast<std::uint8_t>(place), *texts, std::cin, std::cerr, std::cout);
}

}  // namespace skranke::app
