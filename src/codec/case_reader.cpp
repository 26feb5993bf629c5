#include "codec/case_reader.hpp"

#include <array>

#include "codec/document_reader.hpp"
#include "codec/json_input.hpp"

namespace skranke::codec {
namespace {

namespace dom = simdjson::dom;
using base::fail;
using base::Fault;
using base::Result;

constexpr std::string_view default_policy = "mitid";

enum : std::size_t { id_at, date_at, centre_at, policy_at, version_at, documents_at };

// The top-level members, found before any is judged, so that policy and date are known first.
struct Members {
  std::array<dom::element, 6> values;
  std::array<bool, 6> present{};
  static constexpr std::array<std::string_view, 6> names{"id",     "date",    "centre",
                                                         "policy", "version", "documents"};

  [[nodiscard]] bool has(std::size_t i) const { return present[i]; }
  [[nodiscard]] dom::element operator[](std::size_t i) const { return values[i]; }
};

std::size_t member_index(std::string_view key) {
  std::size_t i = Members::names.size();
  if (key.empty()) return i;
  switch (key[0]) {
    case 'i':
      i = id_at;
      break;
    case 'c':
      i = centre_at;
      break;
    case 'p':
      i = policy_at;
      break;
    case 'v':
      i = version_at;
      break;
    case 'd':
      i = key.size() == Members::names[date_at].size() ? date_at : documents_at;
      break;
    default:
      return i;
  }
  return Members::names[i] == key ? i : Members::names.size();
}

Result<Members> members_of(dom::object object) {
  Members members;
  for (const auto field : object) {
    const std::size_t i = member_index(field.key);
    if (i == Members::names.size()) {
      return fail(Fault::unknown_key, "a case has no such key; " + one_of(Members::names),
                  Pointer{}.to(field.key));
    }
    if (members.has(i)) {
      return fail(Fault::duplicate_key, std::string{field.key} + ": expected each key once",
                  Pointer{}.to(field.key));
    }
    members.values[i] = field.value;
    members.present[i] = true;
  }
  return members;
}

Result<std::string_view> read_text(dom::element value, std::string_view key) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return wrong_type(key, {}, "a string");
  return text;
}

}  // namespace

struct CaseReader::State {
  const policy::Catalogue& catalogue;
  JsonInput input;
  std::vector<KindTable> kinds;  // of the editions met so far

  explicit State(const policy::Catalogue& known) : catalogue{known} {}

  const KindTable& kinds_of(const policy::Program& program) {
    for (const KindTable& table : kinds) {
      if (table.program() == &program) return table;
    }
    return kinds.emplace_back(program);
  }

  Result<void> resolve(const Members& members, base::Day today, ReadCase& into) {
    into.date = today;
    if (members.has(date_at)) {
      auto date = read_day(members[date_at], "date", {});
      if (!date) return std::unexpected{std::move(date.error())};
      into.date = *date;
    }
    std::string_view policy = default_policy;
    if (members.has(policy_at)) {
      auto text = read_text(members[policy_at], "policy");
      if (!text) return std::unexpected{std::move(text.error())};
      policy = *text;
    }
    Result<const policy::Edition*> edition{nullptr};
    if (members.has(version_at)) {
      auto version = read_text(members[version_at], "version");
      if (!version) return std::unexpected{std::move(version.error())};
      edition = catalogue.version(policy, *version);
    } else {
      edition = catalogue.in_force(policy, into.date);
    }
    if (!edition) return std::unexpected{std::move(edition.error())};
    into.edition = *edition;
    return resolve_place(members, into);
  }

  static Result<void> resolve_place(const Members& members, ReadCase& into) {
    into.place = 0;
    if (!members.has(centre_at)) return {};
    auto centre = read_text(members[centre_at], "centre");
    if (!centre) return std::unexpected{std::move(centre.error())};
    const auto& places = into.edition->program.places;
    for (std::size_t place = 0; place < places.size(); ++place) {
      if (places[place] != *centre) continue;
      into.place = static_cast<std::uint8_t>(place);
      return {};
    }
    return fail(Fault::invalid_value, "centre: " + one_of(places), "/centre");
  }

  Result<void> read_documents(const Members& members, ReadCase& into) {
    if (!members.has(documents_at))
      return fail(Fault::missing_key, "a case has to list its documents, if need be as []", "/documents");
    dom::array array;
    if (members[documents_at].get(array) != simdjson::SUCCESS)
      return wrong_type("documents", {}, "an array of objects");
    const KindTable& table = kinds_of(into.edition->program);
    for (const dom::element element : array) {
      if (into.document_count == into.documents.size()) {
        return fail(Fault::too_many,
                    "a case has at most " + std::to_string(into.documents.size()) + " documents",
                    "/documents");
      }
      const Pointer at{.document = into.document_count};
      auto read = read_document(element, table, at, into.documents[into.document_count]);
      if (!read) return read;
      ++into.document_count;
    }
    return {};
  }
};

CaseReader::CaseReader(const policy::Catalogue& catalogue) : state_{std::make_unique<State>(catalogue)} {}
CaseReader::~CaseReader() = default;

Result<void> CaseReader::read(std::string_view text, base::Day today, ReadCase& into) {
  into.has_id = false;
  into.id.clear();
  into.document_count = 0;
  auto root = state_->input.parse(text, "a case");
  if (!root) return std::unexpected{std::move(root.error())};
  dom::object object;
  if (root->get(object) != simdjson::SUCCESS) return fail(Fault::wrong_type, "a case: expected an object");
  if (const auto id = find_id(object)) {
    into.has_id = true;
    into.id = *id;
  }
  auto members = members_of(object);
  if (!members) return std::unexpected{std::move(members.error())};
  if (members->has(id_at) && !into.has_id) return std::unexpected{id_fault((*members)[id_at])};
  if (auto resolved = state_->resolve(*members, today, into); !resolved) return resolved;
  return state_->read_documents(*members, into);
}

}  // namespace skranke::codec
