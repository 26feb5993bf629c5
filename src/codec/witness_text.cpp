#include "codec/witness_text.hpp"

#include <array>
#include <optional>
#include <vector>

#include "codec/case_parts.hpp"
#include "codec/error_line.hpp"
#include "codec/json_writer.hpp"
#include "policy/answer.hpp"

namespace skranke::codec {
namespace {

namespace dom = simdjson::dom;
using base::fail;
using base::Fault;
using base::Result;

constexpr std::array<std::string_view, 7> keys{"born",         "mitid_since", "mitid_present", "professional",
                                               "is_applicant", "is_officer",  "earlier"};
constexpr std::string_view prefix = "/witness/";

// What a case says of the witness; `days` is what `witness.earlier` will point to.
struct Stated {
  witness::Witness witness;
  std::vector<base::Day> days;
};

std::unexpected<base::Problem> wrong(std::string_view key, std::string_view expected) {
  return fail(Fault::wrong_type, std::string{key} + ": expected " + std::string{expected},
              std::string{prefix}.append(key));
}

// A day, or null for one that is not known.
Result<void> read_optional_day(dom::element value, std::string_view key, std::optional<base::Day>& into) {
  if (value.is_null()) return {};
  auto day = read_day(value, key, {});
  if (!day) return fail(day.error().fault, day.error().text, std::string{prefix}.append(key));
  into = *day;
  return {};
}

Result<void> read_earlier(dom::element value, base::Day date, std::vector<base::Day>& days) {
  dom::array array;
  if (value.get(array) != simdjson::SUCCESS) return wrong("earlier", "an array of dates");
  for (const dom::element element : array) {
    const std::string at = std::string{prefix}.append("earlier/").append(std::to_string(days.size()));
    if (days.size() == base::limits::earlier_vouchings_max) {
      return fail(Fault::too_many,
                  "earlier has at most " + std::to_string(base::limits::earlier_vouchings_max) + " dates",
                  std::string{prefix}.append("earlier"));
    }
    auto day = read_day(element, "earlier", {});
    if (!day) return fail(day.error().fault, day.error().text, at);
    if (*day > date) return fail(Fault::invalid_value, "earlier: expected no day after the date", at);
    days.push_back(*day);
  }
  return {};
}

Result<void> read_member(std::size_t key, dom::element value, base::Day date, Stated& stated) {
  bool flag = false;
  switch (key) {
    case 0:
      return read_optional_day(value, keys[key], stated.witness.born);
    case 1:
      return read_optional_day(value, keys[key], stated.witness.mitid_since);
    case 6:
      return read_earlier(value, date, stated.days);
    default:
      break;
  }
  if (key == 2 && value.is_null()) return {};
  if (value.get(flag) != simdjson::SUCCESS)
    return wrong(keys[key], key == 2 ? "true, false or null" : "true or false");
  if (key == 2) stated.witness.mitid_present = flag;
  if (key == 3) stated.witness.is_professional = flag;
  if (key == 4) stated.witness.is_applicant = flag;
  if (key == 5) stated.witness.is_officer = flag;
  return {};
}

Result<void> read_witness(const CaseMembers& members, base::Day date, Stated& stated) {
  stated.witness = {};
  stated.days.clear();
  if (!members.has(CaseMembers::witness_at))
    return fail(Fault::missing_key, "expected what is known of the witness, if need be as {}", "/witness");
  dom::object object;
  if (members[CaseMembers::witness_at].get(object) != simdjson::SUCCESS)
    return fail(Fault::wrong_type, "witness: expected an object", "/witness");
  std::array<bool, keys.size()> seen{};
  for (const auto field : object) {
    std::size_t i = 0;
    while (i < keys.size() && keys[i] != field.key) ++i;
    const std::string at = "/witness" + Pointer{}.to(field.key);
    if (i == keys.size()) return fail(Fault::unknown_key, "a witness has no such key; " + one_of(keys), at);
    if (seen[i]) return fail(Fault::duplicate_key, std::string{field.key} + ": expected each key once", at);
    seen[i] = true;
    if (auto read = read_member(i, field.value, date, stated); !read) return read;
  }
  stated.witness.earlier = stated.days;
  return {};
}

// What puts a comma before every element but the first.
struct Commas {
  std::string& out;
  bool is_first = true;
  void next() {
    if (!is_first) out.push_back(',');
    is_first = false;
  }
};

void append_refused(std::string& out, const policy::WitnessRules& rules, witness::Reasons reasons) {
  out.append(",\"refused\":[");
  Commas commas{out};
  for (const witness::Reason reason : witness::all_reasons) {
    if ((reasons & witness::bit(reason)) == 0) continue;
    commas.next();
    out.append("{\"code\":");
    append_json_string(out, witness::name(reason));
    out.append(",\"clause\":");
    append_json_string(out, witness::clause_of(rules, reason));
    out.push_back('}');
  }
}

void append_open_facts(std::string& out, const witness::Eligibility& found) {
  out.append("],\"open_facts\":[");
  Commas commas{out};
  const auto fact = [&](std::string_view name) {
    out.append("\"fact\":");
    append_json_string(out, name);
    out.push_back('}');
  };
  const std::array open{found.born_is_open, found.mitid_since_is_open, found.mitid_present_is_open};
  for (std::size_t i = 0; i < open.size(); ++i) {
    if (!open[i]) continue;
    commas.next();
    out.push_back('{');
    fact(keys[i]);
  }
  for (std::size_t i = 0; i < found.document_count; ++i) {
    for (const proofing::Fact each : proofing::all_facts) {
      if ((found.open[i] & policy::bit(each)) == 0) continue;
      commas.next();
      out.append("{\"document\":");
      append_number(out, i);
      out.push_back(',');
      fact(proofing::name(each));
    }
  }
}

}  // namespace

void append_eligibility(std::string& out, const policy::WitnessRules& rules,
                        const witness::Eligibility& found, std::optional<std::string_view> id) {
  append_opening(out, id);
  out.append("\"verdict\":");
  append_json_string(out, witness::name(found.outcome));
  append_refused(out, rules, found.refused);
  append_open_facts(out, found);
  out.append("],\"left\":");
  if (found.left) {
    append_number(out, *found.left);
  } else {
    out.append("null");
  }
  out.append(",\"next_day\":");
  if (found.next_day) {
    append_json_string(out, base::format_day(*found.next_day));
  } else {
    out.append("null");
  }
  out.push_back('}');
}

struct WitnessText::State {
  CaseParts parts;
  ReadCase read;
  Stated stated;

  explicit State(const policy::Catalogue& catalogue) : parts{catalogue} {}

  Result<void> take(std::string_view text, base::Day today) {
    auto members = parts.open(text, CaseMembers::names.size(), read);
    if (!members) return std::unexpected{std::move(members.error())};
    if (auto resolved = parts.resolve(*members, today, read); !resolved) return resolved;
    if (read.edition->tree.is_unknown(policy::unknown_witness))
      return std::unexpected{policy::not_known(*read.edition)};
    if (!read.edition->tree.witness)
      return fail(Fault::invalid_value, "this policy has no rules for witnesses", "/policy");
    if (auto stated_well = read_witness(*members, read.date, stated); !stated_well) return stated_well;
    return parts.read_documents(*members, read);
  }
};

WitnessText::WitnessText(const policy::Catalogue& catalogue) : state_{std::make_unique<State>(catalogue)} {}
WitnessText::~WitnessText() = default;
WitnessText::WitnessText(WitnessText&&) noexcept = default;
WitnessText& WitnessText::operator=(WitnessText&&) noexcept = default;

Result<witness::Outcome> WitnessText::check(std::string_view text, base::Day today, std::string& out) {
  if (auto taken = state_->take(text, today); !taken) return std::unexpected{std::move(taken.error())};
  const policy::Edition& edition = *state_->read.edition;
  auto found = witness::judge(edition, state_->stated.witness, state_->read.evidence());
  if (edition.at_most && found.outcome != witness::Outcome::eligible) {
    // Where parts of the version are not known, nobody is refused who could have been let in.
    found = witness::judge(*edition.at_most, state_->stated.witness, state_->read.evidence());
    if (found.outcome != witness::Outcome::not_eligible) return std::unexpected{policy::not_known(edition)};
  }
  append_eligibility(out, *state_->read.edition->tree.witness, found, state_->read.shown_id());
  return found.outcome;
}

bool WitnessText::check_line(std::string_view text, std::uint64_t line, base::Day today, std::string& out) {
  const auto answered = check(text, today, out);
  if (!answered) append_error(out, state_->read.shown_id(), answered.error(), line);
  out.push_back('\n');
  return answered.has_value();
}

}  // namespace skranke::codec
