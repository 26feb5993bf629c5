#include "codec/queue_bodies.hpp"

#include <algorithm>
#include <array>

#include "base/limits.hpp"
#include "base/service_limits.hpp"
#include "codec/json_input.hpp"
#include "codec/object_reader.hpp"

namespace skranke::codec {
namespace {

using base::Fault;
using base::Result;

constexpr std::array<std::string_view, 4> languages{"da", "en", "kl", "fo"};
constexpr std::size_t id_max = base::limits::id_bytes_max;
constexpr std::size_t code_max = 512;  // a manage link
constexpr std::int32_t party_max = 20;
constexpr std::array<std::string_view, 5> outcomes{"helped", "documents", "witness", "questions", "other"};

std::optional<std::int64_t> whole_in(ObjectReader& reader, std::string_view key, bool is_required,
                                     std::int64_t min, std::int64_t max) {
  const auto value = reader.take(key, is_required);
  if (!value) return std::nullopt;
  std::int64_t number = 0;
  if (value->get(number) == simdjson::SUCCESS && number >= min && number <= max) return number;
  std::string text{key};
  text.append(": expected a whole number from ").append(std::to_string(min));
  reader.keep(Fault::invalid_value, text.append(" to ").append(std::to_string(max)), key);
  return std::nullopt;
}

std::optional<std::int32_t> read_counter(ObjectReader& reader, bool is_required) {
  const auto number = whole_in(reader, "counter", is_required, 1, base::limits::counters_of_centre_max);
  return number ? std::optional{static_cast<std::int32_t>(*number)} : std::nullopt;
}

std::vector<std::string> read_services(ObjectReader& reader) {
  std::vector<std::string> services;
  const auto value = reader.take("services", false);
  if (!value) return services;
  simdjson::dom::array array;
  if (value->get(array) != simdjson::SUCCESS || array.size() == 0) {
    reader.keep(Fault::wrong_type, "services: expected an array of at least one id of a service", "services");
    return services;
  }
  if (array.size() > base::limits::services_called_max) {
    reader.keep(Fault::too_many, "services: expected at most 64", "services");
    return services;
  }
  for (const auto element : array) {
    std::string_view id;
    if (element.get(id) != simdjson::SUCCESS || id.empty() || id.size() > id_max)
      reader.keep(Fault::invalid_value, "services: expected ids of services, as in mitid-first", "services");
    services.emplace_back(id);
  }
  return services;
}

}  // namespace

Result<ArrivalBody> read_arrival(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "an arrival");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  ArrivalBody body;
  body.centre = reader.text("centre", id_max);
  body.code = reader.text("code", code_max);
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  return body;
}

Result<WalkInBody> read_walk_in(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "a wish for a ticket");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  WalkInBody body;
  body.centre = reader.text("centre", id_max);
  body.service = reader.text("service", id_max);
  body.language = reader.optional_text("language", 2);
  if (body.language.empty()) body.language = "da";
  if (std::ranges::find(languages, body.language) == languages.end())
    reader.keep(Fault::invalid_value, "language: expected da, en, fo or kl", "language");
  body.party = static_cast<std::int32_t>(whole_in(reader, "party", false, 1, party_max).value_or(1));
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  return body;
}

Result<NextBody> read_next_call(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "a call");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  NextBody body;
  body.centre = reader.text("centre", id_max);
  body.counter = read_counter(reader, true).value_or(1);
  body.services = read_services(reader);
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  return body;
}

Result<DeedBody> read_deed(std::string_view text, DeedKind kind) {
  if (kind == DeedKind::plain && text.empty()) text = "{}";
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  DeedBody body;
  if (kind == DeedKind::transfer) {
    body.counter = read_counter(reader, false);
    body.service = reader.optional_text("service", id_max);
    if (!body.counter && body.service.empty())
      reader.keep(Fault::missing_key, "expected counter or service, or both", "counter");
  }
  if (kind == DeedKind::done) {
    body.outcome = reader.text("outcome", id_max);
    if (!body.outcome.empty() && std::ranges::find(outcomes, body.outcome) == outcomes.end())
      reader.keep(Fault::invalid_value, "outcome: expected helped, documents, witness, questions or other",
                  "outcome");
  }
  body.seen = whole_in(reader, "seen", false, 0, std::int64_t{1} << 53U);
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  return body;
}

}  // namespace skranke::codec
