#include "cases/state_text.hpp"

#include <boost/json.hpp>

#include "base/ensure.hpp"

namespace skranke::cases {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

std::string text_of(const object& from, std::string_view key) {
  return std::string{from.at(key).as_string()};
}
bool flag_of(const object& from, std::string_view key) { return from.at(key).as_bool(); }
std::int64_t whole_of(const object& from, std::string_view key) {
  return from.at(key).to_number<std::int64_t>();
}

// A closed enum as its number, checked when it is read.
template <class E>
E enum_of(const object& from, std::string_view key, E last) {
  const auto number = from.at(key).to_number<std::uint8_t>();
  base::ensure(number <= static_cast<std::uint8_t>(last), "a kept case has known states only");
  return static_cast<E>(number);
}
template <class E>
int number_of(E each) {
  return static_cast<int>(each);
}

array texts(const std::vector<std::string>& from) {
  array to;
  for (const std::string& each : from) to.emplace_back(each);
  return to;
}
std::vector<std::string> texts_of(const value& from) {
  std::vector<std::string> to;
  for (const value& each : from.as_array()) to.emplace_back(each.as_string());
  return to;
}
array numbers(const std::vector<std::uint8_t>& from) { return array(from.begin(), from.end()); }
std::vector<std::uint8_t> numbers_of(const value& from) {
  std::vector<std::uint8_t> to;
  for (const value& each : from.as_array()) to.push_back(each.to_number<std::uint8_t>());
  return to;
}

object write(const Actor& actor) { return {{"officer", actor.officer_id}, {"person", actor.person_id}}; }
Actor actor_of(const value& from) {
  return {.officer_id = text_of(from.as_object(), "officer"),
          .person_id = text_of(from.as_object(), "person")};
}

array write(const std::vector<ShownDocument>& documents) {
  array to;
  for (const ShownDocument& each : documents)
    to.push_back(object{{"kind", each.kind},
                        {"issuer", each.issuer},
                        {"form", each.form},
                        {"picture", each.has_picture},
                        {"facts", each.facts},
                        {"read_by", each.read_by}});
  return to;
}
std::vector<ShownDocument> documents_of(const value& from) {
  std::vector<ShownDocument> to;
  for (const value& each : from.as_array()) {
    const object& document = each.as_object();
    to.push_back({.kind = text_of(document, "kind"),
                  .issuer = text_of(document, "issuer"),
                  .form = text_of(document, "form"),
                  .has_picture = flag_of(document, "picture"),
                  .facts = text_of(document, "facts"),
                  .read_by = text_of(document, "read_by")});
  }
  return to;
}

array write(const std::map<std::uint8_t, Look>& looks) {
  array to;
  for (const auto& [document, look] : looks) {
    array seen;
    for (const Sight sight : look.seen) seen.emplace_back(number_of(sight));
    to.push_back(object{{"document", document},
                        {"features", texts(look.features)},
                        {"seen", std::move(seen)},
                        {"at", look.at}});
  }
  return to;
}
std::map<std::uint8_t, Look> looks_of(const value& from) {
  std::map<std::uint8_t, Look> to;
  for (const value& each : from.as_array()) {
    const object& look = each.as_object();
    Look& into = to[look.at("document").to_number<std::uint8_t>()];
    into.features = texts_of(look.at("features"));
    into.at = whole_of(look, "at");
    for (const std::uint8_t sight : numbers_of(look.at("seen"))) {
      base::ensure(sight <= number_of(Sight::not_seen), "a kept case has known states only");
      into.seen.push_back(static_cast<Sight>(sight));
    }
  }
  return to;
}

value write(const std::optional<Face>& face) {
  if (!face) return nullptr;
  object features;
  for (const auto& [id, agrees] : face->features) features[id] = agrees;
  return object{
      {"document", face->document}, {"features", std::move(features)}, {"result", number_of(face->result)}};
}
std::optional<Face> face_of(const value& from) {
  if (from.is_null()) return std::nullopt;
  const object& kept = from.as_object();
  Face face;
  face.document = kept.at("document").to_number<std::uint8_t>();
  for (const auto& feature : kept.at("features").as_object())
    face.features.emplace(std::string{feature.key()}, std::string{feature.value().as_string()});
  face.result = enum_of(kept, "result", FaceResult::different);
  return face;
}

object write(const Questions& questions) {
  return {{"state", number_of(questions.state)},
          {"session", questions.session},
          {"drawn", questions.drawn},
          {"until", questions.until},
          {"answered", numbers(questions.answered)}};
}
Questions questions_of(const object& from) {
  return {.state = enum_of(from, "state", QuestionState::locked),
          .session = text_of(from, "session"),
          .drawn = text_of(from, "drawn"),
          .until = text_of(from, "until"),
          .answered = numbers_of(from.at("answered"))};
}

object write(const Witness& witness) {
  return {{"state", number_of(witness.state)},
          {"approval", witness.approval_id},
          {"statement", witness.statement_id},
          {"person", witness.person_id},
          {"depth", witness.depth},
          {"deep_person", witness.deep_person_id}};
}
Witness witness_of(const object& from) {
  return {.state = enum_of(from, "state", WitnessState::vouched),
          .approval_id = text_of(from, "approval"),
          .statement_id = text_of(from, "statement"),
          .person_id = text_of(from, "person"),
          .depth = static_cast<std::int32_t>(whole_of(from, "depth")),
          .deep_person_id = text_of(from, "deep_person")};
}

object write(const SecondLook& look) {
  return {{"state", number_of(look.state)},
          {"officer", write(look.officer)},
          {"note", look.note},
          {"answer", look.answer},
          {"asked_at", look.asked_at}};
}
SecondLook second_look_of(const object& from) {
  return {.state = enum_of(from, "state", SecondLookState::disagreed),
          .officer = actor_of(from.at("officer")),
          .note = text_of(from, "note"),
          .answer = text_of(from, "answer"),
          .asked_at = whole_of(from, "asked_at")};
}

value write(const std::optional<Decision>& decision) {
  if (!decision) return nullptr;
  return object{{"outcome", number_of(decision->outcome)},
                {"reasons", texts(decision->reasons)},
                {"officer", write(decision->officer)},
                {"at", decision->at}};
}
std::optional<Decision> decision_of(const value& from) {
  if (from.is_null()) return std::nullopt;
  const object& kept = from.as_object();
  return Decision{.outcome = enum_of(kept, "outcome", Outcome::refused),
                  .reasons = texts_of(kept.at("reasons")),
                  .officer = actor_of(kept.at("officer")),
                  .at = whole_of(kept, "at")};
}

value write(const std::optional<Applicant>& applicant) {
  if (!applicant) return nullptr;
  return object{{"person", applicant->person_id},
                {"obstacle", applicant->has_obstacle},
                {"forbidden", applicant->is_forbidden}};
}

Case case_of(const object& from) {
  Case kase;
  kase.case_id = text_of(from, "case_id");
  kase.revision = whole_of(from, "revision");
  kase.purpose = text_of(from, "purpose");
  kase.language = text_of(from, "language");
  kase.centre = text_of(from, "centre");
  kase.is_training = flag_of(from, "training");
  kase.booking_id = text_of(from, "booking");
  kase.ticket_id = text_of(from, "ticket");
  kase.opened_at = whole_of(from, "opened_at");
  kase.officer = actor_of(from.at("officer"));
  for (const value& each : from.at("handlers").as_array()) kase.handlers.push_back(actor_of(each));
  kase.is_paused = flag_of(from, "paused");
  kase.is_ended = flag_of(from, "ended");
  if (const value& applicant = from.at("applicant"); !applicant.is_null())
    kase.applicant = Applicant{.person_id = text_of(applicant.as_object(), "person"),
                               .has_obstacle = flag_of(applicant.as_object(), "obstacle"),
                               .is_forbidden = flag_of(applicant.as_object(), "forbidden")};
  kase.documents = documents_of(from.at("documents"));
  kase.assessment = {.is_accepted = flag_of(from, "accepted"), .used = numbers_of(from.at("used"))};
  for (const auto& draw : from.at("draws").as_object())
    kase.draws.emplace(std::string{draw.key()}, texts_of(draw.value()));
  kase.looks = looks_of(from.at("looks"));
  kase.face = face_of(from.at("face"));
  kase.questions = questions_of(from.at("questions").as_object());
  kase.witness = witness_of(from.at("witness").as_object());
  kase.second_look = second_look_of(from.at("second_look").as_object());
  kase.decision = decision_of(from.at("decision"));
  return kase;
}

}  // namespace

std::string to_text(const Case& kase) {
  array handlers;
  for (const Actor& each : kase.handlers) handlers.push_back(write(each));
  object draws;
  for (const auto& [kind, features] : kase.draws) draws[kind] = texts(features);
  return boost::json::serialize(object{{"case_id", kase.case_id},
                                       {"revision", kase.revision},
                                       {"purpose", kase.purpose},
                                       {"language", kase.language},
                                       {"centre", kase.centre},
                                       {"training", kase.is_training},
                                       {"booking", kase.booking_id},
                                       {"ticket", kase.ticket_id},
                                       {"opened_at", kase.opened_at},
                                       {"officer", write(kase.officer)},
                                       {"handlers", std::move(handlers)},
                                       {"paused", kase.is_paused},
                                       {"ended", kase.is_ended},
                                       {"applicant", write(kase.applicant)},
                                       {"documents", write(kase.documents)},
                                       {"accepted", kase.assessment.is_accepted},
                                       {"used", numbers(kase.assessment.used)},
                                       {"draws", std::move(draws)},
                                       {"looks", write(kase.looks)},
                                       {"face", write(kase.face)},
                                       {"questions", write(kase.questions)},
                                       {"witness", write(kase.witness)},
                                       {"second_look", write(kase.second_look)},
                                       {"decision", write(kase.decision)}});
}

std::optional<Case> read_state(std::string_view text) {
  // What to_text gives is never anything else; whoever changed it in the database gets no case.
  try {
    return case_of(boost::json::parse(text).as_object());
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

}  // namespace skranke::cases
