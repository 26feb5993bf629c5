// Faults and their statuses: 400 where the text can't be read, 422 where it can be and is wrong.
#include "http/api/problems.hpp"

#include <algorithm>
#include <utility>

namespace skranke::http::api {

namespace {

using base::Fault;

unsigned status_of(Fault fault) {
  switch (fault) {
    case Fault::invalid_json:
    case Fault::invalid_utf8:
    case Fault::too_deep:
      return 400;
    case Fault::too_large:
      return 413;
    case Fault::too_many:
    case Fault::unknown_key:
    case Fault::duplicate_key:
    case Fault::missing_key:
    case Fault::wrong_type:
    case Fault::invalid_value:
    case Fault::unknown_policy:
    case Fault::unknown_version:
    case Fault::no_version_in_force:
      return 422;
    case Fault::invalid_policy:
    case Fault::not_found:
      return 500;
    case Fault::unavailable:
      return 503;
  }
  std::unreachable();
}

std::string_view title_of(Fault fault) {
  switch (fault) {
    case Fault::invalid_json:
      return "The body is not JSON";
    case Fault::invalid_utf8:
      return "The body is not UTF-8";
    case Fault::too_large:
      return "The text is too large";
    case Fault::too_deep:
      return "The JSON text is nested too deeply";
    case Fault::too_many:
      return "There are too many elements";
    case Fault::unknown_key:
      return "A key does not exist";
    case Fault::duplicate_key:
      return "A key is there twice";
    case Fault::missing_key:
      return "A key is missing";
    case Fault::wrong_type:
      return "A value is of the wrong type";
    case Fault::invalid_value:
      return "A value does not exist";
    case Fault::unknown_policy:
      return "There is no such policy";
    case Fault::unknown_version:
      return "The policy has no such version";
    case Fault::no_version_in_force:
      return "No version of the policy is in force on the day";
    case Fault::invalid_policy:
      return "A policy has a mistake";
    case Fault::not_found:
      return "Something is not there";
    case Fault::unavailable:
      return "Something outside failed";
  }
  std::unreachable();
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

}  // namespace

void write_body_problem(Response& response, const base::Problem& problem) {
  const std::string_view code = base::name(problem.fault);
  write_problem(response, {status_of(problem.fault), code, title_of(problem.fault), problem.text},
                problem.path, code);
}

void write_query_problem(Response& response, const base::Problem& problem) {
  write_problem(response, {400, "invalid-query", "The query is wrong", problem.text});
}

void write_missing(Response& response, const base::Problem& problem) {
  write_problem(response, {404, base::name(problem.fault), title_of(problem.fault), problem.text});
}

bool may_hold(std::string_view content_type, std::string_view type) {
  if (content_type.empty()) return true;
  std::string_view essence = content_type.substr(0, content_type.find(';'));
  while (essence.ends_with(' ') || essence.ends_with('\t')) essence.remove_suffix(1);
  const auto is = [essence](std::string_view name) {
    return std::ranges::equal(essence, name, [](char a, char b) { return lower(a) == b; });
  };
  return is(type) || is("application/x-www-form-urlencoded") || is("text/plain");
}

}  // namespace skranke::http::api
