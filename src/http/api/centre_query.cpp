#include "http/api/centre_query.hpp"

#include <charconv>
#include <string>

namespace skranke::http::api {

namespace {

using base::fail;
using base::Fault;
namespace limits = base::limits;

std::optional<std::size_t> read_count(std::string_view text, std::size_t max) {
  std::size_t count = 0;
  const char* const end = text.data() + text.size();
  const auto [read_to, error] = std::from_chars(text.data(), end, count);
  if (error != std::errc{} || read_to != end || count < 1 || count > max) return std::nullopt;
  return count;
}

}  // namespace

base::Result<centre::Wanted> read_centre_query(const Query& query) {
  const auto& [words, postcode, near, limit] = query.values;
  centre::Wanted wanted{.words = words.value_or(""), .postcode = postcode, .near = std::nullopt};
  if (wanted.words.size() > limits::centre_words_bytes_max) {
    return fail(Fault::invalid_value,
                "q: expected at most " + std::to_string(limits::centre_words_bytes_max) + " bytes of words.");
  }
  if (near) {
    wanted.near = centre::parse_position(*near);
    if (!wanted.near) {
      return fail(
          Fault::invalid_value,
          "near: expected latitude,longitude in decimal degrees, from -90 to 90 and from -180 to 180, as in "
          "55.68,12.57.");
    }
  }
  if (limit) {
    const auto count = read_count(*limit, limits::centres_max);
    if (!count) {
      return fail(Fault::invalid_value,
                  "limit: expected a whole number from 1 to " + std::to_string(limits::centres_max) + ".");
    }
    wanted.limit = *count;
  }
  return wanted;
}

}  // namespace skranke::http::api
