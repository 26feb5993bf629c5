#include "counter/issuing.hpp"

#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "base/hex.hpp"
#include "base/utc_text.hpp"
#include "cases/missing.hpp"
#include "codec/case_reader.hpp"
#include "counter/applicant.hpp"
#include "counter/documents.hpp"
#include "policy/decide.hpp"
#include "record/claims.hpp"
#include "record/payloads.hpp"

namespace skranke::counter {
namespace {

using base::Result;
using cases::Case;
using cases::Event;
using proofing::Fact;

constexpr Moment delay_seconds = 24 * 3600;  // that somebody may have wished for

// When something was last done; the opening, if never.
Moment last(const std::vector<Event>& history, std::string_view what) {
  Moment at = history.empty() ? 0 : history.front().at;
  for (const Event& event : history)
    if (event.what == what) at = event.at;
  return at;
}

record::ReadBy read_by(std::string_view name) {
  if (name == "zone") return record::ReadBy::zone;
  return name == "stripe" ? record::ReadBy::stripe : record::ReadBy::hand;
}

record::Likeness likeness(cases::FaceResult result) {
  switch (result) {
    case cases::FaceResult::same:
      return record::Likeness::same;
    case cases::FaceResult::doubt:
      return record::Likeness::doubt;
    case cases::FaceResult::different:
      return record::Likeness::different;
  }
  std::unreachable();
}

std::vector<record::Feature> features_of(const Case& kase, std::uint8_t document) {
  std::vector<record::Feature> features;
  const auto look = kase.looks.find(document);
  if (look == kase.looks.end()) return features;
  for (std::size_t i = 0; i < look->second.features.size(); ++i)
    features.push_back({.id = look->second.features[i], .seen = look->second.seen[i] == cases::Sight::seen});
  return features;
}

std::vector<std::string> refused_codes(policy::Reasons refused) {
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < policy::reason_count; ++i) {
    const auto reason = static_cast<policy::Reason>(i);
    if ((refused & policy::bit(reason)) != 0) codes.emplace_back(name(reason));
  }
  return codes;
}

record::ShownDocument shown(const Case& kase, const std::vector<Event>& history,
                            const proofing::Document& document, const policy::DocumentVerdict& verdict,
                            std::uint8_t index) {
  const cases::ShownDocument& kept = kase.documents[index];
  record::ShownDocument to;
  to.kind = kept.kind;
  to.issuer = kept.issuer;
  to.form = document.form;
  to.picture = kept.has_picture ? proofing::Tri::yes : proofing::Tri::no;
  to.cpr_number = document.flag(Fact::cpr_number);
  if (document.knows(Fact::issued)) to.issued = document.issued;
  if (document.knows(Fact::expires) && document.expires != proofing::day_never) to.expires = document.expires;
  to.read_by = read_by(kept.read_by);
  to.used = std::ranges::find(kase.assessment.used, index) != kase.assessment.used.end();
  to.refused = refused_codes(verdict.refused);
  to.features = features_of(kase, index);
  if (const auto look = kase.looks.find(index); look != kase.looks.end() && look->second.at != 0)
    to.looked_at = look->second.at;
  if (kase.face && kase.face->document == index) {
    record::FaceComparison face{
        .result = likeness(kase.face->result), .features = {}, .at = last(history, "face-compared")};
    face.features.assign(kase.face->features.begin(), kase.face->features.end());
    to.face = std::move(face);
  }
  return to;
}

// The ledger's own record of the statement says what was declared.
Result<std::optional<record::Vouching>> vouching_of(const desk::WitnessTools& tools, const Case& kase,
                                                    const std::vector<Event>& history) {
  if (kase.witness.state != cases::WitnessState::vouched) return std::nullopt;
  const auto statement = tools.ledger.statement_of_case(kase.case_id);
  if (!statement) return std::unexpected{statement.error()};
  if (!*statement)
    return base::fail(base::Fault::unavailable, "the witness's statement is not there any more");
  record::Vouching vouching;
  vouching.statement_id = kase.witness.statement_id;
  vouching.at = last(history, "vouched");
  try {
    const boost::json::value kept = boost::json::parse((*statement)->record);
    const boost::json::value& declared = kept.at("declared");
    vouching.level = std::string{kept.at("level").as_string()};
    vouching.is_professional = !kept.at("organisation_id").is_null();
    vouching.relation = std::string{declared.at("relation").as_string()};
    vouching.known_years = declared.at("known_years").to_number<std::int32_t>();
    vouching.text_version = std::string{declared.at("text_version").as_string()};
    vouching.text_language = std::string{declared.at("language").as_string()};
    vouching.text_sha256 = std::string{declared.at("text_sha256").as_string()};
  } catch (const std::exception&) {
    return base::fail(base::Fault::unavailable, "the witness's statement can't be read");
  }
  return vouching;
}

std::optional<record::SecondLook> second_look_of(const Case& kase, const std::vector<Event>& history) {
  const auto state = kase.second_look.state;
  if (state != cases::SecondLookState::agreed && state != cases::SecondLookState::disagreed)
    return std::nullopt;
  record::SecondLook look{.officer = kase.second_look.officer.officer_id,
                          .why = {},
                          .agrees = state == cases::SecondLookState::agreed,
                          .at = last(history, "second-look-answered")};
  for (const auto reason : cases::second_look_reasons(kase)) look.why.emplace_back(cases::name(reason));
  return look;
}

std::optional<record::Questions> questions_of(const IssuingParts& parts, const Case& kase,
                                              const std::vector<Event>& history) {
  using enum cases::QuestionState;
  if (kase.questions.state != passed && kase.questions.state != not_passed) return std::nullopt;
  return record::Questions{.policy = parts.questions_policy,
                           .policy_version = parts.questions_policy_version,
                           .passed = kase.questions.state == passed,
                           .at = last(history, "questions-concluded")};
}

record::Applicant applicant_of(const IssuingParts& parts, const Case& kase, const ApplicantDetails& details,
                               const std::vector<Event>& history) {
  return {.given_name = given_names_of(details),
          .family_name = details.name.family,
          .born = details.born,
          .number_hash = base::hex_of(parts.witnesses.pseudonyms.of("number", details.number)),
          .number = {},
          .is_in_register = !kase.applicant->has_obstacle,
          .looked_up_at = last(history, "identified")};
}

}  // namespace

// To the registered person, whoever it was at the counter.
cases::Outgoing Issuing::notice_to(const ApplicantDetails& details, const record::CaseFacts& facts) const {
  const bool is_accepted = facts.outcome == record::Outcome::accepted;
  const CivilTime at = parts_.local_time(facts.decided_at);
  return {.event_id = parts_.witnesses.new_id(),
          .is_post = true,
          .type = is_accepted ? "notice.accepted" : "notice.refused",
          .payload = record::post_payload(
              {.kind = is_accepted ? record::NoticeKind::accepted : record::NoticeKind::refused,
               .number = details.number,
               .name = full_name_of(details),
               // Not that of whoever came: the registered person's own, which the register does not know.
               .language = "da",
               .case_id = facts.case_id,
               .centre = facts.organization,
               .day = at.day,
               .minute = at.minute}),
          .not_before = 0};
}

Result<cases::Sealing> Issuing::seal(const cases::Kept& kept, const std::vector<Event>& history,
                                     cases::Wish wish) {
  const Case& kase = kept.kase;
  const base::Day today = parts_.today();
  const auto edition = parts_.catalogue.in_force("mitid", today);
  if (!edition) return std::unexpected{edition.error()};
  const auto details = read_applicant(kept.applicant);
  if (!details) return std::unexpected{details.error()};

  record::CaseFacts facts;
  facts.issuer = parts_.issuer();
  facts.case_id = kase.case_id;
  facts.purpose = kase.purpose;
  facts.centre = kase.centre;
  facts.organization = parts_.centre_name(kase.centre);
  facts.officer = kase.decision->officer.officer_id;
  facts.opened_at = kase.opened_at;
  facts.decided_at = kase.decision->at;
  facts.policy = (*edition)->tree.id.text;
  facts.policy_version = (*edition)->tree.version.text;
  facts.policy_sha256 = parts_.policy_sha256(**edition);
  facts.outcome = kase.decision->outcome == cases::Outcome::accepted ? record::Outcome::accepted
                                                                     : record::Outcome::refused;
  facts.reasons = kase.decision->reasons;
  if (kase.applicant && *details) facts.applicant = applicant_of(parts_, kase, **details, history);
  if (!kase.documents.empty()) {
    codec::CaseReader reader{parts_.catalogue};
    codec::ReadCase read;
    const std::string text = check_text(facts_of(kase), today, parts_.place_of(kase.centre));
    if (auto done = reader.read(text, today, read); !done) return std::unexpected{std::move(done.error())};
    const policy::Verdict verdict = policy::decide((*edition)->program, read.evidence());
    facts.verdict = name(verdict.outcome);
    if (verdict.list != policy::no_list) facts.list = (*edition)->program.lists[verdict.list].id;
    for (std::uint8_t i = 0; i < read.document_count; ++i)
      facts.documents.push_back(shown(kase, history, read.documents[i], verdict.documents[i], i));
  }
  facts.questions = questions_of(parts_, kase, history);
  auto vouching = vouching_of(parts_.witnesses, kase, history);
  if (!vouching) return std::unexpected{std::move(vouching.error())};
  facts.vouching = std::move(*vouching);
  facts.second_look = second_look_of(kase, history);

  const std::string signed_record = parts_.keys.sign(record::claims(facts));
  cases::Sealing sealing;
  sealing.record_sha256 = parts_.witnesses.signer.sha256(signed_record);
  sealing.record = base::PersonalText{signed_record};
  const bool is_accepted = facts.outcome == record::Outcome::accepted;
  // Who objects to an issue has a day for it, where they wished so.
  const bool is_delayed = is_accepted && wish == cases::Wish::delayed;
  sealing.outgoing.push_back({.event_id = parts_.witnesses.new_id(),
                              .is_post = false,
                              .type = std::string{record::event_type(facts)},
                              .payload = record::event_payload(
                                  facts, *details ? (*details)->number : base::PersonalText{}, signed_record),
                              .not_before = is_delayed ? kase.decision->at + delay_seconds : 0});
  if (*details) sealing.outgoing.push_back(notice_to(**details, facts));
  return sealing;
}

}  // namespace skranke::counter
