#include "codec/number_text.hpp"

#include <array>
#include <optional>

#include "codec/document_reader.hpp"
#include "codec/error_line.hpp"
#include "codec/json_input.hpp"
#include "codec/json_writer.hpp"
#include "proofing/cpr_number.hpp"

namespace skranke::codec {
namespace {

namespace dom = simdjson::dom;
using base::fail;
using base::Fault;
using base::Result;

constexpr std::array<std::string_view, 3> keys{"id", "number", "date"};

struct Question {
  std::string_view number;
  base::Day date = 0;
};

Result<void> read_member(std::string_view key, dom::element value, bool has_id, Question& question) {
  if (key == "id") {
    if (!has_id) return std::unexpected{id_fault(value)};
  } else if (key == "number") {
    if (value.get(question.number) != simdjson::SUCCESS) return wrong_type("number", {}, "a string");
  } else {
    const auto day = read_day(value, "date", {});
    if (!day) return std::unexpected{day.error()};
    question.date = *day;
  }
  return {};
}

Result<Question> read_question(dom::object object, bool has_id, base::Day today) {
  Question question{.number = {}, .date = today};
  std::array<bool, keys.size()> seen{};
  for (const auto field : object) {
    std::size_t i = 0;
    while (i < keys.size() && keys[i] != field.key) ++i;
    if (i == keys.size())
      return fail(Fault::unknown_key, "there is no such key; " + one_of(keys), Pointer{}.to(field.key));
    if (seen[i])
      return fail(Fault::duplicate_key, std::string{field.key} + ": expected each key once",
                  Pointer{}.to(field.key));
    seen[i] = true;
    if (auto read = read_member(field.key, field.value, has_id, question); !read)
      return std::unexpected{std::move(read.error())};
  }
  if (!seen[1]) return fail(Fault::missing_key, "expected a number", "/number");
  return question;
}

// `"key":"value"` or `"key":null`, with a comma behind it.
void append_optional(std::string& out, std::string_view key, std::optional<std::string_view> value) {
  append_json_string(out, key);
  out.push_back(':');
  if (value) {
    append_json_string(out, *value);
  } else {
    out.append("null");
  }
  out.push_back(',');
}

void append_reading(std::string& out, std::optional<std::string_view> id,
                    const proofing::NumberReading& reading) {
  const auto name_of = [](const auto& value) {
    return value ? std::optional{proofing::name(*value)} : std::nullopt;
  };
  const std::string born = reading.born ? base::format_day(*reading.born) : std::string{};
  append_opening(out, id);
  append_optional(out, "verdict", reading.refused.empty() ? "valid" : "invalid");
  append_optional(out, "kind", name_of(reading.kind));
  append_optional(out, "born", reading.born ? std::optional<std::string_view>{born} : std::nullopt);
  append_optional(out, "sex", name_of(reading.sex));
  out.append(reading.modulus_11 ? "\"modulus_11\":true," : "\"modulus_11\":false,");
  out.append("\"refused\":[");
  for (std::size_t i = 0; i < reading.refused.size(); ++i) {
    if (i != 0) out.push_back(',');
    append_json_string(out, proofing::name(reading.refused[i]));
  }
  out.append("]}");
}

}  // namespace

struct NumberText::State {
  JsonInput input;
  std::optional<std::string> id;  // of the text read last

  [[nodiscard]] std::optional<std::string_view> shown_id() const {
    return id ? std::optional<std::string_view>{*id} : std::nullopt;
  }

  Result<proofing::NumberReading> read(std::string_view text, base::Day today) {
    id.reset();
    auto root = input.parse(text, "a question");
    if (!root) return std::unexpected{std::move(root.error())};
    dom::object object;
    if (root->get(object) != simdjson::SUCCESS)
      return fail(Fault::wrong_type, "expected an object with a number");
    if (const auto found = find_id(object)) id = std::string{*found};
    auto question = read_question(object, id.has_value(), today);
    if (!question) return std::unexpected{std::move(question.error())};
    return proofing::read_cpr_number(question->number, question->date);
  }
};

NumberText::NumberText() : state_{std::make_unique<State>()} {}
NumberText::~NumberText() = default;

Result<bool> NumberText::check(std::string_view text, base::Day today, std::string& out) {
  auto reading = state_->read(text, today);
  if (!reading) return std::unexpected{std::move(reading.error())};
  append_reading(out, state_->shown_id(), *reading);
  return reading->refused.empty();
}

bool NumberText::check_line(std::string_view text, std::uint64_t line, base::Day today, std::string& out) {
  const auto answered = check(text, today, out);
  if (!answered) append_error(out, state_->shown_id(), answered.error(), line);
  out.push_back('\n');
  return answered.has_value();
}

}  // namespace skranke::codec
