#include "app/start.hpp"

#include "app/clock.hpp"
#include "app/home.hpp"
#include "app/log.hpp"

namespace skranke::app {

base::Result<Start> start(const std::string& named_home) {
  auto home = find_home(named_home);
  if (!home) return std::unexpected{std::move(home.error())};
  auto catalogue = load_policies(*home);
  if (!catalogue) return std::unexpected{std::move(catalogue.error())};
  auto today = today_in(default_time_zone);
  if (!today) return std::unexpected{std::move(today.error())};
  return Start{.home = std::move(*home), .catalogue = std::move(*catalogue), .today = *today};
}

int complain(const base::Problem& problem, int code) {
  return complain((problem.path.empty() ? "" : problem.path + ": ") + problem.text, code);
}

int complain(const std::string& text, int code) {
  log(Level::error, text);
  return code;
}

}  // namespace skranke::app
