// The flags of check, ask, cpr, policy and bench.
#include <memory>

#include <CLI/CLI.hpp>

#include "app/ask_command.hpp"
#include "app/bench_command.hpp"
#include "app/check_command.hpp"
#include "app/command_line.hpp"
#include "app/cpr_command.hpp"
#include "app/policy_command.hpp"
#include "app/policy_diff_command.hpp"
#include "app/policy_show_command.hpp"
#include "app/policy_verify_command.hpp"

namespace skranke::app {
namespace {

void add_check(CLI::App& program, Chosen& chosen) {
  const auto arguments = std::make_shared<CheckArguments>();
  CLI::App* command = program.add_subcommand("check", "are these documents enough?");
  command->add_option("FILE", arguments->file, "a case as JSON; - is standard input")->required();
  command->add_flag("--jsonl", arguments->jsonl, "one case a line, one verdict a line");
  command->add_option(
      "--advice", arguments->advice,
      "how many sets of further lines: a number, all or none (default 20; none with --jsonl)");
  command->add_flag("--next", arguments->next, "add the fact to ask for next");
  command->add_option("--date", arguments->date, "the day of a case that names none (default today)");
  command->add_option("--version", arguments->version,
                      "the version for a case that names none (default the one in force on its day)");
  command->add_option("--lang", arguments->language, "answer in words in this language instead of JSON")
      ->excludes("--jsonl")
      ->excludes("--advice")
      ->excludes("--next");
  command->callback(
      [=, &chosen] { chosen.run = [=, &chosen] { return run_check(*arguments, chosen.home); }; });
}

void add_ask(CLI::App& program, Chosen& chosen) {
  const auto arguments = std::make_shared<AskArguments>();
  CLI::App* command = program.add_subcommand("ask", "the same as a dialogue, one fact at a time");
  command->add_option("--date", arguments->date, "the day of the visit, YYYY-MM-DD (default today)");
  command->add_option("--centre", arguments->centre, "where (default citizen-service)");
  command->add_option("--lang", arguments->language, "en or da")->capture_default_str();
  command->callback([=, &chosen] { chosen.run = [=, &chosen] { return run_ask(*arguments, chosen.home); }; });
}

void add_cpr(CLI::App& program, Chosen& chosen) {
  const auto arguments = std::make_shared<CprCheckArguments>();
  CLI::App* cpr = program.add_subcommand("cpr", "CPR numbers");
  cpr->require_subcommand(1);
  CLI::App* command = cpr->add_subcommand("check", "is this a CPR number, and what does it say?");
  command->add_option("FILE", arguments->file, "a number as JSON; - is standard input")->required();
  command->add_flag("--jsonl", arguments->jsonl, "one number a line, one answer a line");
  command->callback([=, &chosen] { chosen.run = [=] { return run_cpr_check(*arguments); }; });
}

constexpr const char* policy_named = "a policy as TOML, or ID or ID@VERSION; - is standard input";

void add_policy_diff(CLI::App& policy, Chosen& chosen) {
  const auto arguments = std::make_shared<DiffArguments>();
  CLI::App* command =
      policy.add_subcommand("diff", "the smallest sets of documents that two versions decide differently");
  command->add_option("A", arguments->before, policy_named)->required();
  command->add_option("B", arguments->after, policy_named)->required();
  command->add_option("--against", arguments->against, "count what changes for these cases (JSON lines)");
  command->add_option("--lang", arguments->language, "answer in words in this language instead of JSON");
  command->add_flag("--html", arguments->html, "answer as a page (in English without --lang)");
  command->callback(
      [=, &chosen] { chosen.run = [=, &chosen] { return run_policy_diff(*arguments, chosen.home); }; });
}

void add_policy_show(CLI::App& policy, Chosen& chosen) {
  const auto show = std::make_shared<ShowArguments>();
  CLI::App* command = policy.add_subcommand("show", "one policy, for people to read and as data");
  command->add_option("ID", show->name, policy_named)->required();
  CLI::Option* version =
      command->add_option("--version", show->version, "of an ID; default: the version in force today");
  command->add_option("--date", show->date, "of an ID: the version in force on this day")->excludes(version);
  command
      ->add_option(
          "--format", show->format,
          "text, table (what each document has to be), html (a page with all of it), pdf (a poster), "
          "svg (the combinations, drawn), csv (the tables) or json")
      ->check(CLI::IsMember({"text", "table", "html", "pdf", "svg", "csv", "json"}))
      ->capture_default_str();
  command->add_option("--lang", show->language, "en or da")->capture_default_str();
  chosen.settings.add(*command, "public-url", show->public_url,
                      "https://NAME that the poster's code leads to (SKRANKE_PUBLIC_URL)");
  command->callback(
      [=, &chosen] { chosen.run = [=, &chosen] { return run_policy_show(*show, chosen.home); }; });
}

void add_policy(CLI::App& program, Chosen& chosen) {
  CLI::App* policy = program.add_subcommand("policy", "the rules");
  policy->require_subcommand(1);
  policy->add_subcommand("list", "every policy and version: id, version, in force from, in force today")
      ->callback([&chosen] { chosen.run = [&chosen] { return run_policy_list(chosen.home); }; });
  add_policy_show(*policy, chosen);
  const auto file = std::make_shared<std::string>();
  CLI::App* lint = policy->add_subcommand("lint", "every mistake of a policy file, with its place");
  lint->add_option("FILE", *file, "a policy as TOML; - is standard input")->required();
  lint->callback([=, &chosen] { chosen.run = [=, &chosen] { return run_policy_lint(*file, chosen.home); }; });
  CLI::App* compile = policy->add_subcommand("compile", "a policy as canonical JSON, of which its hash is");
  compile->add_option("FILE", *file, policy_named)->required();
  compile->callback(
      [=, &chosen] { chosen.run = [=, &chosen] { return run_policy_compile(*file, chosen.home); }; });
  CLI::App* verify = policy->add_subcommand("verify", "everything that a policy can decide, looked at once");
  verify->add_option("POLICY", *file, policy_named)->required();
  verify->callback(
      [=, &chosen] { chosen.run = [=, &chosen] { return run_policy_verify(*file, chosen.home); }; });
  add_policy_diff(*policy, chosen);
}

void add_bench(CLI::App& program, Chosen& chosen) {
  CLI::App* bench = program.add_subcommand("bench", "how fast this machine is");
  bench->require_subcommand(1);
  const auto file = std::make_shared<std::string>();
  const auto rounds = std::make_shared<int>(7);
  CLI::App* command = bench->add_subcommand("check", "decisions a second over a file of cases");
  command->add_option("FILE", *file, "cases as JSON lines")->required();
  command->add_option("--rounds", *rounds, "how often")->check(CLI::Range(1, 1000))->capture_default_str();
  command->callback(
      [=, &chosen] { chosen.run = [=, &chosen] { return run_bench_check(*file, *rounds, chosen.home); }; });
}

}  // namespace

void add_rule_commands(CLI::App& program, Chosen& chosen) {
  add_check(program, chosen);
  add_ask(program, chosen);
  add_cpr(program, chosen);
  add_policy(program, chosen);
  add_bench(program, chosen);
}

}  // namespace skranke::app
