#include "policy/edition_bytes.hpp"

#include <array>
#include <concepts>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include "policy/program.hpp"

namespace skranke::policy {
namespace {

using base::fail;
using base::Fault;

constexpr std::string_view mark = "SKRANKE";
constexpr std::size_t checksum_bytes = 8;
// Far above what any policy has; a count beyond it comes from bytes that are none of ours.
constexpr std::uint64_t elements_max = 1U << 20U;

// FNV-1a: tells bytes that changed on the way, and protects from nobody.
std::uint64_t checksum(std::string_view bytes) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return hash;
}

// Numbers stand in groups of seven bits, the lowest first, the eighth bit telling that more follow. A
// negative one is folded beside the positive ones.
constexpr std::uint64_t fold(std::int64_t value) {
  return static_cast<std::uint64_t>(value) << 1U ^ static_cast<std::uint64_t>(value >> 63);
}
constexpr std::int64_t unfold(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

class Writer {
 public:
  void number(std::uint64_t value) {
    for (; value > 127; value >>= 7U) bytes_.push_back(static_cast<char>(value | 128U));
    bytes_.push_back(static_cast<char>(value));
  }
  template <std::integral Value>
  void take(const Value& value) {
    if constexpr (std::is_signed_v<Value>) {
      number(fold(value));
    } else {
      number(static_cast<std::uint64_t>(value));
    }
  }
  void take(const std::string& text) {
    number(text.size());
    bytes_ += text;
  }
  template <class Value>
  void take(const std::vector<Value>& values) {
    number(values.size());
    for (const Value& value : values) take(value);
  }
  template <class Value, std::size_t n>
  void take(const std::array<Value, n>& values) {
    for (const Value& value : values) take(value);
  }
  template <class Value>
    requires std::is_class_v<Value>
  void take(const Value& value) {
    each_member(*this, value);
  }
  [[nodiscard]] std::string& bytes() { return bytes_; }

 private:
  std::string bytes_;
};

// Reads what a Writer wrote. After a first byte that can't be right everything is zero, and `failed`.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : left_{bytes} {}

  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (left_.empty()) break;
      const auto byte = static_cast<unsigned char>(left_.front());
      left_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 127U) << shift;
      if (byte < 128) return value;
    }
    failed_ = true;
    return 0;
  }
  template <std::integral Value>
  void take(Value& value) {
    if constexpr (std::is_signed_v<Value>) {
      const std::int64_t read = unfold(number());
      failed_ |= !std::in_range<Value>(read);
      value = static_cast<Value>(read);
    } else if constexpr (std::same_as<Value, bool>) {
      value = number() == 1;
    } else {
      const std::uint64_t read = number();
      failed_ |= !std::in_range<Value>(read);
      value = static_cast<Value>(read);
    }
  }
  void take(std::string& text) {
    const std::uint64_t size = number();
    if (size > left_.size()) {
      failed_ = true;
      return;
    }
    text = left_.substr(0, static_cast<std::size_t>(size));
    left_.remove_prefix(text.size());
  }
  template <class Value>
  void take(std::vector<Value>& values) {
    const std::uint64_t size = number();
    if (size > elements_max) failed_ = true;
    // One by one, so that a false count runs out of bytes before it takes memory.
    for (std::uint64_t i = 0; i < size && !failed_; ++i) take(values.emplace_back());
  }
  template <class Value, std::size_t n>
  void take(std::array<Value, n>& values) {
    for (Value& value : values) take(value);
  }
  template <class Value>
    requires std::is_class_v<Value>
  void take(Value& value) {
    each_member(*this, value);
  }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool is_at_end() const { return left_.empty(); }

 private:
  std::string_view left_;
  bool failed_ = false;
};

template <class Archive, class... Members>
void take_all(Archive& archive, Members&... members) {
  (archive.take(members), ...);
}

// INVARIANT: the names of the bindings are all members in their order, so that a new one is a compile error
// here. Whoever adds one raises edition_format.
template <class Archive, class Value>
void each_member(Archive& archive, Value& value) {
  using Type = std::remove_const_t<Value>;
  if constexpr (std::same_as<Type, Row>) {
    auto& [may, must] = value;
    take_all(archive, may, must);
  } else if constexpr (std::same_as<Type, IssuedWindow> || std::same_as<Type, IncomeYear>) {
    auto& [number, alternatives] = value;
    take_all(archive, number, alternatives);
  } else if constexpr (std::same_as<Type, AgeRule>) {
    auto& [years, is_below, alternatives] = value;
    take_all(archive, years, is_below, alternatives);
  } else if constexpr (std::same_as<Type, Cell>) {
    auto& [row, by_form, failing_flags, has_clock, has_scores] = value;
    take_all(archive, row, by_form, failing_flags, has_clock, has_scores);
  } else if constexpr (std::same_as<Type, Slot>) {
    auto& [alternatives, part] = value;
    take_all(archive, alternatives, part);
  } else if constexpr (std::same_as<Type, CompiledList>) {
    auto& [id, ways, all, marks, slots, clash, partner, is_free_pair] = value;
    take_all(archive, id, ways, all, marks, slots, clash, partner, is_free_pair);
  } else if constexpr (std::same_as<Type, CompiledKind>) {
    auto& [id, facts, clause] = value;
    take_all(archive, id, facts, clause);
  } else {
    static_assert(std::same_as<Type, Program>);
    auto& [id, version, effective, time_zone, kinds, places, lines, clauses, lists, alternative_count,
           alternatives, on_lines, marks, line_of, twin_of, mark_scope, apart, line_alternatives, line_needed,
           line_places, line_profiles, slots_max, applicant_kind, pairs, cells, issuer_class_count,
           issuer_class, flag_rows, form_authority_rows, expires_rows, windows, income_years, score_rows,
           ages, age_alternatives, window_alternatives, year_alternatives, fact_classes, field_reasons,
           expires_reasons, asked] = value;
    take_all(archive, id, version, effective, time_zone, kinds, places, lines, clauses, lists,
             alternative_count, alternatives, on_lines, marks, line_of, twin_of, mark_scope, apart,
             line_alternatives, line_needed, line_places, line_profiles, slots_max, applicant_kind, pairs,
             cells, issuer_class_count, issuer_class, flag_rows, form_authority_rows, expires_rows, windows,
             income_years, score_rows, ages, age_alternatives, window_alternatives, year_alternatives,
             fact_classes, field_reasons, expires_reasons, asked);
  }
}

base::Problem unreadable(std::string_view what) {
  return {.fault = Fault::invalid_policy, .text = "compiled rules: " + std::string{what}, .path = {}};
}

}  // namespace

base::Result<std::string> edition_bytes(const Catalogue& catalogue, std::string_view id) {
  std::vector<const Edition*> editions;
  for (const auto& edition : catalogue.all()) {
    if (edition->program.id == id) editions.push_back(edition.get());
  }
  if (editions.empty()) return fail(Fault::unknown_policy, "there is no such policy", "/policy");
  Writer writer;
  writer.bytes() = mark;
  writer.take(edition_format);
  writer.number(editions.size());
  for (const Edition* edition : editions) {
    writer.take(edition->program);
    writer.number(edition->tree.unknown.size());
    for (const Name& what : edition->tree.unknown) writer.take(what.text);
    writer.number(static_cast<std::uint64_t>(catalogue.standing(*edition)));
    writer.take(edition->at_most != nullptr);
    if (edition->at_most != nullptr) writer.take(edition->at_most->program);
  }
  const std::uint64_t sum = checksum(writer.bytes());
  for (unsigned i = 0; i < checksum_bytes; ++i)
    writer.bytes().push_back(static_cast<char>(sum >> 8 * i & 255U));
  return std::move(writer.bytes());
}

base::Result<void> read_editions(std::string_view bytes, Catalogue& into) {
  if (!bytes.starts_with(mark) || bytes.size() < mark.size() + 1 + checksum_bytes)
    return std::unexpected{unreadable("not what they are said to be")};
  if (static_cast<std::uint8_t>(bytes[mark.size()]) != edition_format)
    return std::unexpected{unreadable("of another format; expected " + std::to_string(edition_format))};
  std::uint64_t sum = 0;
  for (unsigned i = checksum_bytes; i-- > 0;)
    sum = sum << 8U | static_cast<unsigned char>(bytes[bytes.size() - checksum_bytes + i]);
  bytes.remove_suffix(checksum_bytes);
  if (sum != checksum(bytes)) return std::unexpected{unreadable("cut off, or changed on the way")};
  Reader reader{bytes.substr(mark.size() + 1)};
  for (std::uint64_t left = reader.number(); left > 0 && !reader.failed(); --left) {
    Edition edition;
    reader.take(edition.program);
    std::vector<std::string> unknown;
    reader.take(unknown);
    for (std::string& what : unknown) edition.tree.unknown.push_back({.text = std::move(what), .where = {}});
    const std::uint64_t standing = reader.number();
    bool has_at_most = false;
    reader.take(has_at_most);
    if (has_at_most) {
      auto at_most = std::make_shared<Edition>();
      reader.take(at_most->program);
      edition.at_most = std::move(at_most);
    }
    if (reader.failed()) break;
    if (standing > static_cast<std::uint64_t>(Standing::altered))
      return std::unexpected{unreadable("not of this engine")};
    edition.tree.id.text = edition.program.id;
    edition.tree.version.text = edition.program.version;
    edition.tree.effective = edition.program.effective;
    const auto added = into.add(std::move(edition));
    if (!added) return std::unexpected{added.error()};
    into.set_standing(**added, static_cast<Standing>(standing));
  }
  if (reader.failed() || !reader.is_at_end()) return std::unexpected{unreadable("not of this engine")};
  return {};
}

}  // namespace skranke::policy
