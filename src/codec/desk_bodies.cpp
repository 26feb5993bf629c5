#include "codec/desk_bodies.hpp"

#include <algorithm>

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
constexpr std::size_t answer_max = 512;
constexpr std::int32_t question_max = 63;

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

namespace {

// PRIVACY: why the number is none is said, the number is not.
std::optional<proofing::CprNumber> read_number(ObjectReader& reader, std::string_view key, base::Day today) {
  const std::string text = reader.text(key, word_max);
  const auto reading = proofing::read_cpr_number(text, today);
  if (!text.empty() && !reading.number) {
    std::string why{key};
    reader.keep(Fault::invalid_value,
                why.append(": expected a CPR number; this one is refused for its ")
                    .append(proofing::name(reading.refused.front())),
                key);
  }
  return reading.number;
}

std::vector<std::string> read_languages(ObjectReader& reader) {
  constexpr std::size_t languages_max = 32;
  std::vector<std::string> languages;
  const auto value = reader.take("languages", false);
  if (!value) return languages;
  simdjson::dom::array array;
  if (value->get(array) != simdjson::SUCCESS || array.size() > languages_max) {
    reader.keep(Fault::wrong_type, "languages: expected an array of at most 32 codes", "languages");
    return languages;
  }
  for (const auto element : array) {
    std::string_view code;
    const bool is_code = element.get(code) == simdjson::SUCCESS && (code.size() == 2 || code.size() == 3) &&
                         std::ranges::all_of(code, [](char c) { return c >= 'a' && c <= 'z'; });
    if (!is_code)
      reader.keep(Fault::invalid_value, "languages: expected ISO 639 codes, as in da", "languages");
    languages.emplace_back(code);
  }
  return languages;
}

std::vector<std::string> read_kinds(ObjectReader& reader) {
  std::vector<std::string> kinds;
  const auto value = reader.take("shown", false);
  if (!value) return kinds;
  simdjson::dom::array array;
  if (value->get(array) != simdjson::SUCCESS || array.size() > base::limits::documents_per_case_max) {
    reader.keep(Fault::wrong_type, "shown: expected an array of kinds of documents", "shown");
    return kinds;
  }
  for (const auto element : array) {
    std::string_view kind;
    if (element.get(kind) != simdjson::SUCCESS || kind.empty() || kind.size() > word_max)
      reader.keep(Fault::invalid_value, "shown: expected kinds of documents, as in passport", "shown");
    kinds.emplace_back(kind);
  }
  return kinds;
}

}  // namespace

Result<OrganisationBody> DeskBodies::organisation(std::string_view text) {
  const auto root = state_->input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  OrganisationBody body;
  body.organisation_id = reader.text("organisation_id", id_max);
  body.name = reader.text("name", base::limits::name_bytes_max);
  body.web = reader.optional_text("web", reason_max);
  body.phone = reader.optional_text("phone", word_max);
  body.email = reader.optional_text("email", id_max);
  body.languages = read_languages(reader);
  if (body.web.empty() && body.phone.empty() && body.email.empty())
    reader.keep(Fault::missing_key, "expected a way to reach it: web, phone or email", "web");
  if (!body.web.empty() && !body.web.starts_with("https://"))
    reader.keep(Fault::invalid_value, "web: expected an address that begins with https://", "web");
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  return body;
}

Result<MemberBody> DeskBodies::member(std::string_view text, base::Day today) {
  const auto root = state_->input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  const auto number = read_number(reader, "number", today);
  MemberBody body;
  body.from = reader.optional_day("from");
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  body.number = *number;
  return body;
}

Result<base::Day> DeskBodies::from(std::string_view text) {
  const auto root = state_->input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  const auto day = reader.optional_day("from");
  if (!day) reader.keep(Fault::missing_key, "from: expected the day of the suspension, YYYY-MM-DD", "from");
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  return *day;
}

Result<ApprovalBody> DeskBodies::approval(std::string_view text, base::Day today) {
  const auto root = state_->input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  ApprovalBody body;
  body.case_id = reader.text("case_id", id_max);
  const auto applicant = read_number(reader, "applicant", today);
  body.initials = reader.text("initials", initials_max);
  body.relation = reader.text("relation", word_max);
  body.known_years = reader.whole("known_years", years_max);
  body.language = reader.text("language", word_max);
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  body.applicant = *applicant;
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

Result<QuestionsBody> DeskBodies::questions(std::string_view text, base::Day today) {
  const auto root = state_->input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  const auto number = read_number(reader, "number", today);
  QuestionsBody body;
  body.case_id = reader.text("case_id", id_max);
  body.shown = read_kinds(reader);
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
  body.number = *number;
  return body;
}

Result<AnswerBody> DeskBodies::answer(std::string_view text) {
  const auto root = state_->input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  AnswerBody body;
  body.question = static_cast<std::size_t>(reader.whole("question", question_max));
  body.text = base::PersonalText{reader.optional_text("text", answer_max)};
  if (auto finished = reader.finish(); !finished) return std::unexpected{std::move(finished.error())};
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
