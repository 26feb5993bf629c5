#include "codec/case_bodies.hpp"

#include <algorithm>
#include <array>

#include "base/limits.hpp"
#include "codec/json_input.hpp"
#include "codec/json_writer.hpp"
#include "codec/object_reader.hpp"
#include "policy/verdict.hpp"

namespace skranke::codec {
namespace {

using base::Fault;
using base::Result;

constexpr std::size_t id_max = base::limits::id_bytes_max;
constexpr std::size_t word_max = 64;
constexpr std::size_t text_max = 1000;
constexpr std::size_t answer_max = 512;
constexpr std::size_t reasons_max = 20;
constexpr std::size_t features_max = 32;
constexpr std::int32_t years_max = 120;
constexpr std::int32_t question_max = 63;
constexpr std::int64_t revision_max = std::int64_t{1} << 40U;
constexpr auto document_max = static_cast<std::int32_t>(base::limits::documents_per_case_max - 1);

// Why somebody comes. SPEC: docs/cases.md; the texts are in the locales, under "desk.purpose.".
constexpr std::array<std::string_view, 11> purposes{"first-mitid",
                                                    "activation-code",
                                                    "lost-authenticator",
                                                    "forgotten-user-id",
                                                    "forgotten-password",
                                                    "reactivate",
                                                    "block",
                                                    "p-code",
                                                    "raise-level",
                                                    "name-changed",
                                                    "other"};
constexpr std::array<std::string_view, 4> languages{"da", "en", "fo", "kl"};
constexpr std::array<std::string_view, 3> ways_to_read{"hand", "zone", "stripe"};
constexpr std::array<std::string_view, 9> face_features{"face-shape", "forehead", "eyebrows", "eyes", "ears",
                                                        "nose",       "mouth",    "chin",     "marks"};
constexpr std::array<std::string_view, 3> face_answers{"agrees", "differs", "not-seen"};
constexpr std::array<std::string_view, 3> face_results{"same", "doubt", "different"};
constexpr std::array<std::string_view, 2> outcomes{"accepted", "refused"};
// Why a case is refused, beside what the policy says of a document. The texts are in the locales, under
// "desk.reason.".
constexpr std::array<std::string_view, 10> case_reasons{
    "documents-missing",     "face-differs", "features-missing", "questions-not-passed", "no-witness",
    "second-look-disagreed", "register",     "forbidden",        "cannot-use",           "withdrew"};
constexpr std::array<std::string_view, 2> flag_kinds{"coercion", "suspicion"};

template <class Names>
void expect_one_of(ObjectReader& reader, std::string_view key, std::string_view value, const Names& names) {
  if (value.empty() || std::ranges::find(names, value) != std::ranges::end(names)) return;
  std::string text{key};
  reader.keep(Fault::invalid_value, text.append(": ").append(one_of(names)), key);
}

bool is_reason(std::string_view code) {
  return policy::find_reason(code) || std::ranges::find(case_reasons, code) != case_reasons.end();
}

std::int64_t revision_in(ObjectReader& reader) {
  const auto value = reader.take("revision", true);
  std::int64_t revision = 0;
  if (value && (value->get(revision) != simdjson::SUCCESS || revision < 1 || revision > revision_max))
    reader.keep(Fault::invalid_value, "revision: expected the revision of the case that was seen, from 1",
                "revision");
  return revision;
}

template <class T>
Result<T> finished(ObjectReader& reader, T body) {
  if (auto done = reader.finish(); !done) return std::unexpected{std::move(done.error())};
  return body;
}

// An array's elements, or a mistake is kept.
std::vector<simdjson::dom::element> elements(ObjectReader& reader, std::string_view key, bool is_required,
                                             std::size_t max) {
  std::vector<simdjson::dom::element> all;
  const auto value = reader.take(key, is_required);
  if (!value) return all;
  simdjson::dom::array array;
  std::string text{key};
  if (value->get(array) != simdjson::SUCCESS) {
    reader.keep(Fault::wrong_type, text.append(": expected an array"), key);
  } else if (array.size() > max) {
    reader.keep(Fault::too_many, text.append(": expected at most ").append(std::to_string(max)), key);
  } else {
    for (const auto element : array) all.push_back(element);
  }
  return all;
}

// A document as it stands, but for "read_by". What it says is judged later, by the policy's own reader.
void read_document_text(ObjectReader& reader, simdjson::dom::element element, CaseDocumentsBody& body) {
  simdjson::dom::object object;
  if (element.get(object) != simdjson::SUCCESS)
    return reader.keep(Fault::wrong_type, "documents: expected objects", "documents");
  std::string text{"{"};
  std::string_view read_by{"hand"};
  for (const auto field : object) {
    if (field.key == "read_by") {
      if (field.value.get(read_by) != simdjson::SUCCESS ||
          std::ranges::find(ways_to_read, read_by) == ways_to_read.end())
        reader.keep(Fault::invalid_value, "read_by: expected one of: hand zone stripe", "documents");
      continue;
    }
    if (text.size() > 1) text.push_back(',');
    append_json_string(text, field.key);
    text.append(":").append(simdjson::minify(field.value));
  }
  body.documents.push_back(text.append("}"));
  body.read_by.emplace_back(read_by);
}

CaseDocumentsBody documents_in(ObjectReader& reader) {
  CaseDocumentsBody body;
  for (const auto element : elements(reader, "documents", true, base::limits::documents_per_case_max))
    read_document_text(reader, element, body);
  return body;
}

std::vector<std::string> words_in(ObjectReader& reader, std::string_view key) {
  std::vector<std::string> words;
  for (const auto element : elements(reader, key, false, reasons_max)) {
    std::string_view word;
    const bool is_word = element.get(word) == simdjson::SUCCESS && !word.empty() && word.size() <= word_max &&
                         std::ranges::all_of(word, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; });
    if (!is_word)
      reader.keep(Fault::invalid_value, std::string{key} + ": expected codes, as in face-differs", key);
    words.emplace_back(word);
  }
  return words;
}

}  // namespace

Result<OpenCaseBody> read_open_case(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  OpenCaseBody body;
  body.purpose = reader.text("purpose", word_max);
  expect_one_of(reader, "purpose", body.purpose, purposes);
  body.language = reader.text("language", 2);
  expect_one_of(reader, "language", body.language, languages);
  body.booking_id = reader.optional_text("booking_id", id_max);
  body.ticket_id = reader.optional_text("ticket_id", id_max);
  body.is_training = reader.flag("training", false);
  return finished(reader, std::move(body));
}

// PRIVACY: why the number is none is said, the number is not.
Result<ApplicantBody> read_applicant_body(std::string_view text, base::Day today) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  ApplicantBody body;
  body.revision = revision_in(reader);
  const std::string number = reader.text("number", word_max);
  const auto reading = proofing::read_cpr_number(number, today);
  if (!number.empty() && !reading.number) {
    std::string why{"number: expected a CPR number; this one is refused for its "};
    reader.keep(Fault::invalid_value, why.append(proofing::name(reading.refused.front())), "number");
  }
  body.reason = reader.text("reason", text_max);
  if (auto done = reader.finish(); !done) return std::unexpected{std::move(done.error())};
  body.number = *reading.number;
  return body;
}

Result<CaseDocumentsBody> read_case_documents(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  CaseDocumentsBody body = documents_in(reader);
  body.revision = revision_in(reader);
  return finished(reader, std::move(body));
}

Result<LookBody> read_look(std::string_view text, bool has_answers) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  LookBody body;
  body.revision = revision_in(reader);
  body.document = static_cast<std::uint8_t>(reader.whole("document", document_max));
  if (has_answers) {
    for (const auto element : elements(reader, "seen", true, features_max)) {
      bool seen = false;
      if (element.get(seen) != simdjson::SUCCESS)
        reader.keep(Fault::wrong_type, "seen: expected true or false for each feature", "seen");
      body.seen.push_back(seen);
    }
  }
  return finished(reader, std::move(body));
}

Result<FaceBody> read_face(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  FaceBody body;
  body.revision = revision_in(reader);
  body.document = static_cast<std::uint8_t>(reader.whole("document", document_max));
  body.result = reader.text("result", word_max);
  expect_one_of(reader, "result", body.result, face_results);
  simdjson::dom::object features;
  const auto value = reader.take("features", true);
  const bool has_features = value && value->get(features) == simdjson::SUCCESS;
  if (value && !has_features) reader.keep(Fault::wrong_type, "features: expected an object", "features");
  // An object that was never filled can't be walked through.
  if (!has_features) return finished(reader, std::move(body));
  for (const auto field : features) {
    std::string_view answer;
    if (std::ranges::find(face_features, field.key) == face_features.end())
      reader.keep(Fault::unknown_key, std::string{"features: "}.append(one_of(face_features)), "features");
    if (field.value.get(answer) != simdjson::SUCCESS ||
        std::ranges::find(face_answers, answer) == face_answers.end())
      reader.keep(Fault::invalid_value, std::string{"features: each "}.append(one_of(face_answers)),
                  "features");
    body.features.insert_or_assign(std::string{field.key}, std::string{answer});
  }
  return finished(reader, std::move(body));
}

Result<CaseAnswerBody> read_case_answer(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  CaseAnswerBody body;
  body.question = static_cast<std::uint8_t>(reader.whole("question", question_max));
  body.text = base::PersonalText{reader.optional_text("text", answer_max)};
  return finished(reader, std::move(body));
}

Result<CaseWitnessBody> read_case_witness(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  CaseWitnessBody body;
  body.revision = revision_in(reader);
  body.relation = reader.text("relation", word_max);
  body.known_years = reader.whole("known_years", years_max);
  body.language = reader.text("language", word_max);
  return finished(reader, std::move(body));
}

Result<CaseVouchingBody> read_case_vouching(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  CaseVouchingBody body;
  body.documents = documents_in(reader).documents;
  body.revision = revision_in(reader);
  body.likeness = reader.flag("likeness", true);
  body.mitid_since = reader.optional_day("mitid_since");
  body.mitid_since_source = reader.optional_text("mitid_since_source", id_max);
  body.organisation_id = reader.optional_text("organisation_id", id_max);
  if (body.mitid_since && body.mitid_since_source.empty())
    reader.keep(Fault::missing_key, "mitid_since_source: expected where the date was seen",
                "mitid_since_source");
  return finished(reader, std::move(body));
}

Result<SecondLookBody> read_second_look(std::string_view text, bool has_answer) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  SecondLookBody body;
  body.revision = revision_in(reader);
  if (has_answer) body.agrees = reader.flag("agrees", true);
  body.note = reader.optional_text("note", text_max);
  return finished(reader, std::move(body));
}

Result<DecisionBody> read_decision(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  DecisionBody body;
  body.revision = revision_in(reader);
  const std::string outcome = reader.text("outcome", word_max);
  expect_one_of(reader, "outcome", outcome, outcomes);
  body.is_accepted = outcome == "accepted";
  body.reasons = words_in(reader, "reasons");
  if (!std::ranges::all_of(body.reasons, is_reason))
    reader.keep(Fault::invalid_value, "reasons: beside the codes of the verdict, " + one_of(case_reasons),
                "reasons");
  if (outcome == "refused" && body.reasons.empty())
    reader.keep(Fault::missing_key, "reasons: a refusal says why", "reasons");
  if (body.is_accepted && !body.reasons.empty())
    reader.keep(Fault::invalid_value, "reasons: expected none where a case is accepted", "reasons");
  return finished(reader, std::move(body));
}

Result<std::int64_t> read_revision(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  return finished(reader, revision_in(reader));
}

Result<std::string> read_flag(std::string_view text) {
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  std::string kind = reader.text("kind", word_max);
  expect_one_of(reader, "kind", kind, flag_kinds);
  return finished(reader, std::move(kind));
}

Result<SampleAnswerBody> read_sample_answer(std::string_view text) {
  constexpr std::array<std::string_view, 2> results{"right", "wrong"};
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  SampleAnswerBody body;
  const std::string result = reader.text("result", word_max);
  expect_one_of(reader, "result", result, results);
  body.is_right = result != "wrong";
  if (!body.is_right) body.note = base::PersonalText{reader.text("note", text_max)};
  return finished(reader, std::move(body));
}

Result<CaseOrderBody> read_case_order(std::string_view text) {
  constexpr std::array<std::string_view, 3> kinds{"hold", "lift", "erase"};
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  CaseOrderBody body;
  body.case_id = reader.text("case_id", word_max);
  body.kind = reader.text("kind", word_max);
  expect_one_of(reader, "kind", body.kind, kinds);
  body.reason = reader.text("reason", text_max);
  return finished(reader, std::move(body));
}

Result<std::string> read_wish(std::string_view text) {
  constexpr std::array<std::string_view, 3> wishes{"allowed", "delayed", "forbidden"};
  JsonInput input;
  const auto root = input.parse(text, "a request");
  if (!root) return std::unexpected{root.error()};
  ObjectReader reader{*root};
  std::string wish = reader.text("wish", word_max);
  expect_one_of(reader, "wish", wish, wishes);
  return finished(reader, std::move(wish));
}

}  // namespace skranke::codec
