#include "codec/waiting_bodies.hpp"

#include <limits>
#include <utility>

#include "base/limits.hpp"
#include "codec/booking_fields.hpp"
#include "codec/json_input.hpp"
#include "codec/object_reader.hpp"

namespace skranke::codec {
namespace {

using base::Fault;
using base::Result;

constexpr std::size_t answer_bytes_max = 3;

// The body where it is all that there is to say may be left out.
std::string_view or_empty(std::string_view text) { return text.empty() ? "{}" : text; }

base::Day read_wanted_day(ObjectReader& reader, std::string_view key) {
  const auto day = reader.optional_day(key);
  if (!day) reader.keep(Fault::missing_key, std::string{key} + ": expected a date, YYYY-MM-DD", key);
  return day.value_or(0);
}

std::optional<std::int32_t> read_sequence(ObjectReader& reader) {
  const auto seen = reader.take("seen", false);
  if (!seen) return std::nullopt;
  std::int64_t number = 0;
  if (seen->get(number) != simdjson::SUCCESS || number < 0 ||
      number > std::numeric_limits<std::int32_t>::max()) {
    reader.keep(Fault::invalid_value, "seen: expected the sequence that was answered, a whole number",
                "seen");
    return std::nullopt;
  }
  return static_cast<std::int32_t>(number);
}

// Reads an object with `read`, and what is left over is a mistake.
template <class Body, class Read>
Result<Body> read_object(std::string_view text, Read read) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  Body body = read(reader);
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  return body;
}

}  // namespace

Result<WaitingBody> read_waiting(std::string_view text) {
  return read_object<WaitingBody>(text, [](ObjectReader& reader) {
    WaitingBody body;
    body.centre = reader.text("centre", base::limits::id_bytes_max);
    body.service = reader.text("service", base::limits::id_bytes_max);
    body.from = read_wanted_day(reader, "from");
    body.to = read_wanted_day(reader, "to");
    body.name = read_name(reader);
    body.email = read_email(reader);
    body.phone = read_phone(reader);
    body.language = read_language(reader);
    body.party = read_party(reader);
    if (body.email.empty() && body.phone.empty())
      reader.keep(Fault::missing_key, "expected email or phone, so that you can be told of a free time",
                  "email");
    return body;
  });
}

Result<EarlierBody> read_earlier(std::string_view text) {
  return read_object<EarlierBody>(or_empty(text), [](ObjectReader& reader) {
    EarlierBody body;
    body.from = reader.optional_day("from");
    body.to = reader.optional_day("to");
    return body;
  });
}

Result<std::optional<std::int32_t>> read_seen(std::string_view text) {
  return read_object<std::optional<std::int32_t>>(or_empty(text), read_sequence);
}

Result<WitnessBody> read_witness_contact(std::string_view text) {
  return read_object<WitnessBody>(or_empty(text), [](ObjectReader& reader) {
    WitnessBody body;
    body.email = read_email(reader);
    body.phone = read_phone(reader);
    body.language = read_language(reader);
    if (!body.email.empty() && !body.phone.empty())
      reader.keep(Fault::invalid_value, "expected email or phone, one of them at most", "phone");
    return body;
  });
}

Result<AnswerBody> read_witness_answer(std::string_view text) {
  return read_object<AnswerBody>(text, [](ObjectReader& reader) {
    AnswerBody body;
    const std::string answer = reader.text("answer", answer_bytes_max);
    body.comes = answer == "yes";
    if (!answer.empty() && answer != "yes" && answer != "no")
      reader.keep(Fault::invalid_value, "answer: expected yes or no", "answer");
    body.seen = read_sequence(reader);
    return body;
  });
}

}  // namespace skranke::codec
