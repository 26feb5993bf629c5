// What booking needs, put together: the centres, their zones, the settings, the seats in the database, the
// keys. Until its end it offers what becomes free to who waits, and forgets who waited.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "centre/directory.hpp"
#include "desk/port/keys.hpp"
#include "http/server/response.hpp"
#include "storage/database.hpp"

namespace skranke::app {

class BookingService {
 public:
  // What is referred to outlives the service. Problems: a mistake in data/booking.toml, with its place; a
  // zone that the system does not have.
  [[nodiscard]] static base::Result<std::unique_ptr<BookingService>> open(const std::filesystem::path& home,
                                                                          const centre::Directory& centres,
                                                                          const desk::Pseudonyms& keys,
                                                                          storage::Database& database);
  ~BookingService();
  BookingService(const BookingService&) = delete;
  BookingService& operator=(const BookingService&) = delete;
  BookingService(BookingService&&) = delete;
  BookingService& operator=(BookingService&&) = delete;

  // The citizens' routes of booking before those of `rest`. `public_url` is what stands before a manage
  // link's path; it may still change until the server runs.
  [[nodiscard]] http::Handler handler(const std::string& public_url, http::Handler rest) const;

 private:
  struct State;
  explicit BookingService(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace skranke::app
