// The description of the API names exactly the routes that there are, with their parameters.
#include <algorithm>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/api/router.hpp"
#include "http/api/routes.hpp"

namespace skranke::http::api {
namespace {

namespace json = boost::json;

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

TEST(Openapi, DescribesTheRoutesThatThereAreAndNoOthers) {
  std::vector<std::string> described;
  const json::value description = json::parse(openapi_text());
  for (const auto& path : description.at("paths").as_object()) {
    for (const auto& method : path.value().as_object()) {
      std::string route = upper(std::string{method.key()}) + " " + std::string{path.key()};
      const json::value* parameters = method.value().as_object().if_contains("parameters");
      for (const auto& parameter : parameters ? parameters->as_array() : json::array{}) {
        if (parameter.at("in") == "query") route += " " + std::string{parameter.at("name").as_string()};
      }
      described.push_back(std::move(route));
    }
  }
  std::vector<std::string> routed;
  for (const RouteName& route : route_names()) {
    std::string text = std::string{route.method} + " " + std::string{route.path};
    for (const std::string_view parameter : route.parameters) text.append(" ").append(parameter);
    routed.push_back(std::move(text));
  }
  EXPECT_THAT(described, ::testing::UnorderedElementsAreArray(routed));
}

}  // namespace
}  // namespace skranke::http::api
