#include "app/policy_show_command.hpp"

#include <memory>

#include "app/answers.hpp"
#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/log.hpp"
#include "app/policy_poster.hpp"
#include "app/policy_source.hpp"
#include "app/policy_text.hpp"
#include "app/start.hpp"
#include "app/texts.hpp"
#include "base/civil.hpp"
#include "codec/policy_json.hpp"
#include "reading/account.hpp"
#include "reading/decision_table.hpp"
#include "reading/page.hpp"
#include "reading/picture.hpp"

namespace skranke::app {
namespace {

constexpr std::string_view policy_of_the_pages = "mitid";  // which the check page knows
constexpr const char* own_url = "http://127.0.0.1:8080";   // where ./run serves

// The edition that the arguments name; else `code` is what the program ends with.
std::optional<policy::Edition> named_edition(const ShowArguments& arguments, const std::string& named_home,
                                             int& code) {
  std::string name = arguments.name;
  if (arguments.version) name += "@" + *arguments.version;
  if (arguments.date) {
    const auto day = base::parse_day(*arguments.date);
    if (!day) {
      code = complain("--date: expected a date that exists, YYYY-MM-DD", exit_usage);
      return std::nullopt;
    }
    const auto begun = start(named_home);
    if (!begun) {
      code = complain(begun.error(), exit_outside);
      return std::nullopt;
    }
    const auto edition = begun->catalogue.in_force(name, *day);
    if (!edition) {
      code = complain(edition.error(), exit_bad_input);
      return std::nullopt;
    }
    name += "@" + (*edition)->program.version;
  }
  NamedPolicy named = sound_policy(name, named_home);
  code = named.exit;
  return std::move(named.loaded.edition);
}

// Where the poster's code leads to.
std::string check_url(const ShowArguments& arguments, const policy::Tree& tree) {
  if (tree.id.text != policy_of_the_pages) return {};
  if (arguments.public_url.empty())
    log(Level::warning,
        "the code leads to this machine alone: give --public-url, the address that citizens know");
  return (arguments.public_url.empty() ? own_url : arguments.public_url) + "/" + arguments.language +
         "/check/";
}

std::string shown(const ShowArguments& arguments, const policy::Tree& tree, const Texts& texts) {
  const reading::Words words = words_of(texts);
  const reading::Wording wording{tree, words};
  if (arguments.format == "html") return reading::page(wording);
  if (arguments.format == "svg") return reading::picture(wording, true);
  if (arguments.format == "table") return reading::tables_text(wording);
  if (arguments.format == "csv") return reading::tables_csv(wording);
  if (arguments.format == "pdf") return policy_poster(wording, check_url(arguments, tree)).pdf;
  return reading::plain_text(wording);
}

}  // namespace

int run_policy_show(const ShowArguments& arguments, const std::string& named_home) {
  int code = exit_yes;
  const auto edition = named_edition(arguments, named_home, code);
  if (!edition) return code;
  if (arguments.format == "json")
    return write_all(codec::policy_json(*edition) + "\n") ? exit_yes : complain_unwritten();
  const auto home = find_home(named_home);
  if (!home) return complain(home.error(), exit_outside);
  const auto texts = Texts::load(*home, arguments.language);
  if (!texts) return complain(texts.error(), exit_usage);
  if (!texts->is_complete())
    return complain(
        {base::Fault::not_found, "the policy does not exist in this language; expected --lang en or da", {}},
        exit_usage);
  return write_all(shown(arguments, edition->tree, *texts)) ? exit_yes : complain_unwritten();
}

}  // namespace skranke::app
