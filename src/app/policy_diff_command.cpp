#include "app/policy_diff_command.hpp"

#include <cstdint>
#include <iostream>

#include "app/answers.hpp"
#include "app/clock.hpp"
#include "app/difference_text.hpp"
#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/policy_source.hpp"
#include "app/policy_text.hpp"
#include "app/start.hpp"
#include "app/texts.hpp"
#include "base/limits.hpp"
#include "codec/difference_json.hpp"
#include "codec/one_version.hpp"
#include "reading/markup.hpp"
#include "reading/page.hpp"

namespace skranke::app {
namespace {

// What becomes of given cases.
struct Flips {
  std::uint64_t cases = 0;
  std::uint64_t accepted = 0;  // accepted now, and not before
  std::uint64_t rejected = 0;  // accepted before, and not now
  std::uint64_t other = 0;     // rejected or undetermined before, and the other of these now
  std::uint64_t unread = 0;    // not a case of both
};

int count_flips(const std::string& file, const policy::Edition& before, const policy::Edition& after,
                base::Day today, Flips& flips) {
  codec::OneVersion first{before};
  codec::OneVersion second{after};
  return answer_lines(file, base::limits::case_bytes_max,
                      [&](std::string_view line, std::uint64_t /*number*/, std::string& /*out*/) {
                        ++flips.cases;
                        const auto was = first.decide(line, today);
                        const auto is = second.decide(line, today);
                        if (!was || !is) {
                          ++flips.unread;
                        } else if (*was != *is) {
                          ++(*is == policy::Outcome::accepted    ? flips.accepted
                             : *was == policy::Outcome::accepted ? flips.rejected
                                                                 : flips.other);
                        }
                        return true;
                      });
}

std::string flips_json(const Flips& flips) {
  return "{\"cases\":" + std::to_string(flips.cases) + ",\"accepted\":" + std::to_string(flips.accepted) +
         ",\"no_longer_accepted\":" + std::to_string(flips.rejected) +
         ",\"otherwise_changed\":" + std::to_string(flips.other) +
         ",\"not_readable\":" + std::to_string(flips.unread) + "}";
}

std::string flips_text(const Flips& flips, const Texts& texts) {
  const auto text = [](std::uint64_t number) { return std::to_string(number); };
  return texts.get("diff.against", {{"cases", text(flips.cases)},
                                    {"accepted", text(flips.accepted)},
                                    {"rejected", text(flips.rejected)},
                                    {"other", text(flips.other)},
                                    {"unread", text(flips.unread)}});
}

// The differences as a page for who reviews a change.
std::string page_of(const policy::Tree& before, const policy::Tree& after,
                    const std::vector<std::string>& sentences, const std::string& against,
                    const Texts& texts) {
  const reading::Words words = words_of(texts);
  const reading::Wording wording{after, words};
  const auto named = [](const policy::Tree& tree) { return tree.id.text + " " + tree.version.text; };
  const std::string title = wording.say("diff.title", {{"before", named(before)}, {"after", named(after)}});
  std::string main = "<main>\n" + reading::element("h1", title) + "\n";
  if (!against.empty()) main += reading::element("p", against, " class=\"note\"") + "\n";
  if (sentences.empty())
    return reading::framed(texts.language(), title,
                           main + reading::element("p", texts.get("diff.none")) + "\n</main>\n");
  main += reading::element("p", wording.say("diff.lead")) + "\n<ol class=\"changes\">\n";
  for (const std::string& sentence : sentences) main += reading::element("li", sentence) + "\n";
  return reading::framed(texts.language(), title, main + "</ol>\n</main>\n");
}

// Of a language that has every text; else what is wrong was told, and `code` is the exit code.
std::optional<Texts> whole_language(const std::string& language, const std::string& named_home, int& code) {
  const auto home = find_home(named_home);
  if (!home) {
    code = complain(home.error(), exit_outside);
    return std::nullopt;
  }
  auto texts = Texts::load(*home, language);
  if (texts && texts->is_complete()) return std::move(*texts);
  code = texts ? complain("the answer does not exist in this language; expected --lang en or da", exit_usage)
               : complain(texts.error(), exit_usage);
  return std::nullopt;
}

}  // namespace

int run_policy_diff(const DiffArguments& arguments, const std::string& named_home) {
  int code = exit_yes;
  std::optional<Texts> texts;
  if (arguments.language || arguments.html) {
    texts = whole_language(arguments.language.value_or("en"), named_home, code);
    if (!texts) return code;
  }
  const NamedPolicy before = sound_policy(arguments.before, named_home);
  if (!before.loaded.edition) return before.exit;
  const NamedPolicy after = sound_policy(arguments.after, named_home);
  if (!after.loaded.edition) return after.exit;
  const policy::Edition& old_edition = *before.loaded.edition;
  const policy::Edition& new_edition = *after.loaded.edition;

  const policy::Space space{{&old_edition.program, &new_edition.program}};
  const auto documents = policy::differences(space);
  const auto witnesses = witness::differences(old_edition, new_edition);
  std::vector<std::string> sentences;
  if (texts) sentences = difference_sentences(new_edition.program.id, space, documents, witnesses, *texts);
  Flips flips;
  if (arguments.against) {
    const auto today = today_in(new_edition.program.time_zone);
    if (!today) return complain(today.error(), exit_outside);
    code = count_flips(*arguments.against, old_edition, new_edition, *today, flips);
    if (code != exit_yes) return code;
  }
  const std::string all = codec::differences_json(space, documents, witnesses);
  std::string out;
  if (arguments.html) {
    out = page_of(old_edition.tree, new_edition.tree, sentences,
                  arguments.against ? flips_text(flips, *texts) : std::string{}, *texts);
  } else if (texts) {
    for (const std::string& sentence : sentences) out += sentence + "\n";
    if (sentences.empty()) out += texts->get("diff.none") + "\n";
    if (arguments.against) out += flips_text(flips, *texts) + "\n";
  } else {
    out = (arguments.against ? "{\"differences\":" + all + ",\"against\":" + flips_json(flips) + "}" : all) +
          "\n";
  }
  if (!write_all(out)) return complain_unwritten();
  return all == "[]" ? exit_yes : exit_no;
}

}  // namespace skranke::app
