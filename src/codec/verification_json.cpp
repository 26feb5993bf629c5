#include "codec/verification_json.hpp"

#include <boost/json.hpp>

namespace skranke::codec {
namespace {

namespace json = boost::json;

json::array names(const std::vector<std::string>& ids) {
  json::array all;
  for (const std::string& id : ids) all.emplace_back(id);
  return all;
}

json::array lines(const policy::Program& program, const policy::LineSet& set) {
  json::array all;
  for (const std::size_t line : set) all.emplace_back(program.lines[line]);
  return all;
}

json::array places(const policy::Program& program, const std::vector<policy::PlaceReport>& reports) {
  json::array all;
  for (std::size_t place = 0; place < reports.size(); ++place) {
    const policy::PlaceReport& report = reports[place];
    json::array minimal;
    for (const policy::LineSet& set : report.minimal) minimal.emplace_back(lines(program, set));
    all.emplace_back(json::object{{"place", program.places[place]},
                                  {"states", report.states},
                                  {"classes", report.classes},
                                  {"words", report.words},
                                  {"applicants", report.applicants},
                                  {"sets_decided", report.decided},
                                  {"larger_sets", report.looked_at},
                                  {"minimal_sets", std::move(minimal)}});
  }
  return all;
}

json::array texts(const std::vector<MissingText>& missing) {
  json::array all;
  for (const MissingText& text : missing)
    all.emplace_back(json::object{{"key", text.key}, {"language", text.language}});
  return all;
}

}  // namespace

bool is_sound(const policy::Verification& found, const std::vector<MissingText>& missing) {
  return found.is_monotone && found.unreachable_lines.empty() && found.clauses_without_rule.empty() &&
         missing.empty();
}

std::string verification_json(const policy::Edition& edition, const std::string& sha256,
                              const policy::Verification& found, const std::vector<MissingText>& missing) {
  const policy::Program& program = edition.program;
  json::array unreachable;
  for (const std::size_t line : found.unreachable_lines)
    unreachable.emplace_back(json::object{{"line", program.lines[line]},
                                          {"text", "no combination that is accepted has a document on it"}});
  json::array shadowed;
  for (const policy::Shadow& shadow : found.shadowed_lines)
    shadowed.emplace_back(
        json::object{{"line", program.lines[shadow.line]}, {"by", lines(program, shadow.by)}});
  return json::serialize(json::object{{"policy", program.id},
                                      {"version", program.version},
                                      {"sha256", sha256},
                                      {"sound", is_sound(found, missing)},
                                      {"monotone", found.is_monotone},
                                      {"unreachable", std::move(unreachable)},
                                      {"missing_texts", texts(missing)},
                                      {"clauses_without_rule", names(found.clauses_without_rule)},
                                      {"idle_lines", lines(program, found.idle_lines)},
                                      {"shadowed_lines", std::move(shadowed)},
                                      {"idle_lists", names(found.idle_lists)},
                                      {"idle_exclusions", names(found.idle_exclusions)},
                                      {"idle_conditions", names(found.idle_conditions)},
                                      {"unusable_kinds", names(found.unusable_kinds)},
                                      {"places", places(program, found.places)}});
}

std::string unreachable_json(const std::vector<base::Finding>& findings) {
  json::array unreachable;
  for (const base::Finding& finding : findings) {
    unreachable.emplace_back(json::object{{"text", finding.text},
                                          {"file", finding.file},
                                          {"row", finding.where.line},
                                          {"column", finding.where.column}});
  }
  return json::serialize(json::object{{"sound", false}, {"unreachable", std::move(unreachable)}});
}

}  // namespace skranke::codec
