#include "witness/statement_table.hpp"

namespace skranke::witness {

std::uint32_t Numbering::number(std::string_view id) {
  if (const auto known = numbers_.find(id); known != numbers_.end()) return known->second;
  const auto given = static_cast<std::uint32_t>(ids_.size());
  numbers_.emplace(ids_.emplace_back(id), given);
  return given;
}

void StatementTable::add(const WrittenStatement& written) {
  statements_.push_back({.day = written.day,
                         .witness = people_.number(written.witness),
                         .applicant = people_.number(written.applicant),
                         .officer = officers_.number(written.officer),
                         .centre = centres_.number(written.centre),
                         .face_bound = written.face_bound,
                         .professional = written.professional,
                         .disputed = written.disputed});
}

}  // namespace skranke::witness
