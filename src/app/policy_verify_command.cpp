#include "app/policy_verify_command.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>

#include "app/answers.hpp"
#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/missing_texts.hpp"
#include "app/policy_source.hpp"
#include "app/start.hpp"
#include "codec/compiled_policy.hpp"
#include "codec/verification_json.hpp"
#include "connect/keys/key_folder.hpp"

namespace skranke::app {
namespace {

constexpr std::chrono::seconds quiet_time{1};

// Tells how far it is, once a second.
class Progress {
 public:
  void operator()(double done) {
    const auto now = std::chrono::steady_clock::now();
    if (now - told_ < quiet_time) return;
    told_ = now;
    std::cerr << "skranke: " << static_cast<int>(done * 100) << " % verified\n";
  }

 private:
  std::chrono::steady_clock::time_point told_ = std::chrono::steady_clock::now();
};

int print(std::string text, int code) {
  text.push_back('\n');
  return write_all(text) ? code : complain_unwritten();
}

}  // namespace

int run_policy_verify(const std::string& name, const std::string& named_home) {
  const auto home = find_home(named_home);
  if (!home) return complain(home.error(), exit_outside);
  const NamedPolicy named = named_policy(name, named_home);
  if (!named.loaded.edition) {
    const auto& findings = named.loaded.findings;
    if (!findings.empty() && std::ranges::all_of(findings, &policy::Finding::is_unreachable))
      return print(codec::unreachable_json(findings), exit_no);
    for (const policy::Finding& finding : findings)
      std::cerr << "skranke: " << base::to_string(finding) << '\n';
    return named.exit;
  }
  const policy::Edition& edition = *named.loaded.edition;
  const auto missing = missing_texts(edition.tree, *home);
  if (!missing) return complain(missing.error(), exit_outside);
  std::vector<codec::MissingText> texts;
  for (const MissingLocaleText& text : *missing)
    texts.push_back({.key = text.key.key, .language = text.language});
  const policy::Verification found = policy::verify(edition, Progress{});
  const std::string sha256 = keys::sha256_hex(codec::compiled_policy(edition.tree));
  return print(codec::verification_json(edition, sha256, found, texts),
               codec::is_sound(found, texts) ? exit_yes : exit_no);
}

}  // namespace skranke::app
