// The routes of whoever watches this process: GET /metrics and GET /readyz. GET /healthz stays with the rest,
// and says no more than that the process answers.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "http/api/route_names.hpp"
#include "http/server/response.hpp"
#include "http/watch/exposition.hpp"

namespace skranke::http::watch {

struct Watch {
  // What is counted, as text. Called on a thread that may wait.
  std::function<std::string(Format)> metrics;
  // Whether the end was asked for.
  std::function<bool()> is_ending;
  // What keeps this process from its work, one sentence of static duration; empty: nothing. Called on a
  // thread that may wait, and takes no longer than a watcher would.
  std::function<std::string_view()> missing;
  // Who may read the metrics beside this machine; and the proxies whose X-Forwarded-For says who asks.
  std::vector<std::string> metrics_from;
  std::vector<std::string> trusted_proxies;
};

// These two routes before those of `rest`, which answers /readyz first: it knows of the policies.
[[nodiscard]] Handler before_watch(Watch watch, Handler rest);

// Whether `request` comes from who may read the metrics: from this machine, or from one of `metrics_from`.
// What came through a proxy that is not trusted could be anybody's.
[[nodiscard]] bool may_read_metrics(const Request& request, const Watch& watch);

[[nodiscard]] std::vector<api::RouteName> watch_route_names();

}  // namespace skranke::http::watch
