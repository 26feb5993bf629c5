#include "codec/json_input.hpp"

#include <cstring>
#include <new>

#include "base/limits.hpp"
#include "codec/json_fault.hpp"

namespace skranke::codec {

JsonInput::JsonInput(std::size_t bytes_max) : bytes_max_{bytes_max} {
  if (parser_.allocate(bytes_max_, base::limits::json_depth_max) != simdjson::SUCCESS) throw std::bad_alloc{};
}

base::Result<simdjson::dom::element> JsonInput::parse(std::string_view text, std::string_view what) {
  if (text.size() > bytes_max_) {
    std::string bound{what};
    bound.append(" has at most ").append(std::to_string(bytes_max_)).append(" bytes");
    return base::fail(base::Fault::too_large, std::move(bound));
  }
  if (padded_.size() < text.size() + simdjson::SIMDJSON_PADDING)
    padded_.resize(2 * text.size() + simdjson::SIMDJSON_PADDING);
  std::memcpy(padded_.data(), text.data(), text.size());
  simdjson::dom::element root;
  const auto code = parser_.parse(padded_.data(), text.size(), false).get(root);
  if (code == simdjson::MEMALLOC) throw std::bad_alloc{};  // nobody's text is to blame
  if (code != simdjson::SUCCESS) return std::unexpected{json_fault(text)};
  return root;
}

std::optional<std::string_view> find_id(simdjson::dom::object object) {
  for (const auto field : object) {
    std::string_view id;
    if (field.key == "id" && field.value.get(id) == simdjson::SUCCESS &&
        id.size() <= base::limits::id_bytes_max)
      return id;
  }
  return std::nullopt;
}

base::Problem id_fault(simdjson::dom::element id) {
  if (!id.is_string())
    return {.fault = base::Fault::wrong_type, .text = "id: expected a string", .path = "/id"};
  return {.fault = base::Fault::too_large,
          .text = "id: expected at most " + std::to_string(base::limits::id_bytes_max) + " bytes",
          .path = "/id"};
}

}  // namespace skranke::codec
