#include "codec/statement_text.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/limits.hpp"
#include "codec/document_reader.hpp"
#include "codec/json_input.hpp"
#include "codec/json_writer.hpp"

namespace skranke::codec {
namespace {

namespace dom = simdjson::dom;
using base::fail;
using base::Fault;
using base::Result;
using witness::WrittenStatement;

constexpr std::array<std::string_view, 8> keys{"day",    "witness",    "applicant",    "officer",
                                               "centre", "face_bound", "professional", "disputed"};
constexpr std::size_t day_at = 0;
constexpr std::size_t face_bound_at = 5;
constexpr std::size_t professional_at = 6;  // from here on they may be left out, and are then false
constexpr std::size_t disputed_at = 7;

Result<void> read_flag(dom::element value, std::string_view key, bool& into) {
  if (value.get(into) != simdjson::SUCCESS) return wrong_type(key, {}, "true or false");
  return {};
}

Result<void> read_id(dom::element value, std::string_view key, std::string_view& into) {
  if (value.get(into) != simdjson::SUCCESS) return wrong_type(key, {}, "a string");
  if (into.empty() || into.size() > base::limits::id_bytes_max) {
    std::string text{key};
    text.append(": expected 1 to ").append(std::to_string(base::limits::id_bytes_max)).append(" bytes");
    return fail(into.empty() ? Fault::invalid_value : Fault::too_large, std::move(text), Pointer{}.to(key));
  }
  // They come out on terminals again, so nothing that could steer one.
  if (!std::ranges::all_of(into, [](char c) { return c > ' ' && c <= '~'; })) {
    std::string text{key};
    text.append(": expected letters, digits and signs of ASCII, without spaces");
    return fail(Fault::invalid_value, std::move(text), Pointer{}.to(key));
  }
  return {};
}

Result<void> read_member(std::size_t key, dom::element value, WrittenStatement& into) {
  if (key == day_at) {
    const auto day = read_day(value, keys[key], {});
    if (!day) return std::unexpected{day.error()};
    into.day = *day;
    return {};
  }
  if (key == face_bound_at) return read_flag(value, keys[key], into.face_bound);
  if (key == professional_at) return read_flag(value, keys[key], into.professional);
  if (key == disputed_at) return read_flag(value, keys[key], into.disputed);
  const std::array ids{&into.witness, &into.applicant, &into.officer, &into.centre};
  return read_id(value, keys[key], *ids[key - 1]);
}

Result<void> check_people(const WrittenStatement& statement) {
  if (statement.witness == statement.applicant)
    return fail(Fault::invalid_value, "applicant: expected somebody other than the witness", "/applicant");
  if (statement.officer == statement.witness || statement.officer == statement.applicant)
    return fail(Fault::invalid_value, "officer: expected somebody other than the witness and the applicant",
                "/officer");
  return {};
}

void append_ids(std::string& out, std::string_view key, std::vector<std::uint32_t> numbers,
                const witness::Numbering& ids) {
  std::ranges::sort(numbers);
  const auto repeated = std::ranges::unique(numbers);
  numbers.erase(repeated.begin(), repeated.end());
  out.append(",\"").append(key).append("\":[");
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (i > 0) out.push_back(',');
    append_json_string(out, ids.id(numbers[i]));
  }
  out.push_back(']');
}

void append_statement(std::string& out, const witness::StatementTable& table,
                      const witness::Statement& statement) {
  out.append("{\"day\":");
  append_json_string(out, base::format_day(statement.day));
  out.append(",\"witness\":");
  append_json_string(out, table.people().id(statement.witness));
  out.append(",\"applicant\":");
  append_json_string(out, table.people().id(statement.applicant));
  out.append(",\"officer\":");
  append_json_string(out, table.officers().id(statement.officer));
  out.append(",\"centre\":");
  append_json_string(out, table.centres().id(statement.centre));
  out.append(",\"face_bound\":").append(statement.face_bound ? "true" : "false");
  out.append(",\"professional\":").append(statement.professional ? "true" : "false");
  out.append(statement.disputed ? ",\"disputed\":true}" : "}");
}

}  // namespace

struct StatementReader::State {
  JsonInput input;
};

StatementReader::StatementReader() : state_{std::make_unique<State>()} {}
StatementReader::~StatementReader() = default;
StatementReader::StatementReader(StatementReader&&) noexcept = default;
StatementReader& StatementReader::operator=(StatementReader&&) noexcept = default;

Result<WrittenStatement> StatementReader::read(std::string_view line) {
  auto root = state_->input.parse(line, "a statement");
  if (!root) return std::unexpected{std::move(root.error())};
  dom::object object;
  if (root->get(object) != simdjson::SUCCESS) return fail(Fault::wrong_type, "expected a JSON object");
  WrittenStatement statement;
  std::array<bool, keys.size()> seen{};
  for (const auto field : object) {
    const auto key = static_cast<std::size_t>(std::ranges::find(keys, field.key) - keys.begin());
    if (key == keys.size())
      return fail(Fault::unknown_key, "a statement has no such key; " + one_of(keys),
                  Pointer{}.to(field.key));
    if (seen[key])
      return fail(Fault::duplicate_key, std::string{field.key} + ": expected each key once",
                  Pointer{}.to(field.key));
    seen[key] = true;
    if (auto read = read_member(key, field.value, statement); !read)
      return std::unexpected{std::move(read.error())};
  }
  for (std::size_t key = 0; key < professional_at; ++key) {
    if (seen[key]) continue;
    std::string text{keys[key]};
    return fail(Fault::missing_key, text.append(": expected in every statement"), Pointer{}.to(keys[key]));
  }
  if (auto checked = check_people(statement); !checked) return std::unexpected{std::move(checked.error())};
  return statement;
}

void append_alert(std::string& out, const witness::StatementTable& table, const witness::Alert& alert) {
  out.append("{\"rule\":");
  append_json_string(out, witness::name(alert.rule));
  out.append(",\"first_day\":");
  append_json_string(out, base::format_day(alert.first_day));
  out.append(",\"last_day\":");
  append_json_string(out, base::format_day(alert.last_day));
  if (alert.rule == witness::Rule::chain) {
    out.append(",\"depth\":");
    append_number(out, alert.depth);
  }
  if (alert.is_cut) out.append(",\"cut\":true");
  std::vector<std::uint32_t> officers;
  std::vector<std::uint32_t> centres;
  for (const std::uint32_t i : alert.statements) {
    officers.push_back(table.statements()[i].officer);
    centres.push_back(table.statements()[i].centre);
  }
  append_ids(out, "persons", alert.persons, table.people());
  append_ids(out, "officers", std::move(officers), table.officers());
  append_ids(out, "centres", std::move(centres), table.centres());
  out.append(",\"statements\":[");
  for (std::size_t i = 0; i < alert.statements.size(); ++i) {
    if (i > 0) out.push_back(',');
    append_statement(out, table, table.statements()[alert.statements[i]]);
  }
  out.append("]}");
}

}  // namespace skranke::codec
