// The centre's side at the desk's origin: before the rest of the desk's API.
//
//   GET  /desk/v1/centres/{id}/calendar?from=&to=            days, their hours and their visits
//   GET  /desk/v1/centres/{id}/hours                         versions, exceptions, closures, who changed what
//   POST /desk/v1/centres/{id}/hours                         weekly hours from a day on (administrators)
//   POST /desk/v1/centres/{id}/exceptions                    a day that is different (administrators)
//   POST /desk/v1/centres/{id}/exceptions/{day}/removal      it is as other days again (administrators)
//   POST /desk/v1/centres/{id}/closures                      a sudden closure: visits are moved or offered
//   again POST /desk/v1/centres/{id}/closures/{closure}/removal    the time can be booked again GET
//   /desk/v1/centres/{id}/figures?from=&to=             what the days were like GET
//   /desk/v1/centres/{id}/figures.csv?from=&to=         the days, for a spreadsheet
//
// PRIVACY: an officer sees the visits of their own centre only; an administrator serves every centre.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "http/api/route_names.hpp"
#include "http/gate/gate.hpp"
#include "http/server/response.hpp"
#include "running/tools.hpp"

namespace skranke::http::running {

struct RunningContext {
  std::shared_ptr<const appointments::Tools> booking;
  skranke::running::RunningStore& store;
  gate::Gate gate;
  std::function<skranke::running::Moment()> now;
};

// Answers every path under /desk/v1/centres/, and leaves the others to `rest`. What is borrowed outlives the
// handler.
[[nodiscard]] Handler make_running_router(RunningContext context, Handler rest);

[[nodiscard]] std::vector<api::RouteName> running_route_names();

}  // namespace skranke::http::running
