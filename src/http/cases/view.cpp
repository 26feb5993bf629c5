#include "http/cases/view.hpp"

#include <string_view>

#include "base/utc_text.hpp"
#include "cases/missing.hpp"
#include "codec/check_text.hpp"
#include "codec/json_writer.hpp"
#include "counter/applicant.hpp"
#include "counter/documents.hpp"

namespace skranke::http::cases {
namespace {

using base::Result;
using codec::append_json_string;
using codec::append_list;
using codec::append_member;
using codec::append_optional;
using skranke::cases::Case;
using skranke::cases::Kept;
using skranke::cases::QuestionState;
using skranke::cases::Sight;
using skranke::cases::StandingHandover;
using skranke::cases::WitnessState;

void append_flag(std::string& out, std::string_view key, bool value) {
  append_json_string(out, key);
  out.append(value ? ":true," : ":false,");
}

// The last member's comma becomes the end of the object.
void close_object(std::string& out) {
  if (out.ends_with(',')) {
    out.back() = '}';
  } else {
    out.push_back('}');
  }
}

// Why nothing is accepted in their name, whatever is shown; empty: it may be.
std::string_view obstacle_of(const Case& kase) {
  if (!kase.applicant) return {};
  if (kase.applicant->has_obstacle) return "register";
  return kase.applicant->is_forbidden ? "forbidden" : "";
}

Result<void> append_applicant(std::string& out, const Kept& kept) {
  out.append("\"applicant\":");
  const auto details = counter::read_applicant(kept.applicant);
  if (!details) return std::unexpected{details.error()};
  if (!*details) {
    out.append("null,");
    return {};
  }
  const auto& applicant = **details;
  out.push_back('{');
  append_member(out, "name", counter::full_name_of(applicant).reveal());
  append_member(out, "given", counter::given_names_of(applicant).reveal());
  append_member(out, "family", applicant.name.family.reveal());
  append_optional(out, "born", applicant.born ? base::format_day(applicant.born->reveal()) : std::string{});
  append_member(out, "sex", applicant.sex);
  append_flag(out, "protected", applicant.is_protected);
  append_optional(out, "obstacle", obstacle_of(kept.kase));
  close_object(out);
  out.push_back(',');
  return {};
}

void append_documents(std::string& out, const counter::Tools& tools, const Case& kase) {
  out.append("\"documents\":");
  append_list(out, kase.documents, [&](const auto& document) {
    // An object that holds one member at least, its kind.
    out.append(document.facts, 0, document.facts.size() - 1).append(",\"read_by\":");
    append_json_string(out, document.read_by);
    out.push_back('}');
  });
  out.append(",\"verdict\":");
  if (kase.documents.empty()) {
    out.append("null,");
    return;
  }
  codec::CheckText checker{tools.catalogue};
  // What was decided was decided by the rules of its day.
  const base::Day day = kase.decision ? tools.day_of(kase.decision->at) : tools.today();
  std::string verdict;
  const auto checked =
      checker.check(counter::check_text(counter::facts_of(kase), day, tools.place_of(kase.centre)),
                    {.today = day, .advice_max = 1000, .advice = true, .next = true}, verdict);
  // Rules that came meanwhile may not know a kind any more: the case is read, and the documents entered
  // again.
  out.append(checked ? verdict : "null").push_back(',');
}

std::string_view sight_text(Sight sight) {
  switch (sight) {
    case Sight::unanswered:
      return "null";
    case Sight::seen:
      return "true";
    case Sight::not_seen:
      return "false";
  }
  std::unreachable();
}

std::string_view name(skranke::cases::FaceResult result) {
  switch (result) {
    case skranke::cases::FaceResult::same:
      return "same";
    case skranke::cases::FaceResult::doubt:
      return "doubt";
    case skranke::cases::FaceResult::different:
      return "different";
  }
  std::unreachable();
}

void append_looks(std::string& out, const Case& kase) {
  out.append("\"looks\":");
  append_list(out, kase.looks, [&](const auto& entry) {
    const auto& [document, look] = entry;
    out.append("{\"document\":");
    codec::append_number(out, document);
    out.append(",\"features\":[");
    for (std::size_t i = 0; i < look.features.size(); ++i) {
      if (i > 0) out.push_back(',');
      out.append("{\"id\":");
      append_json_string(out, look.features[i]);
      out.append(",\"seen\":").append(sight_text(look.seen[i])).append("}");
    }
    out.append("]}");
  });
  out.append(",\"face\":");
  if (!kase.face) {
    out.append("null,");
    return;
  }
  out.append("{\"document\":");
  codec::append_number(out, kase.face->document);
  out.append(",\"features\":{");
  for (const auto& [id, answer] : kase.face->features) append_member(out, id, answer);
  close_object(out);
  out.append(",\"result\":");
  append_json_string(out, name(kase.face->result));
  out.append("},");
}

std::string_view name(QuestionState state) {
  switch (state) {
    case QuestionState::none:
      return "none";
    case QuestionState::open:
      return "open";
    case QuestionState::passed:
      return "passed";
    case QuestionState::not_passed:
      return "not-passed";
    case QuestionState::witness_needed:
      return "witness-needed";
    case QuestionState::locked:
      return "locked";
  }
  std::unreachable();
}

void append_questions(std::string& out, const Case& kase) {
  out.append("\"questions\":{");
  append_member(out, "state", name(kase.questions.state));
  append_optional(out, "until", kase.questions.until);
  out.append("\"questions\":").append(kase.questions.drawn.empty() ? "[]" : kase.questions.drawn);
  out.append(",\"answered\":");
  append_list(out, kase.questions.answered,
              [&](std::uint8_t question) { codec::append_number(out, question); });
  out.append("},");
}

// How the ledger has the approval: it changes without the case.
std::string_view state_of(const Case& kase, const std::optional<skranke::desk::Approval>& approval,
                          counter::Moment now) {
  if (kase.witness.state == WitnessState::vouched) return "vouched";
  if (kase.witness.state == WitnessState::none || !approval) return "none";
  switch (approval->stage) {
    case skranke::desk::ApprovalStage::begun:
      return approval->expires_at <= now ? "refused" : "begun";
    case skranke::desk::ApprovalStage::proven:
      return approval->expires_at <= now ? "refused" : "proven";
    case skranke::desk::ApprovalStage::refused:
      return "refused";
    case skranke::desk::ApprovalStage::used:
      return "proven";
  }
  std::unreachable();
}

Result<void> append_witness(std::string& out, const counter::Tools& tools, const Case& kase,
                            counter::Moment now) {
  std::optional<skranke::desk::Approval> approval;
  if (kase.witness.state != WitnessState::none) {
    auto found = tools.witnesses.ledger.approval(kase.witness.approval_id);
    if (!found) return std::unexpected{std::move(found.error())};
    approval = std::move(*found);
  }
  const std::string_view state = state_of(kase, approval, now);
  skranke::desk::ApprovalPlace place;
  if (state == "begun") place = skranke::desk::where_to_approve(*approval);
  std::string refusal = approval ? approval->refusal : std::string{};
  if (state == "refused" && refusal.empty()) refusal = "expired";
  out.append("\"witness\":{");
  append_member(out, "state", state);
  append_optional(out, "approval_id", kase.witness.approval_id);
  append_optional(out, "address", place.address);
  append_optional(out, "reference_text", place.reference_text);
  append_optional(out, "expires_at", approval ? base::utc_text(approval->expires_at) : std::string{});
  append_optional(out, "refusal", refusal);
  append_optional(out, "statement_id", kase.witness.statement_id);
  close_object(out);
  out.push_back(',');
  return {};
}

std::string_view name(skranke::cases::SecondLookState state) {
  switch (state) {
    case skranke::cases::SecondLookState::none:
      return "none";
    case skranke::cases::SecondLookState::asked:
      return "asked";
    case skranke::cases::SecondLookState::agreed:
      return "agreed";
    case skranke::cases::SecondLookState::disagreed:
      return "disagreed";
  }
  std::unreachable();
}

void append_second_look(std::string& out, const Case& kase) {
  out.append("\"second_look\":{\"needed\":");
  append_list(out, skranke::cases::second_look_reasons(kase),
              [&](auto reason) { append_json_string(out, skranke::cases::name(reason)); });
  out.push_back(',');
  append_member(out, "state", name(kase.second_look.state));
  append_optional(out, "officer", kase.second_look.officer.officer_id);
  append_optional(out, "asked_at",
                  kase.second_look.asked_at == 0 ? "" : base::utc_text(kase.second_look.asked_at));
  append_optional(out, "note", kase.second_look.note);
  append_optional(out, "answer", kase.second_look.answer);
  close_object(out);
  out.append(",\"missing\":");
  append_list(out, skranke::cases::missing(kase),
              [&](auto missing) { append_json_string(out, skranke::cases::name(missing)); });
  out.push_back(',');
}

void append_decision(std::string& out, const Case& kase, const std::optional<StandingHandover>& standing) {
  out.append("\"decision\":");
  if (!kase.decision) {
    out.append("null,");
    return;
  }
  const bool is_accepted = kase.decision->outcome == skranke::cases::Outcome::accepted;
  out.push_back('{');
  append_member(out, "outcome", is_accepted ? "accepted" : "refused");
  out.append("\"reasons\":");
  append_list(out, kase.decision->reasons,
              [&](const std::string& reason) { append_json_string(out, reason); });
  out.push_back(',');
  append_member(out, "at", base::utc_text(kase.decision->at));
  append_member(out, "officer", kase.decision->officer.officer_id);
  append_optional(out, "second_officer",
                  kase.second_look.state == skranke::cases::SecondLookState::agreed
                      ? kase.second_look.officer.officer_id
                      : "");
  out.append("\"handover\":{");
  append_member(out, "state", standing ? standing->state : "none");
  append_optional(out, "answer", standing ? standing->answer : "");
  close_object(out);
  out.append("},");
}

Result<void> append_history(std::string& out, const counter::Tools& tools, const Case& kase) {
  const auto history = tools.book.history(kase.case_id);
  if (!history) return std::unexpected{history.error()};
  out.append("\"history\":");
  append_list(out, *history, [&](const skranke::cases::Event& event) {
    out.push_back('{');
    append_member(out, "at", base::utc_text(event.at));
    append_member(out, "officer", event.officer_id);
    append_member(out, "what", event.what);
    close_object(out);
  });
  return {};
}

void append_head(std::string& out, const Case& kase, bool is_handed_over) {
  append_member(out, "case_id", kase.case_id);
  out.append("\"revision\":");
  codec::append_number(out, kase.revision);
  out.push_back(',');
  append_member(out, "state", skranke::cases::name(skranke::cases::stage(kase, is_handed_over)));
  append_flag(out, "paused", kase.is_paused);
  append_flag(out, "training", kase.is_training);
  append_member(out, "purpose", kase.purpose);
  append_member(out, "centre", kase.centre);
  append_member(out, "officer", kase.officer.officer_id);
  append_member(out, "opened_at", base::utc_text(kase.opened_at));
}

}  // namespace

Result<std::string> view_of(const counter::Tools& tools, const Kept& kept, counter::Moment now) {
  const Case& kase = kept.kase;
  // The outbox knows what was handed over, and the case is not written again for it.
  std::optional<StandingHandover> standing;
  if (kase.decision) {
    auto found = tools.book.handover(kase.case_id);
    if (!found) return std::unexpected{std::move(found.error())};
    standing = std::move(*found);
  }
  std::string out{"{"};
  append_head(out, kase, standing && standing->state == "delivered");
  append_member(out, "language", kase.language);
  append_optional(out, "booking_id", kase.booking_id);
  append_optional(out, "ticket_id", kase.ticket_id);
  if (auto done = append_applicant(out, kept); !done) return std::unexpected{std::move(done.error())};
  append_documents(out, tools, kase);
  append_looks(out, kase);
  append_questions(out, kase);
  if (auto done = append_witness(out, tools, kase, now); !done)
    return std::unexpected{std::move(done.error())};
  append_second_look(out, kase);
  append_decision(out, kase, standing);
  if (auto done = append_history(out, tools, kase); !done) return std::unexpected{std::move(done.error())};
  out.append("}\n");
  return out;
}

void append_summary(std::string& out, const Kept& kept) {
  out.push_back('{');
  append_head(out, kept.kase, false);
  const auto details = counter::read_applicant(kept.applicant);
  append_optional(out, "initials", details && *details ? counter::initials_of(**details) : std::string{});
  close_object(out);
}

}  // namespace skranke::http::cases
