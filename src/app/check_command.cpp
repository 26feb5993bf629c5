#include "app/check_command.hpp"

#include <iostream>

#include "app/answers.hpp"
#include "app/describe.hpp"
#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/start.hpp"
#include "app/texts.hpp"
#include "base/limits.hpp"
#include "base/whole_number.hpp"
#include "codec/case_reader.hpp"
#include "codec/check_text.hpp"
#include "policy/answer.hpp"

namespace skranke::app {
namespace {

// Empty if the text is none of: a number, "all", "none".
std::optional<codec::CheckOptions> with_advice(codec::CheckOptions options, const std::string& text) {
  options.advice = text != "none";
  if (!options.advice) return options;
  if (text == "all") {
    options.advice_max = base::limits::advice_sets_max;
  } else {
    const auto most = base::read_whole_number(text, std::size_t{0}, base::limits::advice_sets_max);
    if (!most) return std::nullopt;
    options.advice_max = *most;
  }
  return options;
}

int check_in_words(const std::string& text, const policy::Catalogue& catalogue,
                   const codec::CheckOptions& options, const std::filesystem::path& home,
                   const std::string& language) {
  auto texts = Texts::load(home, language);
  if (!texts) return complain(texts.error(), exit_usage);
  if (!texts->is_complete()) {
    return complain("the answer does not exist in this language; expected --lang en or da", exit_usage);
  }
  codec::CaseReader reader{catalogue};
  codec::ReadCase read;
  if (auto done = reader.read(text, options.today, read, options.version); !done)
    return complain(done.error(), exit_bad_input);
  const auto verdict = policy::answer(*read.edition, read.evidence());
  if (!verdict) return complain(verdict.error(), exit_bad_input);
  std::cout << describe(*read.edition, read.evidence(), *verdict, *texts);
  return exit_of(verdict->outcome);
}

}  // namespace

int run_check(const CheckArguments& arguments, const std::string& named_home) {
  codec::CheckOptions options{.advice = !arguments.jsonl, .next = arguments.next};
  if (arguments.advice) {
    const auto chosen = with_advice(options, *arguments.advice);
    if (!chosen)
      return complain({base::Fault::invalid_value,
                       "--advice: expected all, none, or a whole number up to " +
                           std::to_string(base::limits::advice_sets_max),
                       {}},
                      exit_usage);
    options = *chosen;
  }
  const auto begun = start(named_home);
  if (!begun) return complain(begun.error(), exit_outside);
  options.today = begun->today;
  if (arguments.date) {
    const auto day = base::parse_day(*arguments.date);
    if (!day) return complain("--date: expected a date that exists, YYYY-MM-DD", exit_usage);
    options.today = *day;
  }
  options.version = arguments.version;
  codec::CheckText checker{begun->catalogue};
  if (arguments.jsonl) {
    return answer_lines(arguments.file, base::limits::case_bytes_max,
                        [&](std::string_view line, std::uint64_t number, std::string& out) {
                          return checker.check_line(line, number, options, out);
                        });
  }
  const auto text = read_file(arguments.file, base::limits::case_bytes_max);
  if (!text)
    return complain(text.error(),
                    text.error().fault == base::Fault::too_large ? exit_bad_input : exit_outside);
  if (arguments.language)
    return check_in_words(*text, begun->catalogue, options, begun->home, *arguments.language);
  std::string out;
  const auto outcome = checker.check(*text, options, out);
  if (!outcome) return complain(outcome.error(), exit_bad_input);
  out.push_back('\n');
  if (!write_all(out)) return complain_unwritten();
  return exit_of(*outcome);
}

}  // namespace skranke::app
