#include "app/stand_in_command.hpp"

#include <csignal>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

#include "app/exit_code.hpp"
#include "app/listen_address.hpp"
#include "app/start.hpp"
#include "app/stored_records.hpp"
#include "base/result.hpp"
#include "connect/cpr_direkte/stand_in/extract_file.hpp"
#include "connect/cpr_direkte/stand_in/server.hpp"

namespace skranke::app {
namespace {

namespace stand_in = cpr_direkte::stand_in;
using base::Fault;

base::Result<std::string> read_file(const std::string& path) {
  std::ifstream stream{path, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{stream}, {}};
  std::string what = path;
  if (!stream || text.empty()) return base::fail(Fault::not_found, what += ": expected a readable file");
  return text;
}

base::Result<stand_in::Identity> identity_of(const StandInArguments& arguments) {
  if (arguments.certificate.empty()) {
    auto made = stand_in::make_identity(arguments.names);
    if (!made || arguments.certificate_out.empty()) return made;
    std::ofstream out{arguments.certificate_out, std::ios::binary};
    out << made->certificate << std::flush;
    std::string what = arguments.certificate_out;
    if (!out) return base::fail(Fault::unavailable, what += ": can't be written");
    return made;
  }
  auto certificate = read_file(arguments.certificate);
  if (!certificate) return std::unexpected{certificate.error()};
  auto key = read_file(arguments.key);
  if (!key) return std::unexpected{key.error()};
  return stand_in::Identity{.certificate = std::move(*certificate), .key = std::move(*key)};
}

base::Result<std::unique_ptr<stand_in::RecordSource>> records_of(const StandInArguments& arguments) {
  if (!arguments.database.empty()) return open_stored_records(arguments.database, arguments.keys);
  auto file = stand_in::ExtractFile::open(arguments.register_file);
  if (!file) return std::unexpected{file.error()};
  return std::unique_ptr<stand_in::RecordSource>{std::move(*file)};
}

void print_counts(const stand_in::Statistics& counts) {
  std::cerr << "skranke: stopped after " << counts.connections << " connections, " << counts.asked.log_ons
            << " log-ons (" << counts.asked.log_ons_refused << " refused), " << counts.asked.look_ups
            << " look-ups, at most " << counts.most_at_once << " at once\n"
            << std::flush;
}

}  // namespace

int run_stand_in_cpr_direkte(const StandInArguments& arguments) {
  const auto endpoint = read_listen_address(arguments.listen);
  if (!endpoint) return complain("--listen: expected ADDRESS:PORT, as in 127.0.0.1:5000", exit_usage);
  if (arguments.register_file.empty() == arguments.database.empty()) {
    return complain("expected --register FILE or --database URL, one of them", exit_usage);
  }
  if (arguments.certificate.empty() != arguments.key.empty()) {
    return complain("expected --certificate and --key together, or neither", exit_usage);
  }
  stand_in::Faults faults;
  for (const std::string& fault : arguments.faults) {
    if (const auto added = faults.add(fault); !added) return complain(added.error(), exit_usage);
  }
  auto identity = identity_of(arguments);
  if (!identity) return complain(identity.error(), exit_outside);
  auto records = records_of(arguments);
  if (!records) {
    return complain(records.error(),
                    records.error().fault == Fault::invalid_value ? exit_bad_input : exit_outside);
  }
  // Before any thread begins, so that all of them leave the signals to sigwait.
  sigset_t signals{};
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  stand_in::ServerConfig config;
  config.address = endpoint->address;
  config.port = endpoint->port;
  config.identity = std::move(*identity);
  std::optional<stand_in::Statistics> counts;
  {
    const auto server = stand_in::Server::start(config, std::move(*records), std::move(faults));
    if (!server) return complain(server.error(), exit_outside);
    std::cerr << "skranke: standing in for CPR Direkte on " << shown(*endpoint, server->port()) << "\n"
              << std::flush;
    int signal = 0;
    sigwait(&signals, &signal);
    counts = server->statistics();
  }
  print_counts(*counts);
  return exit_yes;
}

}  // namespace skranke::app
