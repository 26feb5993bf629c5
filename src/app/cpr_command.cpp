#include "app/cpr_command.hpp"

#include "app/answers.hpp"
#include "app/clock.hpp"
#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/start.hpp"
#include "base/limits.hpp"
#include "codec/number_text.hpp"

namespace skranke::app {

int run_cpr_check(const CprCheckArguments& arguments) {
  const auto today = today_in(default_time_zone);
  if (!today) return complain(today.error(), exit_outside);
  codec::NumberText checker;
  if (arguments.jsonl) {
    return answer_lines(arguments.file, base::limits::case_bytes_max,
                        [&](std::string_view line, std::uint64_t number, std::string& out) {
                          return checker.check_line(line, number, *today, out);
                        });
  }
  const auto text = read_file(arguments.file, base::limits::case_bytes_max);
  if (!text)
    return complain(text.error(),
                    text.error().fault == base::Fault::too_large ? exit_bad_input : exit_outside);
  std::string out;
  const auto valid = checker.check(*text, *today, out);
  if (!valid) return complain(valid.error(), exit_bad_input);
  out.push_back('\n');
  if (!write_all(out)) return complain_unwritten();
  return *valid ? exit_yes : exit_no;
}

}  // namespace skranke::app
