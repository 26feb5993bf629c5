#include "app/policy_command.hpp"

#include <algorithm>
#include <iostream>

#include "app/clock.hpp"
#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/missing_texts.hpp"
#include "app/policy_source.hpp"
#include "app/start.hpp"
#include "base/limits.hpp"
#include "codec/compiled_policy.hpp"
#include "connect/keys/key_folder.hpp"
#include "policy/load.hpp"

namespace skranke::app {
int run_policy_list(const std::string& named_home) {
  const auto begun = start(named_home);
  if (!begun) return complain(begun.error(), exit_outside);
  for (const auto& edition : begun->catalogue.all()) {
    const policy::Program& program = edition->program;
    const auto today = today_in(program.time_zone);
    if (!today) return complain(today.error(), exit_outside);
    const auto in_force = begun->catalogue.in_force(program.id, *today);
    std::cout << program.id << '\t' << program.version << '\t' << base::format_day(program.effective) << '\t'
              << (in_force && *in_force == edition.get() ? "in-force" : "not-in-force") << '\t'
              << keys::sha256_hex(codec::compiled_policy(edition->tree)) << '\n';
  }
  return exit_yes;
}

int run_policy_lint(const std::string& file, const std::string& named_home) {
  const auto home = find_home(named_home);
  if (!home) return complain(home.error(), exit_outside);
  const auto text = read_file(file, base::limits::policy_bytes_max + 1);
  if (!text) {
    return complain(text.error(),
                    text.error().fault == base::Fault::too_large ? exit_bad_input : exit_outside);
  }
  policy::Loaded loaded = policy::load(*text, file == "-" ? "standard input" : file);
  if (loaded.edition) {
    const auto missing = missing_texts(loaded.edition->tree, *home);
    if (!missing) return complain(missing.error(), exit_outside);
    for (const MissingLocaleText& lacking : *missing) {
      loaded.findings.push_back({.file = loaded.edition->tree.file,
                                 .where = lacking.key.where,
                                 .text = "no text for \"" + lacking.key.key + "\"; expected it in locales/" +
                                         lacking.language + ".json"});
    }
  }
  for (const policy::Finding& finding : loaded.findings) std::cout << base::to_string(finding) << '\n';
  return loaded.findings.empty() ? exit_yes : exit_no;
}

int run_policy_compile(const std::string& name, const std::string& named_home) {
  const NamedPolicy named = sound_policy(name, named_home);
  if (!named.loaded.edition) return named.exit;
  std::cout << codec::compiled_policy(named.loaded.edition->tree);
  return exit_yes;
}

}  // namespace skranke::app
