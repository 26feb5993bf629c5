#include "app/verifier_command.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <optional>

#include <pwd.h>
#include <sys/random.h>

#include "app/clock.hpp"
#include "app/disk_failure.hpp"
#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/question_policy.hpp"
#include "app/register_keys.hpp"
#include "app/start.hpp"
#include "base/ensure.hpp"
#include "storage/questions/question_store.hpp"
#include "storage/register/imported_register.hpp"
#include "verifier/process.hpp"
#include "verifier/protocol.hpp"
#include "verifier/socket_server.hpp"
#include "verifier/verifier.hpp"

namespace skranke::app {
namespace {

std::uint64_t from_the_system() {
  std::uint64_t bits = 0;
  base::ensure(::getrandom(&bits, sizeof bits, 0) == sizeof bits, "the system gives random bytes");
  return bits;
}

questions::Minutes minute_now() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::minutes>(now).count();
}

base::Day today() {
  const auto day = today_in(default_time_zone);
  base::ensure(day.has_value(), "the time zone that was there at the start is there");
  return *day;
}

base::Result<std::vector<uid_t>> users_of(const std::vector<std::string>& names) {
  std::vector<uid_t> users;
  for (const std::string& name : names) {
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 4096> words{};
    if (::getpwnam_r(name.c_str(), &entry, words.data(), words.size(), &found) != 0 || found == nullptr)
      return base::fail(base::Fault::not_found,
                        "--peer: no such user; expected the name of a user of this machine");
    users.push_back(found->pw_uid);
  }
  return users;
}

// The register and the verifier's own database; the same connection pool where the address is the same.
struct Databases {
  std::unique_ptr<storage::Database> own;
  std::unique_ptr<storage::Database> people;  // null: own
  [[nodiscard]] storage::Database& with_people() const { return people ? *people : *own; }
};

storage::Outcome<Databases> open_databases(const VerifierArguments& arguments) {
  Databases databases;
  storage::Options own_options;
  own_options.disk_failed = end_for_disk;
  auto own = storage::open_database(arguments.database, own_options);
  if (!own) return std::unexpected{own.error()};
  databases.own = std::move(*own);
  if (arguments.people == arguments.database) return databases;
  storage::Options options;
  if (arguments.people.starts_with("sqlite:")) options.access = storage::Access::read_only;
  auto people = storage::open_database(arguments.people, options);
  if (!people) return std::unexpected{people.error()};
  databases.people = std::move(*people);
  return databases;
}

constexpr std::array stop_signals{SIGTERM, SIGINT};

// Before there is another thread: one that does not hold the signals back would end the process at once.
void hold_stop_signals() {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int signal : stop_signals) ::sigaddset(&set, signal);
  ::pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

int serve_questions(const VerifierArguments& arguments, const questions::Policy& policy,
                    const Databases& databases, const desk::RegisterSealer* sealer,
                    const storage::QuestionKnowledge& knowledge) {
  auto peers = users_of(arguments.peers);
  if (!peers) return complain(peers.error(), exit_usage);
  auto server = verifier::SocketServer::listen({.path = arguments.socket,
                                                .peers = std::move(*peers),
                                                .stop_signals = {stop_signals.begin(), stop_signals.end()}});
  if (!server) return complain(server.error(), exit_outside);
  storage::ImportedRegister people{databases.with_people(), sealer};
  storage::StoredQuestions store{*databases.own};
  verifier::Verifier verifier{
      policy, knowledge.roads, knowledge.shares,
      people, store,           {.now = minute_now, .today = today, .draw = from_the_system}};
  std::cerr << "skranke: verifying on " << arguments.socket << "\n" << std::flush;
  server->run([&verifier](std::string_view line) { return verifier::reply_to(line, verifier); });
  std::cerr << "skranke: stopped\n" << std::flush;
  return exit_yes;
}

}  // namespace

int run_verifier(const VerifierArguments& arguments, const std::string& named_home) {
  const auto home = find_home(named_home);
  if (!home) return complain(home.error(), exit_outside);
  const auto policy = load_question_policy(*home, arguments.policy);
  if (!policy) return complain(policy.error(), exit_outside);
  if (const auto zone = today_in(default_time_zone); !zone) return complain(zone.error(), exit_outside);
  // Before another user is become, who may not be able to.
  const auto key = keys::RegisterKey::find(arguments.keys);
  if (!key) return complain(key.error(), exit_outside);
  hold_stop_signals();
  const bool network = !arguments.people.starts_with("sqlite:") || !arguments.database.starts_with("sqlite:");
  // Before any file is made, so that all of them belong to that user.
  if (auto confined = verifier::confine({.user = arguments.user, .network = network}); !confined)
    return complain(confined.error(), exit_outside);
  auto databases = open_databases(arguments);
  if (!databases) return complain("the database: " + databases.error().text, exit_outside);
  if (const auto right = check_register_key(key->get(), arguments.keys, databases->with_people()); !right)
    return complain(right.error(), exit_outside);
  auto knowledge = storage::load_knowledge(databases->with_people(), arguments.policy);
  if (!knowledge) return complain(knowledge.error(), exit_outside);
  if (!*knowledge) {
    return complain("nothing is known of how guessable answers are; `skranke questions count` finds out",
                    exit_outside);
  }
  return serve_questions(arguments, *policy, *databases, key->get(), **knowledge);
}

}  // namespace skranke::app
