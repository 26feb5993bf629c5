#include "codec/zone_text.hpp"

#include <optional>

#include "codec/dated_question.hpp"
#include "codec/error_line.hpp"
#include "codec/zone_json.hpp"
#include "sight/decode.hpp"

namespace skranke::codec {
namespace {

using base::Result;

void append_answer(std::string& out, std::optional<std::string_view> id,
                   const proofing::MachineReadableZone& zone) {
  append_opening(out, id);
  append_zone(out, zone);
  out.push_back('}');
}

}  // namespace

Result<bool> answer_zone(std::string_view text, base::Day today, std::string& out) {
  const auto zone = proofing::read_zone(text, today);
  if (!zone) return std::unexpected{zone.error()};
  append_answer(out, std::nullopt, *zone);
  return zone->valid();
}

Result<bool> answer_picture(std::string_view bytes, base::Day today, std::string& out) {
  const auto picture = sight::decode_picture(bytes);
  if (!picture) return std::unexpected{picture.error()};
  const auto seen = sight::read_zone_in(*picture, today);
  if (!seen) return std::unexpected{seen.error()};
  out.push_back('{');
  append_seen_zone(out, *seen);
  out.push_back('}');
  return seen->zone.valid();
}

struct ZoneText::State {
  DatedQuestions questions{"zone", "a zone"};

  Result<proofing::MachineReadableZone> read(std::string_view text, base::Day today) {
    const auto question = questions.read(text, today);
    if (!question) return std::unexpected{question.error()};
    auto zone = proofing::read_zone(question->text, question->date);
    if (!zone) zone.error().path = "/zone";
    return zone;
  }
};

ZoneText::ZoneText() : state_{std::make_unique<State>()} {}
ZoneText::~ZoneText() = default;

bool ZoneText::answer_line(std::string_view text, std::uint64_t line, base::Day today, std::string& out) {
  const auto zone = state_->read(text, today);
  const auto id = state_->questions.shown_id();
  if (zone) {
    append_answer(out, id, *zone);
  } else {
    append_error(out, id, zone.error(), line);
  }
  out.push_back('\n');
  return zone.has_value();
}

}  // namespace skranke::codec
