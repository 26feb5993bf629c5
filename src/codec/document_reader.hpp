// One document from JSON, and what reading the rest of a case shares with it.
//
// Only the .cpp files of this folder include this: it brings simdjson.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <simdjson.h>

#include "base/result.hpp"
#include "policy/program.hpp"
#include "proofing/document.hpp"

namespace skranke::codec {

// The kinds of an edition by name: open addressing over a table that is at most a quarter full.
class KindTable {
 public:
  explicit KindTable(const policy::Program& program) : program_{&program} {
    slots_.resize(1024, 0);
    for (std::size_t kind = 0; kind < program.kinds.size(); ++kind) {
      has_validity_ |= (program.kinds[kind].facts & policy::bit(proofing::Fact::validity)) != 0;
      if (kind == program.applicant_kind) continue;  // who shows the documents is none
      std::size_t at = hash(program.kinds[kind].id);
      while (slots_[at] != 0) at = (at + 1) % slots_.size();
      slots_[at] = static_cast<std::uint16_t>(kind + 1);
    }
  }

  [[nodiscard]] const policy::Program* program() const { return program_; }
  // Whether the policy asks how well documents were checked.
  [[nodiscard]] bool has_validity() const { return has_validity_; }

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
  bool has_validity_ = false;
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

inline std::unexpected<base::Problem> wrong_type(std::string_view key, const Pointer& at,
                                                 std::string_view expected) {
  return base::fail(base::Fault::wrong_type, std::string{key} + ": expected " + std::string{expected},
                    at.to(key));
}

[[nodiscard]] base::Result<base::Day> read_day(simdjson::dom::element value, std::string_view key,
                                               const Pointer& at);

// Reads the document at `at`; see CaseReader::read.
[[nodiscard]] base::Result<void> read_document(simdjson::dom::element element, const KindTable& kinds,
                                               const Pointer& at, proofing::Document& document);

// Reads what is known of the applicant: {"born", "activity", "fraud", "verification"}, each of which may be
// left out or null.
[[nodiscard]] base::Result<void> read_applicant(simdjson::dom::element element,
                                                proofing::Document& applicant);

}  // namespace skranke::codec
