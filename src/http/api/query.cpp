// The query of a request, read strictly: a parameter that nobody reads is a mistake of the caller's.
#include "http/api/query.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/whole_number.hpp"

namespace skranke::http::api {

namespace {

using base::Fault;

std::optional<unsigned> hex_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
  return std::nullopt;
}

// A name that can be repeated in a problem: short, and of the letters that names are made of.
bool is_plain_name(std::string_view name) {
  return !name.empty() && name.size() <= 40 && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  });
}

std::unexpected<base::Problem> unknown_parameter(std::string_view name,
                                                 std::span<const std::string_view> parameters) {
  std::string text = is_plain_name(name) ? "There is no query parameter \"" + std::string{name} + "\" here"
                                         : std::string{"A query parameter is not one that exists here"};
  text += parameters.empty() ? "; this route has none." : "; there are:";
  for (const std::string_view known : parameters) text.append(" ").append(known);
  return base::fail(Fault::unknown_key, std::move(text));
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    const auto high = hex_value(text[i + 1]);
    const auto low = hex_value(text[i + 2]);
    if (!high || !low) return std::nullopt;
    out += static_cast<char>(*high * 16 + *low);
    i += 2;
  }
  return out;
}

base::Result<Query> parse_query(std::string_view text, std::span<const std::string_view> parameters) {
  Query query;
  while (!text.empty()) {
    const std::string_view pair = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), pair.size() + 1));
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const auto name = percent_decode(pair.substr(0, equals));
    if (!name) return base::fail(Fault::invalid_value, "The query is not well percent-encoded.");
    const auto known = std::ranges::find(parameters, std::string_view{*name});
    if (known == parameters.end()) return unknown_parameter(*name, parameters);
    auto& value = query.values[static_cast<std::size_t>(known - parameters.begin())];
    if (value)
      return base::fail(Fault::duplicate_key, "The query parameter \"" + *name + "\" is given twice.");
    value = percent_decode(equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1));
    if (!value) return base::fail(Fault::invalid_value, "The query is not well percent-encoded.");
  }
  return query;
}

base::Result<void> read_advice(const std::optional<std::string>& value, codec::CheckOptions& options) {
  if (!value) return {};
  options.advice = *value != "none";
  if (!options.advice) return {};
  options.advice_max = base::limits::advice_sets_max;
  if (*value == "all") return {};
  if (const auto most = base::read_whole_number(*value, std::size_t{0}, base::limits::advice_sets_max)) {
    options.advice_max = *most;
    return {};
  }
  return base::fail(Fault::invalid_value, "advice: expected a whole number from 0 to " +
                                              std::to_string(base::limits::advice_sets_max) +
                                              ", all or none.");
}

base::Result<void> read_next(const std::optional<std::string>& value, codec::CheckOptions& options) {
  if (!value) return {};
  options.next = *value == "true";
  if (options.next || *value == "false") return {};
  return base::fail(Fault::invalid_value, "next: expected true or false.");
}

}  // namespace skranke::http::api
