#include "codec/document_reader.hpp"

#include <array>
#include <span>

#include "policy/tree.hpp"

namespace skranke::codec {

namespace dom = simdjson::dom;
using base::fail;
using base::Fault;
using base::Result;
using proofing::Document;
using proofing::Fact;
using proofing::Tri;

Result<base::Day> read_day(dom::element value, std::string_view key, const Pointer& at) {
  std::string_view text;
  if (value.get(text) != simdjson::SUCCESS) return wrong_type(key, at, "a date as a string, YYYY-MM-DD");
  if (const auto day = base::parse_day(text)) return *day;
  return fail(Fault::invalid_value, std::string{key} + ": expected a date that exists, YYYY-MM-DD",
              at.to(key));
}

namespace {

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
  kind,
  validity
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
    case 8:
      return is("validity", Key::validity);
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

Result<void> read_score(dom::element value, Fact fact, const std::string& path, Document& into) {
  if (value.is_null()) return {};
  const std::string expected = std::string{proofing::name(fact)} + ": expected a whole number from 0 to " +
                               std::to_string(proofing::score_max) + ", or null";
  std::int64_t score = 0;
  if (value.get(score) != simdjson::SUCCESS) return fail(Fault::wrong_type, expected, path);
  if (score < 0 || score > proofing::score_max) return fail(Fault::invalid_value, expected, path);
  into.set_score(fact, static_cast<std::int32_t>(score));
  return {};
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
    case Key::validity:
      return read_score(value, Fact::validity, at.to(key), document);
    case Key::kind:
      break;
  }
  return {};
}

}  // namespace

Result<void> read_applicant(dom::element element, Document& applicant) {
  dom::object object;
  if (element.get(object) != simdjson::SUCCESS)
    return fail(Fault::wrong_type, "applicant: expected an object", "/applicant");
  unsigned seen = 0;
  for (const auto field : object) {
    const std::string path = "/applicant" + Pointer{}.to(field.key);
    constexpr std::array known{Fact::born, Fact::activity, Fact::fraud, Fact::verification};
    std::size_t at = 0;
    while (at < known.size() && proofing::name(known[at]) != field.key) ++at;
    if (at == known.size())
      return fail(Fault::unknown_key,
                  "an applicant has no such key; expected any of: born activity fraud verification", path);
    const Fact fact = known[at];
    if ((seen & policy::bit(fact)) != 0)
      return fail(Fault::duplicate_key, std::string{field.key} + ": expected each key once", path);
    seen |= policy::bit(fact);
    if (fact != Fact::born) {
      if (auto read = read_score(field.value, fact, path, applicant); !read) return read;
    } else if (!field.value.is_null()) {
      auto day = read_day(field.value, field.key, {});
      if (!day) return fail(day.error().fault, day.error().text, path);
      applicant.born = *day;
    }
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
    if (!name || (*name == Key::validity && !kinds.has_validity())) {
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
        for (const auto& known : kinds.program()->kinds) {
          if (known.id != policy::applicant_kind_id) expected.append(" ").append(known.id);
        }
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

}  // namespace skranke::codec
