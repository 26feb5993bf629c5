#include "verifier/protocol.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include <boost/json.hpp>

#include "base/limits.hpp"

namespace skranke::verifier {
namespace {

namespace json = boost::json;
using base::fail;
using base::Fault;
namespace limits = base::limits;
using Answer = base::Result<json::object>;

constexpr std::size_t shown_max = limits::documents_per_case_max;

Answer failed(const base::Problem& problem) { return std::unexpected{problem}; }

// Exactly these keys, each once (the parser refuses what comes twice).
base::Result<void> expect_keys(const json::object& request, std::span<const std::string_view> keys) {
  for (const auto& member : request) {
    if (std::ranges::find(keys, std::string_view{member.key()}) == keys.end())
      return fail(Fault::unknown_key, "an unknown key; docs/verifier.md names those that there are");
  }
  for (const std::string_view key : keys) {
    if (request.contains(key)) continue;
    std::string text{"the key is missing: "};
    return fail(Fault::missing_key, text.append(key), std::string{"/"}.append(key));
  }
  return {};
}

base::Result<std::string> text_of(const json::object& request, std::string_view key, std::size_t bytes_max) {
  const json::string* text = request.at(key).if_string();
  std::string path{"/"};
  path.append(key);
  if (text == nullptr) return fail(Fault::wrong_type, "expected a string", path);
  if (text->size() > bytes_max)
    return fail(Fault::too_large, "expected at most " + std::to_string(bytes_max) + " bytes", path);
  return std::string{text->data(), text->size()};
}

base::Result<desk::QuestionCase> case_of(const json::object& request) {
  constexpr std::array<std::string_view, 4> keys{"do", "number", "shown", "case"};
  if (auto known = expect_keys(request, keys); !known) return std::unexpected{known.error()};
  const auto number = text_of(request, "number", 10);
  if (!number) return std::unexpected{number.error()};
  const auto digits = proofing::CprNumber::from_digits(*number);
  if (!digits) return fail(Fault::invalid_value, "expected ten digits", "/number");
  auto case_id = text_of(request, "case", limits::id_bytes_max);
  if (!case_id) return std::unexpected{case_id.error()};
  if (case_id->empty()) return fail(Fault::invalid_value, "a look-up needs a case", "/case");
  const json::array* shown = request.at("shown").if_array();
  if (shown == nullptr) return fail(Fault::wrong_type, "expected a list of kinds of documents", "/shown");
  if (shown->size() > shown_max)
    return fail(Fault::too_many, "expected at most " + std::to_string(shown_max) + " documents", "/shown");
  desk::QuestionCase about{.number = *digits, .shown = {}, .case_id = std::move(*case_id)};
  for (const json::value& kind : *shown) {
    const json::string* text = kind.if_string();
    if (text == nullptr) return fail(Fault::wrong_type, "expected kinds of documents as strings", "/shown");
    about.shown.emplace_back(text->data(), text->size());
  }
  return about;
}

Answer feasible(const json::object& request, desk::QuestionVerifier& verifier) {
  const auto about = case_of(request);
  if (!about) return failed(about.error());
  const auto can = verifier.feasible(*about);
  if (!can) return failed(can.error());
  return json::object{{"state", *can ? "yes" : "no"}};
}

Answer open(const json::object& request, desk::QuestionVerifier& verifier) {
  const auto about = case_of(request);
  if (!about) return failed(about.error());
  const auto opened = verifier.open(*about);
  if (!opened) return failed(opened.error());
  if (opened->opening == desk::Opening::witness_needed) return json::object{{"state", "witness-needed"}};
  if (opened->opening == desk::Opening::locked)
    return json::object{{"state", "locked"}, {"until", opened->locked_until}};
  json::array asked;
  for (const desk::AskedQuestion& question : opened->questions) {
    asked.push_back(json::object{{"id", question.id},
                                 {"ordinal", question.ordinal},
                                 {"form", question.form},
                                 {"options", json::array(question.options.begin(), question.options.end())}});
  }
  return json::object{{"state", "opened"}, {"session", opened->session}, {"questions", std::move(asked)}};
}

Answer answer(const json::object& request, desk::QuestionVerifier& verifier) {
  constexpr std::array<std::string_view, 4> keys{"do", "session", "question", "text"};
  if (auto known = expect_keys(request, keys); !known) return failed(known.error());
  const auto session = text_of(request, "session", limits::id_bytes_max);
  if (!session) return failed(session.error());
  const std::int64_t* question = request.at("question").if_int64();
  if (question == nullptr || *question < 0)
    return failed({Fault::wrong_type, "expected a whole number from 0", "/question"});
  auto text = text_of(request, "text", limits::verifier_line_bytes_max);
  if (!text) return failed(text.error());
  const auto done =
      verifier.answer(*session, static_cast<std::size_t>(*question), base::PersonalText{std::move(*text)});
  if (!done) return failed(done.error());
  return json::object{{"state", "recorded"}};
}

Answer conclude(const json::object& request, desk::QuestionVerifier& verifier) {
  constexpr std::array<std::string_view, 2> keys{"do", "session"};
  if (auto known = expect_keys(request, keys); !known) return failed(known.error());
  const auto session = text_of(request, "session", limits::id_bytes_max);
  if (!session) return failed(session.error());
  const auto passed = verifier.conclude(*session);
  if (!passed) return failed(passed.error());
  return json::object{{"state", *passed ? "passed" : "not-passed"}};
}

Answer act(std::string_view line, desk::QuestionVerifier& verifier) {
  if (line.size() > limits::verifier_line_bytes_max)
    return failed({Fault::too_large, "the line is too long", {}});
  boost::system::error_code error;
  const json::parse_options options{.max_depth = 4, .allow_comments = false, .allow_trailing_commas = false};
  const json::value value = json::parse(json::string_view{line.data(), line.size()}, error, {}, options);
  const json::object* request = error ? nullptr : value.if_object();
  if (request == nullptr) return failed({Fault::invalid_json, "expected one JSON object a line", {}});
  const json::value* verb = request->if_contains("do");
  const json::string* name = verb == nullptr ? nullptr : verb->if_string();
  if (name != nullptr && *name == "feasible") return feasible(*request, verifier);
  if (name != nullptr && *name == "open") return open(*request, verifier);
  if (name != nullptr && *name == "answer") return answer(*request, verifier);
  if (name != nullptr && *name == "conclude") return conclude(*request, verifier);
  return failed({Fault::invalid_value, "expected feasible, open, answer or conclude", "/do"});
}

}  // namespace

std::string reply_to(std::string_view line, desk::QuestionVerifier& verifier) {
  const Answer done = act(line, verifier);
  if (done) return json::serialize(*done);
  json::object error{{"code", base::name(done.error().fault)}, {"message", done.error().text}};
  if (!done.error().path.empty()) error.emplace("path", done.error().path);
  return json::serialize(json::object{{"error", std::move(error)}});
}

}  // namespace skranke::verifier
