#include "app/policy_source.hpp"

#include <iostream>

#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/start.hpp"
#include "base/limits.hpp"

namespace skranke::app {
namespace {

bool is_file(const std::string& name) { return name == "-" || name.contains('/') || name.ends_with(".toml"); }

NamedPolicy from_file(const std::string& name, const std::string& shown) {
  const auto text = read_file(name, base::limits::policy_bytes_max + 1);
  if (!text) {
    const bool is_large = text.error().fault == base::Fault::too_large;
    return {.loaded = {}, .exit = complain(text.error(), is_large ? exit_bad_input : exit_outside)};
  }
  NamedPolicy named{.loaded = policy::load(*text, shown)};
  if (!named.loaded.edition) named.exit = exit_bad_input;
  return named;
}

}  // namespace

NamedPolicy named_policy(const std::string& name, const std::string& home) {
  if (is_file(name)) return from_file(name, name == "-" ? "standard input" : name);
  const auto begun = start(home);
  if (!begun) return {.loaded = {}, .exit = complain(begun.error(), exit_outside)};
  const std::size_t at = name.find('@');
  const auto edition = at == std::string::npos
                           ? begun->catalogue.in_force(name, begun->today)
                           : begun->catalogue.version(name.substr(0, at), name.substr(at + 1));
  if (!edition) return {.loaded = {}, .exit = complain(edition.error(), exit_bad_input)};
  return from_file((*edition)->tree.file, (*edition)->tree.file);
}

NamedPolicy sound_policy(const std::string& name, const std::string& home) {
  NamedPolicy named = named_policy(name, home);
  for (const policy::Finding& finding : named.loaded.findings)
    std::cerr << "skranke: " << base::to_string(finding) << '\n';
  return named;
}

}  // namespace skranke::app
