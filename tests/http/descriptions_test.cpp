// The descriptions name exactly the routes that there are, with their parameters.
#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/activation/router.hpp"
#include "http/api/log.hpp"
#include "http/api/record_keys.hpp"
#include "http/api/router.hpp"
#include "http/api/routes.hpp"
#include "http/booking/router.hpp"
#include "http/cases/own_router.hpp"
#include "http/cases/router.hpp"
#include "http/desk/citizen_router.hpp"
#include "http/desk/router.hpp"
#include "http/desk/routes.hpp"
#include "http/queue/citizen_router.hpp"
#include "http/queue/desk_router.hpp"
#include "http/staff/router.hpp"
#include "http/watch/watch.hpp"

namespace skranke::http {
namespace {

namespace json = boost::json;

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

std::vector<std::string> described_in(std::string_view text) {
  std::vector<std::string> described;
  const json::value description = json::parse(text);
  for (const auto& path : description.at("paths").as_object()) {
    if (path.key().starts_with("/desk/v1/centres/")) continue;  // http/running's, and tested there
    for (const auto& method : path.value().as_object()) {
      std::string route = upper(std::string{method.key()}) + " " + std::string{path.key()};
      const json::value* parameters = method.value().as_object().if_contains("parameters");
      for (const auto& parameter : parameters ? parameters->as_array() : json::array{}) {
        if (parameter.at("in") == "query") route += " " + std::string{parameter.at("name").as_string()};
      }
      described.push_back(std::move(route));
    }
  }
  return described;
}

std::vector<std::string> texts_of(const std::vector<api::RouteName>& routes) {
  std::vector<std::string> routed;
  for (const api::RouteName& route : routes) {
    std::string text = std::string{route.method} + " " + std::string{route.path};
    for (const std::string_view parameter : route.parameters) text.append(" ").append(parameter);
    routed.push_back(std::move(text));
  }
  return routed;
}

// Each origin has routes of several rooms, and one description.
TEST(Openapi, DescribesTheRoutesThatThereAreAndNoOthers) {
  std::vector<api::RouteName> routes = api::route_names();
  std::ranges::copy(watch::watch_route_names(), std::back_inserter(routes));
  std::ranges::copy(api::record_keys_route_names(), std::back_inserter(routes));
  std::ranges::copy(api::log_route_names(), std::back_inserter(routes));
  std::ranges::copy(desk::citizen_route_names(), std::back_inserter(routes));
  std::ranges::copy(booking::booking_route_names(), std::back_inserter(routes));
  std::ranges::copy(queue::citizen_route_names(), std::back_inserter(routes));
  std::ranges::copy(cases::own_route_names(), std::back_inserter(routes));
  EXPECT_THAT(described_in(api::openapi_text()), ::testing::UnorderedElementsAreArray(texts_of(routes)));
}

TEST(Openapi, DescribesTheOfficersRoutesThatThereAreAndNoOthers) {
  std::vector<api::RouteName> routes = desk::desk_route_names();
  std::ranges::copy(queue::desk_route_names(), std::back_inserter(routes));
  std::ranges::copy(staff::staff_route_names(), std::back_inserter(routes));
  std::ranges::copy(cases::case_route_names(), std::back_inserter(routes));
  std::ranges::copy(activation::activation_route_names(), std::back_inserter(routes));
  EXPECT_THAT(described_in(desk::openapi_text()), ::testing::UnorderedElementsAreArray(texts_of(routes)));
}

}  // namespace
}  // namespace skranke::http
