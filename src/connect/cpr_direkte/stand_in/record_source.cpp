#include "connect/cpr_direkte/stand_in/record_source.hpp"

#include "base/ensure.hpp"
#include "cpr/layout.hpp"

namespace skranke::cpr_direkte::stand_in {

bool is_answered(std::string_view type) {
  const bool is_in_force = type >= "001" && type <= "021";
  return (is_in_force || type == "050" || type == "052") && cpr::find_layout(type) != nullptr;
}

std::string whole_record(std::string_view line) {
  const cpr::RecordLayout* layout = cpr::find_layout(line.substr(0, 3));
  base::ensure(layout != nullptr, "a record of the layout");
  std::string record{line};
  record.resize(line.size() > layout->length ? layout->long_length : layout->length, ' ');
  return record;
}

}  // namespace skranke::cpr_direkte::stand_in
