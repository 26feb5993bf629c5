#include "app/mrz_command.hpp"

#include "app/answers.hpp"
#include "app/clock.hpp"
#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/start.hpp"
#include "base/limits.hpp"
#include "codec/zone_text.hpp"
#include "sight/decode.hpp"

namespace skranke::app {
namespace {

base::Result<base::Day> day_of(const MrzArguments& arguments) {
  if (arguments.date.empty()) return today_in(default_time_zone);
  const auto day = base::parse_day(arguments.date);
  if (!day)
    return base::fail(base::Fault::invalid_value, "--date: expected a day that exists, as YYYY-MM-DD");
  return *day;
}

}  // namespace

int run_mrz(const MrzArguments& arguments) {
  const auto today = day_of(arguments);
  if (!today) return complain(today.error(), arguments.date.empty() ? exit_outside : exit_usage);
  if (arguments.jsonl) {
    codec::ZoneText reader;
    return answer_lines(arguments.file, base::limits::case_bytes_max,
                        [&](std::string_view line, std::uint64_t number, std::string& out) {
                          return reader.answer_line(line, number, *today, out);
                        });
  }
  const auto text =
      read_file(arguments.file, arguments.image ? sight::picture_bytes_max : base::limits::case_bytes_max);
  if (!text)
    return complain(text.error(),
                    text.error().fault == base::Fault::too_large ? exit_bad_input : exit_outside);
  std::string out;
  const auto valid =
      arguments.image ? codec::answer_picture(*text, *today, out) : codec::answer_zone(*text, *today, out);
  if (!valid) return complain(valid.error(), exit_bad_input);
  out.push_back('\n');
  if (!write_all(out)) return complain_unwritten();
  return *valid ? exit_yes : exit_no;
}

}  // namespace skranke::app
