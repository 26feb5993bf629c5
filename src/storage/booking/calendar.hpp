// A centre's own hours, as statements that can go along with others, and what they gave.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "booking/hours.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

[[nodiscard]] std::array<Statement, 3> calendar_asked(const std::string& centre);
[[nodiscard]] booking::Calendar calendar_read(const Rows& hours, const Rows& exceptions,
                                              const Rows& closures);

// The number of the last change of the hours: whatever changes them adds one (storage/running/revisions.hpp).
// In a transaction whose statements see each what is committed when they begin, it is asked for before the
// hours.
[[nodiscard]] Statement revision_asked(const std::string& centre);

// Hours that were read, by centre, with the number of the change that they are as of: good for whoever asks
// in the statement that uses them whether that number still holds.
class KnownCalendars {
 public:
  struct Known {
    std::int64_t revision = 0;
    booking::Calendar calendar;
  };
  // Null where none is known.
  [[nodiscard]] std::shared_ptr<const Known> find(const std::string& centre) const;
  void keep(const std::string& centre, Known known);

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Known>> by_centre_;
};

}  // namespace skranke::storage
