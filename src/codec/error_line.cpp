#include "codec/error_line.hpp"

#include "codec/json_writer.hpp"

namespace skranke::codec {

void append_opening(std::string& out, std::optional<std::string_view> id) {
  out.push_back('{');
  if (!id) return;
  out.append("\"id\":");
  append_json_string(out, *id);
  out.push_back(',');
}

void append_error(std::string& out, std::optional<std::string_view> id, const base::Problem& problem,
                  std::uint64_t line) {
  append_opening(out, id);
  out.append("\"error\":{\"code\":");
  append_json_string(out, base::name(problem.fault));
  out.append(",\"message\":");
  append_json_string(out, problem.text);
  out.append(",\"path\":");
  append_json_string(out, problem.path);
  out.append(",\"line\":");
  append_number(out, line);
  out.append("}}");
}

}  // namespace skranke::codec
