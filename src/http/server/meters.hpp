// What a server counts about itself: requests by route, method and status, how long they took, connections.
//
// PRIVACY: a route is the pattern of its path, never the path; nothing here is about a person.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/histogram.hpp"

namespace skranke::http {

// One request that was answered.
struct Answered {
  std::string_view request_id;
  std::string_view
      route;  // of static duration: "/api/v1/centres/{id}"; "none", "page" or "refused" where there is none
  std::string_view method;  // of static duration; "none" where it could not be read
  unsigned status = 0;
  std::int64_t microseconds = 0;  // from the whole request to its answer, the wait for a thread included
  std::string_view mistake;       // the class of an exception that ended it; empty: none
};

class Meters {
 public:
  Meters() = default;
  Meters(const Meters&) = delete;
  Meters& operator=(const Meters&) = delete;
  ~Meters();

  // From any thread; takes no lock. Routes and methods are of static duration, and there are less than
  // `places` of their pairs, else what is too much is not counted.
  void count(const Answered& answered) noexcept;

  struct Row {
    std::string_view route;
    std::string_view method;
    std::vector<std::pair<unsigned, std::uint64_t>> statuses;
    base::Histogram::Counts times;
  };
  // By route and method. For a look now and then: copies everything.
  [[nodiscard]] std::vector<Row> rows() const;

  std::atomic<std::size_t> connections = 0;  // open now, event streams aside
  std::atomic<std::uint64_t> connections_refused = 0;
  std::atomic<std::size_t> event_streams = 0;  // open now
  std::atomic<std::size_t> waiting = 0;        // answers that wait for a thread or are at work on one, now
  std::atomic<std::uint64_t> work_refused = 0;
  // Set when the end was asked for; from then on the server says that it is not ready.
  std::atomic<bool> is_ending = false;

 private:
  static constexpr std::size_t places = 1024;  // a power of two
  static constexpr std::size_t statuses_max = 24;

  struct Status {
    std::atomic<unsigned> status = 0;  // 0: free
    std::atomic<std::uint64_t> count = 0;
  };
  struct Series {
    std::string_view route;
    std::string_view method;
    std::array<Status, statuses_max> statuses;
    base::Histogram times;
  };
  Series* series_of(std::string_view route, std::string_view method) noexcept;

  std::array<std::atomic<Series*>, places> series_{};
};

}  // namespace skranke::http
