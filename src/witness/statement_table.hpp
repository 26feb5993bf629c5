// Statements whose people, officers and centres have ids, with dense numbers given out to them: what a file
// or a database fills, and what find_patterns reads.
//
// PRIVACY: the ids are opaque. They stand in alerts as they came in; nothing else about a person does.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "witness/statement.hpp"

namespace skranke::witness {

// Numbers for ids, in the order in which they first come.
class Numbering {
 public:
  std::uint32_t number(std::string_view id);
  [[nodiscard]] std::string_view id(std::uint32_t number) const { return ids_[number]; }
  [[nodiscard]] std::size_t size() const { return ids_.size(); }

 private:
  std::deque<std::string> ids_;  // never moved, so that the keys below stay
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

// A statement as it is written down.
struct WrittenStatement {
  base::Day day = 0;
  std::string_view witness;
  std::string_view applicant;
  std::string_view officer;
  std::string_view centre;
  bool face_bound = false;
  bool professional = false;
  bool disputed = false;
};

class StatementTable {
 public:
  void add(const WrittenStatement& written);

  [[nodiscard]] std::span<const Statement> statements() const { return statements_; }
  [[nodiscard]] const Numbering& people() const { return people_; }
  [[nodiscard]] const Numbering& officers() const { return officers_; }
  [[nodiscard]] const Numbering& centres() const { return centres_; }

 private:
  std::vector<Statement> statements_;
  Numbering people_;
  Numbering officers_;
  Numbering centres_;
};

}  // namespace skranke::witness
