#include "app/witness_command.hpp"

#include <utility>

#include "app/answers.hpp"
#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/start.hpp"
#include "base/limits.hpp"
#include "codec/witness_text.hpp"

namespace skranke::app {
namespace {

int exit_of(witness::Outcome outcome) {
  switch (outcome) {
    case witness::Outcome::eligible:
      return exit_yes;
    case witness::Outcome::not_eligible:
      return exit_no;
    case witness::Outcome::undetermined:
      return exit_undetermined;
  }
  std::unreachable();
}

}  // namespace

int run_witness_check(const WitnessCheckArguments& arguments, const std::string& named_home) {
  const auto begun = start(named_home);
  if (!begun) return complain(begun.error(), exit_outside);
  codec::WitnessText checker{begun->catalogue};
  if (arguments.jsonl) {
    return answer_lines(arguments.file, base::limits::case_bytes_max,
                        [&](std::string_view line, std::uint64_t number, std::string& out) {
                          return checker.check_line(line, number, begun->today, out);
                        });
  }
  const auto text = read_file(arguments.file, base::limits::case_bytes_max);
  if (!text)
    return complain(text.error(),
                    text.error().fault == base::Fault::too_large ? exit_bad_input : exit_outside);
  std::string out;
  const auto outcome = checker.check(*text, begun->today, out);
  if (!outcome) return complain(outcome.error(), exit_bad_input);
  out.push_back('\n');
  if (!write_all(out)) return complain_unwritten();
  return exit_of(*outcome);
}

}  // namespace skranke::app
