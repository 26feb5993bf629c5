// How often one network may ask for times in an hour, so that nobody hoards them.
//
// PRIVACY: networks are kept in memory only, for an hour at most, and are in no log.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace skranke::http::booking {

// A budget that fills again evenly: `an_hour` at once, then one each 3600/`an_hour` seconds. Any number of
// threads may ask.
class AddressLimit {
 public:
  explicit AddressLimit(std::int32_t an_hour, std::size_t networks_max = 100'000)
      : an_hour_{an_hour}, networks_max_{networks_max} {}

  // 0: go on, and it has been counted. Else the seconds until the next one may.
  [[nodiscard]] std::int64_t take(std::string_view network, std::int64_t now);

 private:
  // In 1/`an_hour` of a second.
  using Ticks = std::int64_t;
  struct Budget {
    Ticks whole_at = 0;  // when it is whole again: asking once moves it 3600 further
    Ticks asked_at = 0;  // the last time
  };
  void forget(Ticks now);

  std::int32_t an_hour_;
  std::size_t networks_max_;
  std::mutex mutex_;
  std::map<std::string, Budget, std::less<>> whole_at_;
};

}  // namespace skranke::http::booking
