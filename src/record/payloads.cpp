#include "record/payloads.hpp"

#include <algorithm>
#include <array>

#include "record/json.hpp"

namespace skranke::record {
namespace {

constexpr std::array kinds{NoticeKind::accepted, NoticeKind::refused, NoticeKind::vouched};
constexpr std::int32_t minutes_a_day = 1440;

std::unexpected<base::Problem> not_a_notice() {
  return base::fail(base::Fault::invalid_value, "expected a notice as it was put into the outbox");
}

}  // namespace

std::string_view event_type(const CaseFacts& facts) {
  return facts.outcome == Outcome::accepted ? "case.accepted" : "case.refused";
}

base::PersonalText event_payload(const CaseFacts& facts, const base::PersonalText& number,
                                 const std::string& token) {
  json::object data{
      {"case_id", facts.case_id}, {"purpose", facts.purpose}, {"outcome", name(facts.outcome)},
      {"centre", facts.centre},   {"officer", facts.officer}, {"decided_at", format_moment(facts.decided_at)},
      {"record", token}};
  if (facts.outcome == Outcome::accepted) data["cpr_number"] = number.reveal();
  return base::PersonalText{json::serialize(json::object{{"type", event_type(facts)},
                                                         {"timestamp", format_moment(facts.decided_at)},
                                                         {"data", std::move(data)}})};
}

base::PersonalText post_payload(const PostNotice& notice) {
  return base::PersonalText{json::serialize(json::object{{"kind", name(notice.kind)},
                                                         {"number", notice.number.reveal()},
                                                         {"name", notice.name.reveal()},
                                                         {"language", notice.language},
                                                         {"case_id", notice.case_id},
                                                         {"centre", notice.centre},
                                                         {"day", base::format_day(notice.day)},
                                                         {"minute", notice.minute}})};
}

base::Result<PostNotice> read_post_payload(const base::PersonalText& payload) {
  boost::system::error_code error;
  const json::value root = json::parse(payload.reveal(), error);
  if (error || !root.is_object())
    return base::fail(base::Fault::invalid_json, "expected a notice as a JSON object");
  const json::object& object = root.get_object();
  bool is_whole = true;
  const auto text = [&](std::string_view key) {
    const json::value* const value = object.if_contains(key);
    if (value != nullptr && value->is_string()) return std::string{value->get_string()};
    is_whole = false;
    return std::string{};
  };
  const std::string kind = text("kind");
  const auto found = std::ranges::find(kinds, kind, [](NoticeKind each) { return name(each); });
  const auto day = base::parse_day(text("day"));
  const json::value* const minute = object.if_contains("minute");
  PostNotice notice{.kind = found == kinds.end() ? NoticeKind::accepted : *found,
                    .number = base::PersonalText{text("number")},
                    .name = base::PersonalText{text("name")},
                    .language = text("language"),
                    .case_id = text("case_id"),
                    .centre = text("centre"),
                    .day = day.value_or(0),
                    .minute = 0};
  const bool has_time = minute != nullptr && minute->is_int64() && minute->get_int64() >= 0 &&
                        minute->get_int64() < minutes_a_day;
  if (!is_whole || found == kinds.end() || !day || !has_time) return not_a_notice();
  notice.minute = static_cast<std::int32_t>(minute->get_int64());
  return notice;
}

}  // namespace skranke::record
