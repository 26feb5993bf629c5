#include "app/booking_service.hpp"

#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "app/clock.hpp"
#include "app/home.hpp"
#include "app/plan_judge.hpp"
#include "app/random_id.hpp"
#include "app/rounds.hpp"
#include "app/zones.hpp"
#include "appointments/appointments.hpp"
#include "appointments/offers.hpp"
#include "base/hex.hpp"
#include "base/limits.hpp"
#include "base/service_limits.hpp"
#include "http/booking/router.hpp"
#include "http/running/router.hpp"
#include "storage/booking/stored_bookings.hpp"
#include "storage/booking/stored_invitations.hpp"
#include "storage/booking/stored_waiting.hpp"
#include "storage/running/stored_running.hpp"

namespace skranke::app {
namespace {

base::Result<booking::Settings> settings_of(const std::filesystem::path& home) {
  const std::filesystem::path file = home / "data" / "booking.toml";
  const auto text = read_file(file, base::limits::policy_bytes_max);
  if (!text) return std::unexpected{text.error()};
  std::vector<base::Finding> findings;
  booking::Settings settings = booking::parse_settings(*text, file.string(), findings);
  if (findings.empty()) return settings;
  return base::fail(base::Fault::invalid_value, lines_of(std::move(findings)));
}

// Hours that a page has told later than the rest: not assumed, if perhaps old.
std::vector<booking::WeeklyHours> told_hours(const centre::Centre& centre) {
  std::vector<booking::WeeklyHours> versions;
  for (const centre::Report& report : centre.newer) {
    if (report.hours.empty()) continue;
    booking::WeeklyHours version;
    for (const centre::Hours& hours : report.hours) {
      version.days.at(static_cast<std::size_t>(hours.weekday))
          .push_back({.opens = hours.from_minute, .closes = hours.to_minute, .counters = 2});
    }
    versions = {std::move(version)};
  }
  return versions;
}

// How many it was matters to nobody here.
base::Result<Rounds::Came> done(const base::Result<std::int64_t>& counted) {
  if (!counted) return std::unexpected{counted.error()};
  return Rounds::Came::to_the_end;
}

}  // namespace

struct BookingService::State {
  booking::Settings settings;
  PlanJudge judge;
  storage::StoredBookings store;
  storage::StoredWaiting waiting;
  storage::StoredInvitations invitations;
  storage::StoredRunning running;
  const desk::Pseudonyms& keys;
  std::map<std::string, std::unique_ptr<booking::TimeZone>, std::less<>> zones;
  std::map<std::string, appointments::Place, std::less<>> places;
  http::booking::AddressLimit addresses;
  std::optional<appointments::Tools> tools;

  State(booking::Settings from, const policy::Catalogue& catalogue, storage::Database& database,
        const desk::Pseudonyms& with)
      : settings{std::move(from)},
        judge{catalogue},
        store{database, [this](const booking::Booking& booking) { return judge_of(booking); }},
        waiting{database, [this](const booking::Booking& booking) { return judge_of(booking); }},
        invitations{database},
        running{database},
        keys{with},
        addresses{settings.requests_per_address} {}

  [[nodiscard]] const appointments::Place* place(std::string_view id) const {
    const auto found = places.find(id);
    return found == places.end() ? nullptr : &found->second;
  }

  // Who came, who waited, and witnesses, when their visits are long over: a step of it.
  [[nodiscard]] base::Result<Rounds::Came> forget() {
    constexpr appointments::Moment seconds_a_day = 86'400;
    constexpr auto most = base::limits::forgotten_at_once_max;
    const auto now = now_seconds();
    const auto before = now - settings.days_remembered * seconds_a_day;
    if (auto checked = check_clock(); !checked) return std::unexpected{std::move(checked.error())};
    auto forgotten = store.forget(before, most);
    if (forgotten && *forgotten < most) forgotten = appointments::forget(waiting, invitations, now);
    if (!forgotten) return std::unexpected{std::move(forgotten.error())};
    return *forgotten < most ? Rounds::Came::to_the_end : Rounds::Came::some_way;
  }

  // The day is the centre's.
  [[nodiscard]] std::string judge_of(const booking::Booking& booking) const {
    const appointments::Place* at = place(booking.centre);
    if (at == nullptr) return "unknown";
    return judge.judge(booking.plan, booking::day_of(booking.start, *at->zone), booking.centre);
  }
};

appointments::Tools BookingService::tools_of(State& state) {
  return {.settings = state.settings,
          .store = state.store,
          .place = [&state](std::string_view id) { return state.place(id); },
          .hash =
              [&state](std::string_view kind, std::string_view value) {
                return base::hex_of(state.keys.of(kind, base::PersonalText{std::string{value}}));
              },
          .new_id = ordered_id,
          .check_plan = [&state](std::string_view plan) { return state.judge.check(plan); },
          .judge = [&state](const booking::Booking& booking) { return state.judge_of(booking); }};
}

base::Result<std::unique_ptr<BookingService>> BookingService::open(const std::filesystem::path& home,
                                                                   const centre::Directory& centres,
                                                                   const policy::Catalogue& catalogue,
                                                                   const desk::Pseudonyms& keys,
                                                                   storage::Database& database) {
  auto settings = settings_of(home);
  if (!settings) return std::unexpected{std::move(settings.error())};
  auto state = std::make_unique<State>(std::move(*settings), catalogue, database, keys);
  for (const centre::Centre& centre : centres.all()) {
    auto& zone = state->zones[centre.time_zone];
    if (!zone) {
      auto named = zone_named(centre.time_zone);
      if (!named) return std::unexpected{std::move(named.error())};
      zone = std::move(*named);
    }
    state->places.emplace(centre.id, appointments::Place{.id = centre.id,
                                                         .part = static_cast<booking::Part>(centre.part),
                                                         .zone = zone.get(),
                                                         .hours = told_hours(centre)});
  }
  state->tools.emplace(tools_of(*state));
  return std::unique_ptr<BookingService>{new BookingService{std::move(state)}};
}

BookingService::BookingService(std::unique_ptr<State> state) : state_{std::move(state)} {}
BookingService::~BookingService() = default;

http::Handler BookingService::handler(BookingOptions options, http::Handler rest) const {
  return http::booking::make_booking_router({.tools = tools(),
                                             .waiting = state_->waiting,
                                             .invitations = state_->invitations,
                                             .public_url = options.public_url,
                                             .calendar = std::move(options.calendar),
                                             .now = now_seconds,
                                             .limits = {.addresses = state_->addresses,
                                                        .trusted_proxies = std::move(options.trusted_proxies),
                                                        .loopback_too = options.limits_loopback}},
                                            std::move(rest));
}

http::Handler BookingService::desk_handler(http::gate::Gate gate, http::Handler rest) const {
  return http::running::make_running_router({.booking = std::make_shared<appointments::Tools>(tools()),
                                             .store = state_->running,
                                             .gate = std::move(gate),
                                             .now = now_seconds},
                                            std::move(rest));
}

std::vector<Rounds::Round> BookingService::rounds() const {
  State& state = *state_;
  return {{.name = "offering times that have become free",
           .every = base::limits::offer_look,
           .work = [&state]() -> base::Result<Rounds::Came> {
             const auto now = now_seconds();
             if (auto checked = check_clock(); !checked) return std::unexpected{std::move(checked.error())};
             return done(appointments::offer_freed(*state.tools, state.waiting, now));
           }},
          {.name = "forgetting names of visits", .every = base::limits::forget_look, .work = [&state] {
             return state.forget();
           }}};
}

const appointments::Tools& BookingService::tools() const { return *state_->tools; }

}  // namespace skranke::app
