#include "codec/number_text.hpp"

#include <optional>

#include "codec/dated_question.hpp"
#include "codec/error_line.hpp"
#include "codec/json_writer.hpp"
#include "proofing/cpr_number.hpp"

namespace skranke::codec {
namespace {

using base::Result;

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
  DatedQuestions questions{"number", "a number"};
};

NumberText::NumberText() : state_{std::make_unique<State>()} {}
NumberText::~NumberText() = default;

Result<bool> NumberText::check(std::string_view text, base::Day today, std::string& out) {
  const auto question = state_->questions.read(text, today);
  if (!question) return std::unexpected{question.error()};
  const auto reading = proofing::read_cpr_number(question->text, question->date);
  append_reading(out, state_->questions.shown_id(), reading);
  return reading.refused.empty();
}

bool NumberText::check_line(std::string_view text, std::uint64_t line, base::Day today, std::string& out) {
  const auto answered = check(text, today, out);
  if (!answered) append_error(out, state_->questions.shown_id(), answered.error(), line);
  out.push_back('\n');
  return answered.has_value();
}

}  // namespace skranke::codec
