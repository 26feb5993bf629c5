#include "codec/case_reader.hpp"

#include <cstring>
#include <optional>
#include <span>

#include <simdjson.h>

#include "codec/json_fault.hpp"

namespace skranke::codec {
namespace {

namespace dom = simdjson::dom;
using base::fail;
using base::Fault;
using base::Result;
using proofing::Document;
using proofing::Fact;
using proofing::Tri;

constexpr std::string_view default_policy = "mitid";

// The kinds of an edition by name: open addressing over a table that is at most a quarter full.
class KindTable {
 public:
  explicit KindTable(const policy::Program& program) : program_{&program} {
    slots_.resize(1024, 0);
    for (std::size_t kind = 0; kind < program.kinds.size(); ++kind) {
      std::size_t at = hash(program.kinds[kind].id);
      while (slots_[at] != 0) at = (at + 1) % slots_.size();
      slots_[at] = static_cast<std::uint16_t>(kind + 1);
    }
  }

  [[nodiscard]] const policy::Program* program() const { return program_; }

  [[nodiscard]] std::optional<std::uint8_t> find(std::string_view name) const {
    for (std::size_t at = hash(name); slots_[at] != 0; at = (at + 1) % slots_.size()) {
      const std::size_t kind = slots_[at] - 1U;
      if (program_->kinds[kind].id == name) return static_cast<std::uint8_t>(kind);
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] static std::size_t hash(std::string_view name) {
    std::uint64_t word = name.size();
    std::memcpy(&word, name.data(), name.size() < 7 ? name.size() : 7);
    if (!name.empty()) word ^= static_cast<std::uint64_t>(static_cast<unsigned char>(name.back())) << 56U;
    return (word + name.size()) * 0x9E3779B97F4A7C15U >> 54U;
  }

  const policy::Program* program_;
  std::vector<std::uint16_t> slots_;
};

// A place in the input, as a JSON pointer. Built only when there is something to say.
struct Pointer {
  std::optional<std::size_t> document;

  [[nodiscard]] std::string to(std::string_view key) const {
    std::string path;
    if (document) path = "/documents/" + std::to_string(*document);
    path += '/';
    for (const char c : key.substr(0, 64)) {
      if (c == '~') {
        path += "~0";
      } else if (c == '/') {
        path += "~1";
      } else {
        path += c;
      }
    }
    return path;
  }
};

template <class Names>
std::string one_of(const Names& names) {
  std::string text = "expected one of:";
  for (const std::string_view name : names) text.append(" ").append(name);
  return text;
}

std::unexpected<base::Problem> wrong_type(std::string_view key, const Pointer& at,
                                          std::string_view expected) {
  return fail(Fault::wrong_type, std::string{key} + ": expected " + std::string{expected}, at.to(key));
}

Result<Tri> read_flag(dom::element value, std::string_view key, const Pointer& at) {
  if (value.is_bool()) return value.get_bool().value_unsafe() ? Tri::yes : Tri::no;
  if (value.is_null()) return Tri::unknown;
  return wrong_type(key, at, "true, false or null");
}

// One of `names` from index 1 on; null is 0, unknown.
template <class Value, std::size_t n>
Result<Value> read_name(dom::element value, std::string_view key, const Pointer& at,
                        const std::array<std::string_view, n>& names) {
  if (value.is_null()) return Value{};
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return wrong_type(key, at, "a string or null");
  for (std::size_t i = 1; i < n; ++i) {
    if (names[i] == text) return static_cast<Value>(i);
  }
  return fail(Fault::invalid_value, std::string{key} + ": " + one_of(std::span{names}.subspan(1)),
              at.to(key));
}

Result<base::Day> read_day(dom::element value, std::string_view key, const Pointer& at) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return wrong_type(key, at, "a date as a string, YYYY-MM-DD");
  if (const auto day = base::parse_day(text)) return *day;
  return fail(Fault::invalid_value, std::string{key} + ": expected a date that exists, YYYY-MM-DD",
              at.to(key));
}

Result<base::Country> read_country(dom::element value, std::string_view key, const Pointer& at) {
  if (value.is_null()) return base::country_unknown;
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return wrong_type(key, at, "a country code as a string, or null");
  if (const auto country = base::parse_country(text)) return *country;
  return fail(Fault::invalid_value,
              std::string{key} + ": expected an ISO 3166-1 alpha-2 code in capitals, as in DK", at.to(key));
}

// The keys of a document. `kind` is the only one that has to be there.
enum class Key : std::uint8_t {
  issuer,
  form,
  photo,
  cpr_number,
  temporary,
  name_matches,
  authority,
  expires,
  issued,
  income_year,
  kind
};

std::optional<Key> document_key(std::string_view key) {
  const auto is = [key](std::string_view name, Key value) {
    return key == name ? std::optional{value} : std::nullopt;
  };
  switch (key.size()) {
    case 4:
      return key[0] == 'k' ? is("kind", Key::kind) : is("form", Key::form);
    case 5:
      return is("photo", Key::photo);
    case 6:
      return key[3] == 'u' && key[5] == 'r' ? is("issuer", Key::issuer) : is("issued", Key::issued);
    case 7:
      return is("expires", Key::expires);
    case 9:
      return key[0] == 't' ? is("temporary", Key::temporary) : is("authority", Key::authority);
    case 10:
      return is("cpr_number", Key::cpr_number);
    case 11:
      return is("income_year", Key::income_year);
    case 12:
      return is("name_matches", Key::name_matches);
    default:
      return std::nullopt;
  }
}

Result<void> read_fact(Key name, dom::element value, std::string_view key, const Pointer& at,
                       Document& document) {
  const auto set = [](auto read, auto& place) -> Result<void> {
    if (!read) return std::unexpected{std::move(read.error())};
    place = *read;
    return {};
  };
  const auto set_flag = [&](Fact fact) -> Result<void> {
    auto read = read_flag(value, key, at);
    if (!read) return std::unexpected{std::move(read.error())};
    document.set_flag(fact, *read);
    return {};
  };
  switch (name) {
    case Key::issuer:
      return set(read_country(value, key, at), document.issuer);
    case Key::form:
      return set(read_name<proofing::Form>(value, key, at, proofing::form_names), document.form);
    case Key::photo:
      return set_flag(Fact::photo);
    case Key::cpr_number:
      return set_flag(Fact::cpr_number);
    case Key::temporary:
      return set_flag(Fact::temporary);
    case Key::name_matches:
      return set_flag(Fact::name_matches);
    case Key::authority:
      return set(read_name<proofing::Authority>(value, key, at, proofing::authority_names),
                 document.authority);
    case Key::expires:
      if (value.is_null()) {
        document.expires = proofing::day_never;
        return {};
      }
      return set(read_day(value, key, at), document.expires);
    case Key::issued:
      if (value.is_null()) return {};
      return set(read_day(value, key, at), document.issued);
    case Key::income_year: {
      if (value.is_null()) return {};
      std::int64_t year = 0;
      if (value.get(year) != simdjson::SUCCESS) return wrong_type(key, at, "a whole number or null");
      if (year < 1 || year > 9999) {
        return fail(Fault::invalid_value, "income_year: expected a year from 1 to 9999", at.to(key));
      }
      document.income_year = static_cast<std::int32_t>(year);
      return {};
    }
    case Key::kind:
      break;
  }
  return {};
}

Result<void> read_document(dom::element element, const KindTable& kinds, const Pointer& at,
                           Document& document) {
  dom::object object;
  if (element.get(object) != simdjson::SUCCESS) {
    return fail(Fault::wrong_type, "a document: expected an object",
                "/documents/" + std::to_string(*at.document));
  }
  document = Document{};
  unsigned seen = 0;
  for (const auto field : object) {
    const auto name = document_key(field.key);
    if (!name) {
      return fail(Fault::unknown_key,
                  "a document has no such key; expected kind, and any of: issuer form photo cpr_number "
                  "temporary name_matches authority expires issued income_year",
                  at.to(field.key));
    }
    const unsigned key_bit = 1U << static_cast<unsigned>(*name);
    if ((seen & key_bit) != 0)
      return fail(Fault::duplicate_key, std::string{field.key} + ": expected each key once",
                  at.to(field.key));
    seen |= key_bit;
    if (*name == Key::kind) {
      std::string_view text;
      if (field.value.get(text) != simdjson::SUCCESS) return wrong_type("kind", at, "a string");
      const auto kind = kinds.find(text);
      if (!kind) {
        std::string expected = "kind: expected one of:";
        for (const auto& known : kinds.program()->kinds) expected.append(" ").append(known.id);
        return fail(Fault::invalid_value, std::move(expected), at.to("kind"));
      }
      document.kind = *kind;
    } else if (auto read = read_fact(*name, field.value, field.key, at, document); !read) {
      return read;
    }
  }
  if ((seen & 1U << static_cast<unsigned>(Key::kind)) == 0) {
    return fail(Fault::missing_key, "a document has to name its kind", at.to("kind"));
  }
  return {};
}

enum : std::size_t { id_at, date_at, centre_at, policy_at, version_at, documents_at };

// The top-level members, found before any is judged, so that policy and date are known first.
struct Members {
  std::array<std::optional<dom::element>, 6> values;
  static constexpr std::array<std::string_view, 6> names{"id",     "date",    "centre",
                                                         "policy", "version", "documents"};

  [[nodiscard]] const std::optional<dom::element>& operator[](std::size_t i) const { return values[i]; }
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
    if (members.values[i]) {
      return fail(Fault::duplicate_key, std::string{field.key} + ": expected each key once",
                  Pointer{}.to(field.key));
    }
    members.values[i] = field.value;
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
  dom::parser parser;
  std::vector<char> padded;
  std::vector<KindTable> kinds;  // of the editions met so far

  explicit State(const policy::Catalogue& known) : catalogue{known} {
    if (parser.allocate(base::limits::case_bytes_max, base::limits::json_depth_max) != simdjson::SUCCESS)
      throw std::bad_alloc{};
  }

  const KindTable& kinds_of(const policy::Program& program) {
    for (const KindTable& table : kinds) {
      if (table.program() == &program) return table;
    }
    return kinds.emplace_back(program);
  }

  Result<dom::element> parse(std::string_view text) {
    if (text.size() > base::limits::case_bytes_max) {
      return fail(Fault::too_large,
                  "a case has at most " + std::to_string(base::limits::case_bytes_max) + " bytes");
    }
    if (padded.size() < text.size() + simdjson::SIMDJSON_PADDING)
      padded.resize(2 * text.size() + simdjson::SIMDJSON_PADDING);
    std::memcpy(padded.data(), text.data(), text.size());
    dom::element root;
    if (parser.parse(padded.data(), text.size(), false).get(root) != simdjson::SUCCESS)
      return std::unexpected{json_fault(text)};
    return root;
  }

  Result<void> resolve(const Members& members, base::Day today, ReadCase& into) {
    into.date = today;
    if (members[date_at]) {
      auto date = read_day(*members[date_at], "date", {});
      if (!date) return std::unexpected{std::move(date.error())};
      into.date = *date;
    }
    std::string_view policy = default_policy;
    if (members[policy_at]) {
      auto text = read_text(*members[policy_at], "policy");
      if (!text) return std::unexpected{std::move(text.error())};
      policy = *text;
    }
    Result<const policy::Edition*> edition{nullptr};
    if (members[version_at]) {
      auto version = read_text(*members[version_at], "version");
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
    if (!members[centre_at]) return {};
    auto centre = read_text(*members[centre_at], "centre");
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
    if (!members[documents_at])
      return fail(Fault::missing_key, "a case has to list its documents, if need be as []", "/documents");
    dom::array array;
    if (members[documents_at]->get(array) != simdjson::SUCCESS)
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
  auto root = state_->parse(text);
  if (!root) return std::unexpected{std::move(root.error())};
  dom::object object;
  if (root->get(object) != simdjson::SUCCESS) return fail(Fault::wrong_type, "a case: expected an object");
  // The id first, even of a case with unknown keys, so that its error can carry it.
  for (const auto field : object) {
    std::string_view id;
    if (field.key != "id" || field.value.get(id) != simdjson::SUCCESS ||
        id.size() > base::limits::id_bytes_max)
      continue;
    into.has_id = true;
    into.id = id;
    break;
  }
  auto members = members_of(object);
  if (!members) return std::unexpected{std::move(members.error())};
  if ((*members)[id_at] && !into.has_id) {
    if (!(*members)[id_at]->is_string()) return wrong_type("id", {}, "a string");
    return fail(Fault::too_large,
                "id: expected at most " + std::to_string(base::limits::id_bytes_max) + " bytes", "/id");
  }
  if (auto resolved = state_->resolve(*members, today, into); !resolved) return resolved;
  return state_->read_documents(*members, into);
}

}  // namespace skranke::codec
