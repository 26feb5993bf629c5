#include "connect/cpr_direkte/records.hpp"

#include <algorithm>
#include <cstddef>

#include "cpr/layout.hpp"

namespace skranke::cpr_direkte {
namespace {

constexpr std::size_t type_bytes = 3;
constexpr std::size_t number_bytes = 10;

// ISO-8859-1 has no characters from 80 to 9F, and those that Windows-1252 puts there the register can't hold.
bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20U || (byte >= 0x7FU && byte < 0xA0U);
}

// The start and end records have no number of a person.
bool has_number(std::string_view record) { return !record.starts_with("000") && !record.starts_with("999"); }

bool is_about(std::string_view record, const proofing::CprNumber& person) {
  return record.size() >= type_bytes + number_bytes &&
         record.substr(type_bytes, number_bytes) == person.reveal();
}

bool begins_record(std::string_view data, const proofing::CprNumber& asked) {
  return cpr::layout_index(data) >= 0 && (!has_number(data) || is_about(data, asked));
}

// The length of the record that `data` begins with; 0 if there is none.
std::size_t length_of(std::string_view data, const proofing::CprNumber& asked) {
  const int index = cpr::layout_index(data);
  if (index < 0) return 0;
  const cpr::RecordLayout& layout = cpr::layouts()[static_cast<std::size_t>(index)];
  if (data.size() < layout.length) return 0;
  // 002 is of variant B only if no record begins where variant A would end: there the name of a road stands.
  if (layout.long_length > layout.length && data.size() >= layout.long_length &&
      !begins_record(data.substr(layout.length), asked)) {
    return layout.long_length;
  }
  return layout.length;
}

}  // namespace

std::expected<std::vector<std::string_view>, DataFault> split_records(std::string_view data,
                                                                      const proofing::CprNumber& asked) {
  if (std::ranges::any_of(data, is_control)) return std::unexpected{DataFault::control_byte};
  std::vector<std::string_view> records;
  bool has_end = false;
  while (!data.empty() && !has_end) {
    const std::size_t length = length_of(data, asked);
    if (length < type_bytes + number_bytes) return std::unexpected{DataFault::unknown_record};
    const std::string_view record = data.substr(0, length);
    data.remove_prefix(length);
    has_end = record.starts_with("999");
    if (!has_number(record)) continue;
    if (!is_about(record, asked)) return std::unexpected{DataFault::other_person};
    records.push_back(record);
  }
  if (!has_end || !data.empty()) return std::unexpected{DataFault::no_end};
  return records;
}

}  // namespace skranke::cpr_direkte
