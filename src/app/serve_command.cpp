#include "app/serve_command.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "app/activation_service.hpp"
#include "app/booking_service.hpp"
#include "app/case_service.hpp"
#include "app/centres.hpp"
#include "app/clock.hpp"
#include "app/disk_failure.hpp"
#include "app/exit_code.hpp"
#include "app/handover_service.hpp"
#include "app/listen_address.hpp"
#include "app/log.hpp"
#include "app/log_service.hpp"
#include "app/log_witnesses.hpp"
#include "app/message_service.hpp"
#include "app/policy_text.hpp"
#include "app/queue_service.hpp"
#include "app/retention.hpp"
#include "app/rounds.hpp"
#include "app/service_manager.hpp"
#include "app/spare_memory.hpp"
#include "app/staff_service.hpp"
#include "app/start.hpp"
#include "app/vault_service.hpp"
#include "app/watching.hpp"
#include "app/witness_service.hpp"
#include "base/service_limits.hpp"
#include "base/whole_number.hpp"
#include "http/api/before.hpp"
#include "http/api/log.hpp"
#include "http/api/problems.hpp"
#include "http/api/router.hpp"
#include "http/api/static_files.hpp"
#include "http/server/client_address.hpp"
#include "http/server/server.hpp"
#include "storage/database.hpp"

namespace skranke::app {
namespace {

// Today, looked up in the time zone at most once a minute: zones change their day on the minute.
class DayClock {
 public:
  explicit DayClock(base::Day today) { remember(minute_now(), today); }

  base::Day today() {
    const std::uint32_t minute = minute_now();
    const std::uint64_t known = known_.load(std::memory_order_relaxed);
    const auto day = static_cast<base::Day>(static_cast<std::uint32_t>(known));
    if (known >> 32U == minute) return day;
    const auto looked_up = today_in(default_time_zone);
    if (!looked_up) return day;  // the zone was there when the server started
    remember(minute, *looked_up);
    return *looked_up;
  }

 private:
  static std::uint32_t minute_now() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::minutes>(now).count());
  }
  void remember(std::uint32_t minute, base::Day day) {
    known_.store(std::uint64_t{minute} << 32U | static_cast<std::uint32_t>(day), std::memory_order_relaxed);
  }

  std::atomic<std::uint64_t> known_{0};  // the minute, and the day that it is in
};

// A server that runs beside the first one, and ends with it.
class SecondServer {
 public:
  explicit SecondServer(http::Server server)
      : server_{std::move(server)}, thread_{[this] { server_.run(); }} {}
  SecondServer(const SecondServer&) = delete;
  SecondServer& operator=(const SecondServer&) = delete;
  ~SecondServer() {
    server_.stop();
    thread_.join();
  }

 private:
  http::Server server_;
  std::thread thread_;
};

// The citizens' origin has nothing under /desk/, whatever is asked with.
http::Handler without_desk(http::Handler rest) {
  return http::api::before(
      [](const http::Request& request, http::Response& response) {
        const bool is_desks = request.path == "/desk" || request.path.starts_with("/desk/");
        if (is_desks) write_problem(response, http::api::nothing_here);
        return is_desks;
      },
      std::move(rest));
}

// To a database: a commit waits for the disk, and others can work meanwhile.
constexpr std::size_t connections = 24;

constexpr std::uint32_t sample_percent_max = 100;

// Whole seconds; empty for anything else.
std::optional<std::chrono::seconds> read_leave_after(const std::string& text) {
  const auto seconds = base::read_whole_number(text, std::size_t{0}, base::limits::leave_after_max);
  return seconds ? std::optional{std::chrono::seconds{*seconds}} : std::nullopt;
}

int complain_unserved(const base::Problem& problem) {
  return complain(problem.text, problem.fault == base::Fault::invalid_value ? exit_usage : exit_outside);
}

}  // namespace

int run_serve(const ServeArguments& arguments, const std::string& named_home) {
  set_log_format(arguments.log_format == "json" ? LogFormat::json : LogFormat::text);
  const auto listen = read_listen_address(arguments.listen);
  if (!listen) return complain("--listen: expected ADDRESS:PORT, as in 127.0.0.1:8080", exit_usage);
  http::ServerConfig config;
  config.address = listen->address;
  config.port = listen->port;
  config.threads = arguments.threads;
  config.stop_on_signals = true;
  const auto leave_after = read_leave_after(arguments.leave_after);
  if (!leave_after) return complain("--leave-after: expected seconds, 0 to 300", exit_usage);
  config.leave_after = *leave_after;
  const auto sample_percent =
      base::read_whole_number(arguments.sample_percent, std::uint32_t{0}, sample_percent_max);
  if (!sample_percent) return complain("--sample-percent: expected 0 to 100", exit_usage);
  const auto proxies = http::read_addresses(arguments.trusted_proxies);
  if (!proxies) return complain("--trusted-proxies: " + proxies.error().text, exit_usage);
  auto watchers = http::read_addresses(arguments.metrics_from);
  if (!watchers) return complain("--metrics-from: " + watchers.error().text, exit_usage);
  auto begun = start(named_home);
  if (!begun) return complain(begun.error(), exit_outside);
  const auto centres = load_centres(begun->home);
  if (!centres) return complain(centres.error(), exit_outside);
  const auto policy_words = policy_languages(begun->home);
  if (!policy_words) return complain(policy_words.error(), exit_outside);
  std::unique_ptr<storage::Database> database;
  Watching watching{std::move(*watchers), *proxies, arguments.access_log == "yes"};
  if (!arguments.database.empty()) {
    // What the server writes keeps its limits in rows (decision 24), and so needs no more than this;
    // serializable transactions of strangers conflict by the page, and cost more than they add.
    storage::Options options;
    options.isolation = storage::Isolation::read_committed;
    options.connections = connections;
    options.disk_failed = end_for_disk;
    auto opened = storage::open_database(arguments.database, options);
    if (!opened) return complain("--database: " + opened.error().text, exit_outside);
    database = watching.watched(std::move(*opened), arguments.database);
  }
  auto files = http::api::StaticFiles::load(begun->home / "web" / "dist");
  if (!files) {
    log(Level::warning, "no pages, only the API: " + files.error().text);
    files = http::api::StaticFiles{};
  }
  // With an origin of their own, the desk's pages are at that one alone.
  files->take_away(arguments.desk_listen.empty() ? "" : "/pages-of-desk.txt");
  DayClock clock{begun->today};
  const auto today = [&clock] { return clock.today(); };
  std::unique_ptr<ActivationService> activations;
  if (database) {
    auto opened = ActivationService::open(begun->home, begun->catalogue, *database, today);
    if (!opened) return complain(opened.error(), exit_outside);
    activations = std::move(*opened);
  }
  std::unique_ptr<VaultService> vault;
  if (database) {
    auto opened = VaultService::open(arguments.keys, *database);
    if (!opened) return complain(opened.error(), exit_outside);
    vault = std::move(*opened);
  }
  std::optional<RetentionService> retention;
  if (database) {
    auto classes = load_retention(arguments.retention.empty() ? begun->home / "data" / "retention.toml"
                                                              : std::filesystem::path{arguments.retention});
    if (!classes) return complain(classes.error(), exit_outside);
    retention.emplace(std::move(*classes), arguments.keys, *database);
  }
  std::unique_ptr<WitnessService> witnesses;
  if (database) {
    auto opened = WitnessService::open(
        {.keys = arguments.keys, .broker = arguments.broker, .verifier = arguments.verifier}, begun->home,
        vault->sealer(), *database);
    if (!opened) return complain(opened.error(), exit_outside);
    witnesses = std::move(*opened);
  }
  std::unique_ptr<LogService> ledger;
  std::unique_ptr<LogWitnesses> log_witnesses;
  if (database) {
    auto opened = LogService::open(arguments.keys, arguments.log_name, *database);
    if (!opened) return complain_unserved(opened.error());
    ledger = std::move(*opened);
    auto asked = LogWitnesses::open(arguments.log_witnesses, *database);
    if (!asked) return complain_unserved(asked.error());
    log_witnesses = std::move(*asked);
    if (log_witnesses)
      watching.add_metrics([&of = *log_witnesses](http::watch::Exposition& out) { of.write_metrics(out); });
  }
  std::unique_ptr<StaffService> staff;
  if (witnesses) {
    auto opened = StaffService::open({.file = arguments.staff,
                                      .url = arguments.desk_url,
                                      .trusted_proxies = *proxies,
                                      .broker = arguments.staff_broker,
                                      .home = begun->home},
                                     witnesses->tools().pseudonyms, *centres, *database, today);
    if (!opened) return complain_unserved(opened.error());
    staff = std::move(*opened);
  }
  auto handler = http::api::make_router(begun->catalogue, *centres, std::move(*files), today, *policy_words);
  std::string public_url = arguments.public_url;  // before those who use it to their end
  std::unique_ptr<BookingService> bookings;
  std::unique_ptr<MessageService> messages;
  std::unique_ptr<QueueService> queues;
  std::unique_ptr<HandoverService> handovers;
  const auto booking_options = [&]() -> BookingOptions {
    return {.public_url = public_url,
            .calendar = messages->calendar(),
            .trusted_proxies = *proxies,
            .limits_loopback = arguments.limit_loopback == "yes"};
  };
  if (witnesses) {
    auto opened = BookingService::open(begun->home, *centres, begun->catalogue, witnesses->tools().pseudonyms,
                                       *database);
    if (!opened) return complain(opened.error(), exit_outside);
    bookings = std::move(*opened);
    auto sending = MessageService::open(arguments.messages, begun->home, *centres, bookings->tools(),
                                        public_url, *database);
    if (!sending) return complain_unserved(sending.error());
    messages = std::move(*sending);
    handler = bookings->handler(booking_options(), std::move(handler));
    auto telling =
        HandoverService::open(arguments.handover, begun->home, arguments.keys, vault->sealer(), *database);
    if (!telling) return complain_unserved(telling.error());
    handovers = std::move(*telling);
    queues = std::make_unique<QueueService>(bookings->tools(), *database);
    handler = queues->citizen_handler(std::move(handler));
    handler = handovers->citizen_handler(std::move(handler));
    handler = witnesses->citizen_handler(begun->catalogue, today, std::move(handler));
  }
  std::unique_ptr<CaseService> cases;
  if (witnesses) {
    auto opened = CaseService::open({.home = begun->home,
                                     .keys = arguments.keys,
                                     .sealer = vault->sealer(),
                                     .public_url = public_url,
                                     .catalogue = begun->catalogue,
                                     .centres = *centres,
                                     .witnesses = *witnesses,
                                     .staff = *staff,
                                     .bookings = *bookings,
                                     .database = *database,
                                     .today = today,
                                     .sample_percent = static_cast<std::int32_t>(*sample_percent)});
    if (!opened) return complain(opened.error(), exit_outside);
    cases = std::move(*opened);
    handler = cases->citizen_handler(witnesses->citizen_context(begun->catalogue, today), std::move(handler));
  }
  if (ledger) handler = http::api::before_log(ledger->reader(log_witnesses != nullptr), std::move(handler));
  handler = watching.handler(without_desk(std::move(handler)));
  watching.configure("citizens", config);
  auto server = http::Server::listen(config, std::move(handler));
  if (!server) return complain_unserved(server.error());
  if (public_url.empty()) public_url = "http://" + shown(*listen, server->port());
  std::optional<SecondServer> desk_server;
  if (!arguments.desk_listen.empty()) {
    if (!witnesses) return complain("--desk-listen: expected with --database", exit_usage);
    const auto desk_listen = read_listen_address(arguments.desk_listen);
    if (!desk_listen)
      return complain("--desk-listen: expected ADDRESS:PORT, as in 127.0.0.1:8081", exit_usage);
    http::ServerConfig desk_config = config;
    desk_config.address = desk_listen->address;
    desk_config.port = desk_listen->port;
    desk_config.stop_on_signals = false;
    watching.configure("desk", desk_config);
    auto desk_files = http::api::StaticFiles::load(begun->home / "web" / "dist");
    if (!desk_files) desk_files = http::api::StaticFiles{};
    desk_files->take_away("/pages-of-citizens.txt");
    auto desk_handler = witnesses->desk_handler(
        begun->catalogue, staff->gate(), today, cases->look_up_note(),
        http::api::make_router(begun->catalogue, *centres, std::move(*desk_files), today, *policy_words));
    desk_handler = bookings->desk_handler(staff->gate(), std::move(desk_handler));
    desk_handler = queues->desk_handler(staff->gate(), std::move(desk_handler));
    desk_handler = staff->handler(std::move(desk_handler));
    desk_handler = cases->desk_handler(std::move(desk_handler));
    desk_handler = activations->desk_handler(*staff, cases->book(), std::move(desk_handler));
    // The desk's pages ask which services there are, as citizens' do, and officers book for who can't.
    desk_handler = bookings->handler(booking_options(), std::move(desk_handler));
    auto desk = http::Server::listen(desk_config, watching.handler(std::move(desk_handler)));
    if (!desk) return complain_unserved(desk.error());
    staff->set_url("http://" + shown(*desk_listen, desk->port()));
    log(Level::notice, "the desk on http://" + shown(*desk_listen, desk->port()));
    desk_server.emplace(std::move(*desk));
  }
  if (messages) messages->start();
  if (handovers) handovers->start();
  log(Level::notice, "serving on http://" + shown(*listen, server->port()));
  tell_service_manager("READY=1");
  std::optional<Rounds> rounds;
  std::optional<Rounds> log_rounds;  // with a thread of its own: nothing else keeps entries waiting
  if (bookings) {
    auto all = bookings->rounds();
    all.push_back(activations->round());
    all.push_back(vault->round());
    all.push_back(retention->round());
    rounds.emplace(std::move(all));
  }
  if (ledger) log_rounds.emplace(std::vector{ledger->round()});
  const Rounds memory_rounds{{give_back_memory()}};  // too: not behind a database that hangs
  std::optional<Rounds> witness_rounds;              // too: it waits for others
  if (log_witnesses) witness_rounds.emplace(std::vector{log_witnesses->round()});
  server->run();
  tell_service_manager("STOPPING=1");
  log(Level::notice, "stopped");
  return exit_yes;
}

}  // namespace skranke::app
