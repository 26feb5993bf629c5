// What booking needs, put together: the centres, their zones, the settings, the seats in the database, the
// keys. Until its end it offers what becomes free to who waits, and forgets who waited.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/rounds.hpp"
#include "appointments/appointments.hpp"
#include "base/result.hpp"
#include "centre/directory.hpp"
#include "desk/port/keys.hpp"
#include "http/gate/gate.hpp"
#include "http/server/response.hpp"
#include "policy/catalogue.hpp"
#include "storage/database.hpp"

namespace skranke::app {

struct BookingOptions {
  const std::string& public_url;  // before a manage link's path; may change until the server runs
  std::function<std::string(const booking::Booking&)> calendar;  // a visit as iCalendar
  std::vector<std::string> trusted_proxies;                      // whose X-Forwarded-For is believed
  bool limits_loopback = false;                                  // this machine's own requests too
};

class BookingService {
 public:
  // What is referred to outlives the service. Problems: a mistake in data/booking.toml, with its place; a
  // zone that the system does not have.
  [[nodiscard]] static base::Result<std::unique_ptr<BookingService>> open(const std::filesystem::path& home,
                                                                          const centre::Directory& centres,
                                                                          const policy::Catalogue& catalogue,
                                                                          const desk::Pseudonyms& keys,
                                                                          storage::Database& database);
  ~BookingService();
  BookingService(const BookingService&) = delete;
  BookingService& operator=(const BookingService&) = delete;
  BookingService(BookingService&&) = delete;
  BookingService& operator=(BookingService&&) = delete;

  // The citizens' routes of booking before those of `rest`.
  [[nodiscard]] http::Handler handler(BookingOptions options, http::Handler rest) const;

  // What has to be done without anybody asking: names are forgotten when visits are long over.
  [[nodiscard]] std::vector<Rounds::Round> rounds() const;

  // The centre's side at the officers' origin before the routes of `rest`.
  [[nodiscard]] http::Handler desk_handler(http::gate::Gate gate, http::Handler rest) const;

  // What others need that build on visits, among them the queue. Lives as long as the service.
  [[nodiscard]] const appointments::Tools& tools() const;

 private:
  struct State;
  [[nodiscard]] static appointments::Tools tools_of(State& state);
  explicit BookingService(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace skranke::app
