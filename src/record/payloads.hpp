// What others are told about a decided case: the event for the registration authority's system, and the
// notice to a person. Both are sealed before they are kept.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/civil.hpp"
#include "base/personal.hpp"
#include "base/result.hpp"
#include "record/case_facts.hpp"

namespace skranke::record {

// The body of a Standard Webhooks event: {"type", "timestamp", "data"}, of type "case.accepted" or
// "case.refused". The CPR number is here and in no record: whoever activates a MitID needs it.
// `token` is the signed record.
[[nodiscard]] base::PersonalText event_payload(const CaseFacts& facts, const base::PersonalText& number,
                                               const std::string& token);
[[nodiscard]] std::string_view event_type(const CaseFacts& facts);

enum class NoticeKind : std::uint8_t {
  accepted,  // to the registered person: somebody was accepted as you
  refused,   // to the registered person: somebody tried
  vouched,   // to the witness: you vouched for somebody
};

[[nodiscard]] constexpr std::string_view name(NoticeKind kind) {
  switch (kind) {
    case NoticeKind::accepted:
      return "accepted";
    case NoticeKind::refused:
      return "refused";
    case NoticeKind::vouched:
      return "vouched";
  }
  std::unreachable();
}

// A notice by Digital Post. A witness is not told for whom they vouched: they know, and nobody else who reads
// it shall.
struct PostNotice {
  NoticeKind kind = NoticeKind::accepted;
  base::PersonalText number;  // CPR number of the recipient
  base::PersonalText name;
  std::string language;  // "da"
  std::string case_id;
  std::string centre;  // its name
  base::Day day = 0;   // of the decision, on the centre's clock
  std::int32_t minute = 0;
};

[[nodiscard]] base::PersonalText post_payload(const PostNotice& notice);
// Problem (invalid_json, invalid_value): not what post_payload writes.
[[nodiscard]] base::Result<PostNotice> read_post_payload(const base::PersonalText& payload);

}  // namespace skranke::record
