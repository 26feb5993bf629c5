#include "app/booking_service.hpp"

#include <chrono>
#include <iostream>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "app/home.hpp"
#include "app/random_id.hpp"
#include "app/rounds.hpp"
#include "app/zones.hpp"
#include "appointments/appointments.hpp"
#include "appointments/offers.hpp"
#include "base/hex.hpp"
#include "base/limits.hpp"
#include "base/service_limits.hpp"
#include "http/booking/router.hpp"
#include "storage/booking/stored_bookings.hpp"
#include "storage/booking/stored_invitations.hpp"
#include "storage/booking/stored_waiting.hpp"

namespace skranke::app {
namespace {

appointments::Moment now() {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::seconds>(since).count();
}

base::Result<booking::Settings> settings_of(const std::filesystem::path& home) {
  const std::filesystem::path file = home / "data" / "booking.toml";
  const auto text = read_file(file, base::limits::policy_bytes_max);
  if (!text) return std::unexpected{text.error()};
  std::vector<base::Finding> findings;
  booking::Settings settings = booking::parse_settings(*text, file.string(), findings);
  if (findings.empty()) return settings;
  base::sort_by_place(findings);
  return base::fail(base::Fault::invalid_value, base::to_string(findings.front()));
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

void complain_of(const base::Result<std::int64_t>& done, std::string_view what) {
  if (!done) std::cerr << "skranke: can't " << what << " in this round: " << done.error().text << "\n";
}

}  // namespace

struct BookingService::State {
  booking::Settings settings;
  storage::StoredBookings store;
  storage::StoredWaiting waiting;
  storage::StoredInvitations invitations;
  const desk::Pseudonyms& keys;
  std::map<std::string, std::unique_ptr<booking::TimeZone>, std::less<>> zones;
  std::map<std::string, appointments::Place, std::less<>> places;
  std::optional<Rounds> offering;    // of times that have become free
  std::optional<Rounds> forgetting;  // of who waited, and of witnesses

  State(booking::Settings from, storage::Database& database, const desk::Pseudonyms& with)
      : settings{std::move(from)}, store{database}, waiting{database}, invitations{database}, keys{with} {}

  // The tools refer to the state.
  [[nodiscard]] appointments::Tools tools() {
    return {.settings = settings,
            .store = store,
            .place = [this](std::string_view id) -> const appointments::Place* {
              const auto found = places.find(id);
              return found == places.end() ? nullptr : &found->second;
            },
            .hash =
                [this](std::string_view kind, std::string_view value) {
                  return base::hex_of(keys.of(kind, base::PersonalText{std::string{value}}));
                },
            .new_id = ordered_id};
  }

  void start_rounds() {
    offering.emplace(base::limits::offer_look, [this, with = tools()] {
      complain_of(appointments::offer_freed(with, waiting, now()), "offer times that have become free");
    });
    forgetting.emplace(base::limits::forget_look, [this] {
      while (true) {
        const auto forgotten = appointments::forget(waiting, invitations, now());
        complain_of(forgotten, "forget who waited for a time");
        if (!forgotten || *forgotten < base::limits::forgotten_at_once_max) return;
      }
    });
  }
};

base::Result<std::unique_ptr<BookingService>> BookingService::open(const std::filesystem::path& home,
                                                                   const centre::Directory& centres,
                                                                   const desk::Pseudonyms& keys,
                                                                   storage::Database& database) {
  auto settings = settings_of(home);
  if (!settings) return std::unexpected{std::move(settings.error())};
  auto state = std::make_unique<State>(std::move(*settings), database, keys);
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
  state->start_rounds();
  return std::unique_ptr<BookingService>{new BookingService{std::move(state)}};
}

BookingService::BookingService(std::unique_ptr<State> state) : state_{std::move(state)} {}
BookingService::~BookingService() = default;

http::Handler BookingService::handler(const std::string& public_url, http::Handler rest) const {
  State& state = *state_;
  return http::booking::make_booking_router({.tools = state.tools(),
                                             .waiting = state.waiting,
                                             .invitations = state.invitations,
                                             .public_url = public_url,
                                             .now = now},
                                            std::move(rest));
}

}  // namespace skranke::app
