#include "app/check_command.hpp"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <iostream>

#include <fcntl.h>
#include <unistd.h>

#include "app/describe.hpp"
#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/line_reader.hpp"
#include "app/start.hpp"
#include "app/texts.hpp"
#include "base/limits.hpp"
#include "codec/case_reader.hpp"
#include "codec/check_text.hpp"
#include "policy/decide.hpp"

namespace skranke::app {
namespace {

constexpr std::size_t flush_at = 256UL * 1024;

bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

int check_lines(int descriptor, codec::CheckText& checker, const codec::CheckOptions& options) {
  LineReader lines{descriptor, base::limits::case_bytes_max};
  std::string out;
  out.reserve(flush_at + 2 * base::limits::case_bytes_max);
  bool all_good = true;
  std::uint64_t number = 0;
  while (const auto line = lines.next()) {
    all_good &= checker.check_line(*line, ++number, options, out);
    if (out.size() < flush_at) continue;
    if (!write_all(out))
      return complain({base::Fault::unavailable, "standard output can't be written", {}}, exit_outside);
    out.clear();
  }
  if (!write_all(out))
    return complain({base::Fault::unavailable, "standard output can't be written", {}}, exit_outside);
  if (lines.failed())
    return complain({base::Fault::unavailable, "the input can't be read to its end", {}}, exit_outside);
  return all_good ? exit_yes : exit_bad_input;
}

int check_lines_of(const std::string& file, codec::CheckText& checker, const codec::CheckOptions& options) {
  if (file == "-") return check_lines(STDIN_FILENO, checker, options);
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return complain({base::Fault::not_found, file + ": " + std::strerror(errno), {}}, exit_outside);
  const int code = check_lines(descriptor, checker, options);
  ::close(descriptor);
  return code;
}

// Empty if the text is none of: a number, "all", "none".
std::optional<codec::CheckOptions> with_advice(codec::CheckOptions options, const std::string& text) {
  if (text == "none") {
    options.advice = false;
  } else if (text == "all") {
    options.advice_max = base::limits::advice_sets_max;
  } else {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), options.advice_max);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    if (options.advice_max > base::limits::advice_sets_max) return std::nullopt;
  }
  return options;
}

int check_in_words(const std::string& text, const policy::Catalogue& catalogue, base::Day today,
                   const std::filesystem::path& home, const std::string& language) {
  auto texts = Texts::load(home, language);
  if (!texts) return complain(texts.error(), exit_usage);
  if (!texts->is_complete()) {
    return complain("the answer does not exist in this language; expected --lang en or da", exit_usage);
  }
  codec::CaseReader reader{catalogue};
  codec::ReadCase read;
  if (auto done = reader.read(text, today, read); !done) return complain(done.error(), exit_bad_input);
  const policy::Verdict verdict = policy::decide(read.edition->program, read.evidence());
  std::cout << describe(*read.edition, read.evidence(), verdict, *texts);
  return exit_of(verdict.outcome);
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
  codec::CheckText checker{begun->catalogue};
  if (arguments.jsonl) return check_lines_of(arguments.file, checker, options);
  const auto text = read_file(arguments.file, base::limits::case_bytes_max);
  if (!text)
    return complain(text.error(),
                    text.error().fault == base::Fault::too_large ? exit_bad_input : exit_outside);
  if (arguments.language)
    return check_in_words(*text, begun->catalogue, begun->today, begun->home, *arguments.language);
  std::string out;
  const auto outcome = checker.check(*text, options, out);
  if (!outcome) return complain(outcome.error(), exit_bad_input);
  out.push_back('\n');
  if (!write_all(out))
    return complain({base::Fault::unavailable, "standard output can't be written", {}}, exit_outside);
  return exit_of(*outcome);
}

}  // namespace skranke::app
