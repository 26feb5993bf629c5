#include "codec/zone_text.hpp"

#include <array>
#include <optional>
#include <utility>

#include "codec/document_reader.hpp"
#include "codec/error_line.hpp"
#include "codec/json_input.hpp"
#include "codec/zone_json.hpp"
#include "sight/decode.hpp"

namespace skranke::codec {
namespace {

namespace dom = simdjson::dom;
using base::fail;
using base::Fault;
using base::Result;

constexpr std::array<std::string_view, 3> keys{"id", "zone", "date"};

struct Question {
  std::string_view zone;
  base::Day date = 0;
};

Result<void> read_member(std::string_view key, dom::element value, bool has_id, Question& question) {
  if (key == "id") {
    if (!has_id) return std::unexpected{id_fault(value)};
  } else if (key == "zone") {
    if (value.get(question.zone) != simdjson::SUCCESS) return wrong_type("zone", {}, "a string");
  } else {
    const auto day = read_day(value, "date", {});
    if (!day) return std::unexpected{day.error()};
    question.date = *day;
  }
  return {};
}

Result<Question> read_question(dom::object object, bool has_id, base::Day today) {
  Question question{.zone = {}, .date = today};
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
  if (!seen[1]) return fail(Fault::missing_key, "expected a zone", "/zone");
  return question;
}

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
  JsonInput input;
  std::optional<std::string> id;  // of the text read last

  Result<proofing::MachineReadableZone> read(std::string_view text, base::Day today) {
    id.reset();
    auto root = input.parse(text, "a question");
    if (!root) return std::unexpected{std::move(root.error())};
    dom::object object;
    if (root->get(object) != simdjson::SUCCESS)
      return fail(Fault::wrong_type, "expected an object with a zone");
    if (const auto found = find_id(object)) id = std::string{*found};
    const auto question = read_question(object, id.has_value(), today);
    if (!question) return std::unexpected{question.error()};
    auto zone = proofing::read_zone(question->zone, question->date);
    if (!zone) zone.error().path = "/zone";
    return zone;
  }
};

ZoneText::ZoneText() : state_{std::make_unique<State>()} {}
ZoneText::~ZoneText() = default;

bool ZoneText::answer_line(std::string_view text, std::uint64_t line, base::Day today, std::string& out) {
  const auto zone = state_->read(text, today);
  const auto id = state_->id ? std::optional<std::string_view>{*state_->id} : std::nullopt;
  if (zone) {
    append_answer(out, id, *zone);
  } else {
    append_error(out, id, zone.error(), line);
  }
  out.push_back('\n');
  return zone.has_value();
}

}  // namespace skranke::codec
