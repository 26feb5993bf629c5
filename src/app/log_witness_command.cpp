#include "app/log_witness_command.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include <boost/json.hpp>

#include "app/answers.hpp"
#include "app/clock.hpp"
#include "app/disk_failure.hpp"
#include "app/exit_code.hpp"
#include "app/home.hpp"
#include "app/listen_address.hpp"
#include "app/log.hpp"
#include "app/service_manager.hpp"
#include "app/start.hpp"
#include "app/watching.hpp"
#include "base/limits.hpp"
#include "connect/keys/cosigning_key.hpp"
#include "connect/keys/log_key.hpp"
#include "cosigning/trusted_logs.hpp"
#include "http/cosigning/cosigning.hpp"
#include "http/server/client_address.hpp"
#include "http/server/server.hpp"
#include "storage/cosigning/cosigned_logs.hpp"

namespace skranke::app {
namespace {

namespace json = boost::json;
using base::Result;
using cosigning::Ending;
using cosigning::Told;

Result<cosigning::TrustedLogs> load_trusted(const std::string& path) {
  if (path.empty())
    return base::fail(base::Fault::invalid_value,
                      "--logs: expected a TOML file with the logs that are trusted");
  const auto text = read_file(path, base::limits::policy_bytes_max);
  if (!text) return base::fail(text.error().fault, "--logs: " + text.error().text);
  std::vector<base::Finding> findings;
  auto logs = cosigning::read_trusted_logs(path, *text, findings);
  if (logs) return std::move(*logs);
  return base::fail(base::Fault::invalid_value, "--logs: " + lines_of(std::move(findings)));
}

storage::Outcome<std::unique_ptr<storage::Database>> open_state(const std::string& path,
                                                                storage::Access access) {
  storage::Options options;
  options.access = access;
  options.migrations = storage::cosigning_migrations();
  options.disk_failed = end_for_disk;
  return storage::open_database("sqlite:" + path, options);
}

// The key of the state, both drawn where neither is there. One without the other is refused: a witness that
// has forgotten what it cosigned would cosign the fork of it.
Result<std::unique_ptr<keys::CosigningKey>> open_key(const LogWitnessArguments& arguments,
                                                     storage::CosignedLogs& state) {
  const auto lost = [](std::string_view what) {
    return base::fail(
        base::Fault::invalid_value,
        std::string{what} +
            ": give this witness up, and begin another one with a new folder for its key, a new "
            "state and a new name");
  };
  // Before a key is drawn that would have no state.
  if (arguments.name.empty() || arguments.name.find_first_of(" +\n\r\t") != std::string::npos)
    return base::fail(base::Fault::invalid_value, "--name: expected a name without spaces and +");
  const auto known = state.key();
  if (!known) return std::unexpected{known.error()};
  const bool has_key = keys::CosigningKey::is_there(arguments.keys);
  if (has_key && known->empty()) return lost("the key is there, and its state is not");
  if (!has_key && !known->empty()) return lost("the state is there, and its key is not");
  auto key = keys::CosigningKey::open(arguments.keys, arguments.name);
  if (!key) return key;
  const std::string text = (*key)->public_key();
  if (known->empty()) {
    if (auto set = state.set_key(text); !set) return std::unexpected{std::move(set.error())};
  } else if (*known != text) {
    return base::fail(base::Fault::invalid_value,
                      "the state is that of " + *known + "; expected its --keys and --name");
  }
  return key;
}

class LogWitnessService {
 public:
  LogWitnessService(cosigning::TrustedLogs logs, storage::CosignedLogs state,
                    std::unique_ptr<keys::CosigningKey> key)
      : logs_{std::move(logs)}, state_{std::move(state)}, key_{std::move(key)} {}

  Told add(std::string_view body) {
    auto submission = ledger::read_submission(body);
    if (!submission) return {.reason = submission.error().text};
    const auto log = logs_.find(submission->checkpoint.origin);
    if (log == logs_.end()) return {.ending = Ending::unknown_log};
    // Lines of others are not kept: whoever submits could write them.
    std::erase_if(submission->note.signatures, [&](const ledger::Signature& each) {
      const ledger::Note alone{.text = submission->note.text, .signatures = {each}};
      return std::ranges::none_of(
          log->second, [&](const ledger::PublicKey& key) { return keys::is_signed_by(alone, key); });
    });
    if (submission->note.signatures.empty()) return {.ending = Ending::not_signed};
    Told told = state_.take(*submission, now_seconds(), [this](const std::string& text, std::int64_t at) {
      return key_->cosign(text, at);
    });
    say(*submission, told);
    return told;
  }

  Result<std::string> logs() {
    const auto all = state_.all();
    if (!all) return std::unexpected{all.error()};
    json::array logs;
    for (const storage::CosignedLog& log : *all)
      logs.push_back(json::object{{"origin", log.origin},
                                  {"size", log.size},
                                  {"cosigned_at", in_utc(log.at)},
                                  {"checkpoint", log.note}});
    return json::serialize(json::object{{"logs", std::move(logs)}}) + "\n";
  }

  void write_metrics(http::watch::Exposition& out) {
    const auto all = state_.all();
    out.family("skranke_witnessed_log_size", http::watch::Kind::gauge,
               "Entries of the last checkpoint of a log that was cosigned.");
    if (!all) return;
    for (const storage::CosignedLog& log : *all) out.sample({{"log", log.origin}}, log.size);
  }

  [[nodiscard]] std::string public_key() const { return key_->public_key(); }

 private:
  // A checkpoint that its log has signed, and that can't be one of a log that only grows, is evidence.
  static void say(const ledger::Submission& submission, const Told& told) {
    const LogFields fields{{"log", submission.checkpoint.origin},
                           {"old_size", static_cast<std::int64_t>(submission.old_size)},
                           {"size_here", static_cast<std::int64_t>(told.size)},
                           {"checkpoint", ledger::note_text(submission.note)}};
    if (told.ending == Ending::other_root || told.ending == Ending::no_proof)
      log(Level::error, "a checkpoint was refused that does not go on from the one that was cosigned",
          fields);
    if (told.ending == Ending::unavailable) log(Level::error, "the state can't be kept: " + told.reason);
  }

  const cosigning::TrustedLogs logs_;
  storage::CosignedLogs state_;
  const std::unique_ptr<keys::CosigningKey> key_;
};

}  // namespace

int run_log_witness(const LogWitnessArguments& arguments) {
  set_log_format(arguments.log_format == "json" ? LogFormat::json : LogFormat::text);
  const auto listen = read_listen_address(arguments.listen);
  if (!listen) return complain("--listen: expected ADDRESS:PORT, as in 127.0.0.1:8090", exit_usage);
  const auto proxies = http::read_addresses(arguments.trusted_proxies);
  if (!proxies) return complain("--trusted-proxies: " + proxies.error().text, exit_usage);
  auto watchers = http::read_addresses(arguments.metrics_from);
  if (!watchers) return complain("--metrics-from: " + watchers.error().text, exit_usage);
  auto logs = load_trusted(arguments.logs);
  if (!logs) return complain(logs.error(), exit_usage);
  std::error_code unseen;
  if (keys::CosigningKey::is_there(arguments.keys) && !std::filesystem::exists(arguments.state, unseen))
    return complain("--state: " + arguments.state +
                        " is not there, and the key is: a witness without its state "
                        "is to be given up",
                    exit_outside);
  const auto database = open_state(arguments.state, storage::Access::read_and_write);
  if (!database) return complain("--state: " + database.error().text, exit_outside);
  storage::CosignedLogs state{**database};
  auto key = open_key(arguments, state);
  if (!key) return complain(key.error(), exit_outside);
  LogWitnessService service{std::move(*logs), state, std::move(*key)};
  Watching watching{std::move(*watchers), *proxies, arguments.access_log == "yes"};
  watching.look_at(**database, "sqlite:" + arguments.state, storage::cosigning_nothing_changed);
  watching.add_metrics([&service](http::watch::Exposition& out) { service.write_metrics(out); });
  http::ServerConfig config;
  config.address = listen->address;
  config.port = listen->port;
  config.stop_on_signals = true;
  watching.configure("log-witness", config);
  auto handler = watching.handler(http::cosigning::make_router(
      {.public_key = service.public_key(),
       .add_checkpoint = [&service](std::string_view body) { return service.add(body); },
       .logs = [&service] { return service.logs(); }}));
  auto server = http::Server::listen(config, std::move(handler));
  if (!server)
    return complain(server.error(),
                    server.error().fault == base::Fault::invalid_value ? exit_usage : exit_outside);
  log(Level::notice, "witnessing logs on http://" + shown(*listen, server->port()));
  log(Level::notice, "its key is " + service.public_key());
  tell_service_manager("READY=1");
  server->run();
  tell_service_manager("STOPPING=1");
  log(Level::notice, "stopped");
  return exit_yes;
}

int run_log_witness_key(const LogWitnessArguments& arguments) {
  const auto database = open_state(arguments.state, storage::Access::read_only);
  if (!database) return complain("--state: " + database.error().text, exit_outside);
  const auto key = storage::CosignedLogs{**database}.key();
  if (!key) return complain(key.error(), exit_outside);
  if (key->empty()) return complain("--state: it has no key yet; start the witness once", exit_no);
  return write_all(*key + "\n") ? exit_yes : complain_unwritten();
}

}  // namespace skranke::app
