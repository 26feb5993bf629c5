// The officers' description names exactly the routes of the queue that there are, with their parameters.
#include <cstddef>
#include <string>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "http/desk/routes.hpp"
#include "http/queue/desk_router.hpp"

namespace skranke::http::queue {
namespace {

namespace json = boost::json;

const json::object* operation_of(const json::value& description, const api::RouteName& route) {
  const auto* path = description.at("paths").as_object().if_contains(route.path);
  if (path == nullptr) return nullptr;
  const auto* operation = path->as_object().if_contains(route.method == "GET" ? "get" : "post");
  return operation == nullptr ? nullptr : &operation->as_object();
}

std::string query_of(const json::object& operation) {
  std::string names;
  const json::value* parameters = operation.if_contains("parameters");
  for (const auto& parameter : parameters == nullptr ? json::array{} : parameters->as_array()) {
    if (parameter.at("in") == "query") names.append(parameter.at("name").as_string()).append(" ");
  }
  return names;
}

TEST(QueueOpenapi, DescribesTheRoutesThatThereAreAndNoOthers) {
  const json::value description = json::parse(desk::openapi_text());
  for (const api::RouteName& route : desk_route_names()) {
    const json::object* operation = operation_of(description, route);
    ASSERT_NE(operation, nullptr) << route.method << " " << route.path;
    std::string expected;
    for (const std::string_view name : route.parameters) expected.append(name).append(" ");
    EXPECT_EQ(query_of(*operation), expected) << route.path;
  }
  std::size_t described = 0;
  for (const auto& path : description.at("paths").as_object()) {
    if (path.key().starts_with("/desk/v1/queue")) described += path.value().as_object().size();
  }
  EXPECT_EQ(described, desk_route_names().size());
}

}  // namespace
}  // namespace skranke::http::queue
