// Cases at the officers' origin, under /desk/v1/cases, and samples of them. docs/cases.md says what each
// does.
//
// Who may do what stands in http/gate/access.hpp; a case of another centre is not there for who asks.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "counter/counter.hpp"
#include "counter/orders.hpp"
#include "counter/papers.hpp"
#include "counter/samples.hpp"
#include "http/api/route_names.hpp"
#include "http/gate/gate.hpp"
#include "http/server/response.hpp"
#include "letters/letter.hpp"

namespace skranke::http::cases {

struct CaseContext {
  const counter::Tools& tools;
  const counter::SampleTools& samples;
  counter::OrderTools orders;
  gate::Gate gate;
  std::function<counter::Moment()> now;
  std::function<base::Day(counter::Moment)> day_of;  // in the time zone of the figures
  // A language's texts; empty where there are none.
  std::function<std::optional<letters::Words>(const std::string& language)> words;
  std::function<counter::PaperWords()> paper_words;
};

// Answers these routes, and leaves every other request to `rest`. What is borrowed outlives the handler.
[[nodiscard]] Handler make_case_router(CaseContext context, Handler rest);

[[nodiscard]] std::vector<api::RouteName> case_route_names();

}  // namespace skranke::http::cases
