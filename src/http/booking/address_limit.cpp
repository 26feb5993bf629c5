#include "http/booking/address_limit.hpp"

#include <algorithm>

namespace skranke::http::booking {
namespace {

constexpr std::int64_t seconds_an_hour = 3600;

}  // namespace

std::int64_t AddressLimit::take(std::string_view network, std::int64_t now) {
  const std::scoped_lock lock{mutex_};
  const Ticks moment = now * an_hour_;
  if (whole_at_.size() >= networks_max_) forget(moment);
  const Ticks most = moment + seconds_an_hour * an_hour_;
  const auto found = whole_at_.find(network);
  Ticks whole = moment;
  if (found != whole_at_.end()) {
    // A clock that was set back takes along what was used: nobody waits until the other time has come.
    const Ticks set_back = std::max<Ticks>(0, found->second.asked_at - moment);
    whole = std::max(moment, found->second.whole_at - set_back);
  }
  const Ticks next = whole + seconds_an_hour;
  if (next > most) return (next - most + an_hour_ - 1) / an_hour_;
  whole_at_.insert_or_assign(std::string{network}, Budget{.whole_at = next, .asked_at = moment});
  return 0;
}

// Whose budget is whole is like one that never asked. Where too many are left, all are forgotten: a limit
// that somebody with many addresses gets around is better than a server without memory.
void AddressLimit::forget(Ticks now) {
  std::erase_if(whole_at_, [now](const auto& each) { return each.second.whole_at <= now; });
  if (whole_at_.size() >= networks_max_) whole_at_.clear();
}

}  // namespace skranke::http::booking
