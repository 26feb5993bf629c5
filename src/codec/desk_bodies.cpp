#include "codec/desk_bodies.hpp"

#include "codec/case_parts.hpp"
#include "codec/object_reader.hpp"

namespace skranke::codec {
namespace {

using base::Fault;
using base::Result;

constexpr std::size_t id_max = base::limits::id_bytes_max;
constexpr std::size_t initials_max = 32;
constexpr std::size_t word_max = 64;
constexpr std::size_t token_max = 512;
constexpr std::size_t reason_max = 1000;
constexpr std::int32_t years_max = 120;

}  // namespace

struct DeskBodies::State {
  CaseParts parts;
  JsonInput input;

  explicit State(const policy::Catalogue& catalogue) : parts{catalogue} {}
};

DeskBodies::DeskBodies(const policy::Catalogue& catalogue) : state_{std::make_unique<State>(catalogue)} {}
DeskBodies::~DeskBodies() = default;
DeskBodies::DeskBodies(DeskBodies&&) noexcept = default;
DeskBodies& DeskBodies::operator=(DeskBodies&&) noexcept = default;

Result<ApprovalBody> DeskBodies::approval(std::string_view text, base::Day today) {
  const auto root = state_->input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  ApprovalBody body;
  body.case_id = reader.text("case_id", id_max);
  const std::string number = reader.text("applicant", word_max);
  body.initials = reader.text("initials", initials_max);
  body.relation = reader.text("relation", word_max);
  body.known_years = reader.whole("known_years", years_max);
  body.language = reader.text("language", word_max);
  // PRIVACY: why the number is none is said, the number is not.
  const auto reading = proofing::read_cpr_number(number, today);
  if (!number.empty() && !reading.number) {
    reader.keep(Fault::invalid_value,
                std::string{"applicant: expected a CPR number; this one is refused for its "}.append(
                    proofing::name(reading.refused.front())),
                "applicant");
  }
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  body.applicant = *reading.number;
  return body;
}

Result<StatementBody> DeskBodies::statement(std::string_view text, base::Day today) {
  const auto root = state_->input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  StatementBody body;
  body.approval_id = reader.text("approval_id", id_max);
  body.case_id = reader.text("case_id", id_max);
  body.likeness = reader.flag("likeness", true);
  body.face_bound = reader.flag("face_bound", false);
  body.mitid_since = reader.optional_day("mitid_since");
  body.mitid_since_source = reader.optional_text("mitid_since_source", id_max);
  body.organisation_id = reader.optional_text("organisation_id", id_max);
  body.second_officer = reader.optional_text("second_officer", token_max);
  CaseMembers members;
  for (const std::size_t part : {CaseMembers::documents_at, CaseMembers::centre_at}) {
    const auto value = reader.take(CaseMembers::names[part], part == CaseMembers::documents_at);
    if (!value) continue;
    members.values[part] = *value;
    members.present[part] = true;
  }
  if (body.mitid_since && body.mitid_since_source.empty())
    reader.keep(Fault::missing_key, "mitid_since_source: expected where the date was seen",
                "mitid_since_source");
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  if (auto done = state_->parts.resolve(members, today, body.documents); !done)
    return std::unexpected{std::move(done.error())};
  if (auto done = state_->parts.read_documents(members, body.documents); !done)
    return std::unexpected{std::move(done.error())};
  return body;
}

Result<std::string> DeskBodies::reason(std::string_view text) {
  const auto root = state_->input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  std::string reason = reader.text("reason", reason_max);
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  return reason;
}

}  // namespace skranke::codec
