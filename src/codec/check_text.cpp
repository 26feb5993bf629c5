#include "codec/check_text.hpp"

#include <optional>
#include <vector>

#include "codec/case_reader.hpp"
#include "codec/error_line.hpp"
#include "codec/verdict_writer.hpp"
#include "policy/advice.hpp"
#include "policy/answer.hpp"
#include "policy/question.hpp"

namespace skranke::codec {

struct CheckText::State {
  CaseReader reader;
  ReadCase read;
  std::vector<policy::Advice> advice;
  std::vector<char> scratch;

  explicit State(const policy::Catalogue& catalogue) : reader{catalogue} {}

  base::Result<policy::Outcome> decide(const CheckOptions& options, std::string& out) {
    const policy::Program& program = read.edition->program;
    const proofing::Evidence evidence = read.evidence();
    const auto answered = policy::answer(*read.edition, evidence);
    if (!answered) return std::unexpected{answered.error()};
    const policy::Verdict& verdict = *answered;
    Extras extras;
    if (options.advice) {
      policy::advise(program, evidence, verdict, options.advice_max, advice);
      extras.advice = &advice;
    }
    std::optional<policy::Question> next;
    if (options.next) {
      next = policy::next_question(program, evidence, verdict);
      extras.next = &next;
    }
    append_verdict(out, read, verdict, extras, scratch);
    return verdict.outcome;
  }
};

CheckText::CheckText(const policy::Catalogue& catalogue) : state_{std::make_unique<State>(catalogue)} {}
CheckText::~CheckText() = default;
CheckText::CheckText(CheckText&&) noexcept = default;
CheckText& CheckText::operator=(CheckText&&) noexcept = default;

base::Result<policy::Outcome> CheckText::check(std::string_view text, const CheckOptions& options,
                                               std::string& out) {
  auto read = state_->reader.read(text, options.today, state_->read, options.version);
  if (!read) return std::unexpected{std::move(read.error())};
  return state_->decide(options, out);
}

bool CheckText::check_line(std::string_view text, std::uint64_t line, const CheckOptions& options,
                           std::string& out) {
  const auto answered = check(text, options, out);
  if (!answered) append_error(out, state_->read.shown_id(), answered.error(), line);
  out.push_back('\n');
  return answered.has_value();
}

}  // namespace skranke::codec
