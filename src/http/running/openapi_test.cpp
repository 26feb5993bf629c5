// The desk's description names exactly the routes of the centre's side that there are, with their parameters.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/desk/routes.hpp"
#include "http/running/router.hpp"

namespace skranke::http::running {
namespace {

namespace json = boost::json;

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

// A parameter, or what it refers to within the description.
const json::value& resolved(const json::value& description, const json::value& parameter) {
  const json::value* reference = parameter.as_object().if_contains("$ref");
  if (reference == nullptr) return parameter;
  return description.at_pointer(std::string_view{reference->as_string()}.substr(1));
}

TEST(Openapi, DescribesTheRoutesOfTheCentresSideThatThereAreAndNoOthers) {
  const json::value description = json::parse(desk::openapi_text());
  std::vector<std::string> described;
  for (const auto& path : description.at("paths").as_object()) {
    if (!path.key().starts_with("/desk/v1/centres/")) continue;
    for (const auto& method : path.value().as_object()) {
      std::string route = upper(std::string{method.key()}) + " " + std::string{path.key()};
      for (const auto& each : method.value().at("parameters").as_array()) {
        const json::value& parameter = resolved(description, each);
        if (parameter.at("in") == "query") route += " " + std::string{parameter.at("name").as_string()};
      }
      described.push_back(std::move(route));
    }
  }
  std::vector<std::string> routed;
  for (const api::RouteName& route : running_route_names()) {
    std::string text = std::string{route.method} + " " + std::string{route.path};
    for (const std::string_view parameter : route.parameters) text.append(" ").append(parameter);
    routed.push_back(std::move(text));
  }
  EXPECT_THAT(described, ::testing::UnorderedElementsAreArray(routed));
}

}  // namespace
}  // namespace skranke::http::running
