// POST /api/v1/check/batch: a case a line, an answer a line, in the same order.
#include <algorithm>

#include "http/api/problems.hpp"
#include "http/api/routes.hpp"

namespace skranke::http::api {

namespace {

// Enough for a write to be worth its while, and little enough for other connections to get their turn.
constexpr std::size_t piece_bytes = 32UL * 1024;

}  // namespace

// ?advice=N|all|none (none if not given)
void check_batch(const Context& context, const Call& call, Response& response) {
  const std::string_view type = call.request.content_type;
  if (!may_hold(type, "application/x-ndjson") && !may_hold(type, "application/jsonl")) {
    return write_problem(response, not_json_lines);
  }
  codec::CheckOptions options{.today = context.clock(), .advice = false};
  if (auto read = read_advice(call.query.values[0], options); !read)
    return write_query_problem(response, read.error());
  response.content_type = "application/x-ndjson";
  // Answers may be many times as long as the cases, so they are written as fast as they are sent.
  response.more = [&context, options, rest = call.request.body,
                   line = std::uint64_t{0}](std::string& piece) mutable {
    while (!rest.empty() && piece.size() < piece_bytes) {
      const std::string_view text = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), text.size() + 1));
      context.checker().check_line(text, ++line, options, piece);
    }
    return !rest.empty();
  };
}

}  // namespace skranke::http::api
