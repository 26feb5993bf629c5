#include "http/cosigning/cosigning.hpp"

#include <array>
#include <memory>
#include <utility>

#include "base/service_limits.hpp"
#include "http/api/before.hpp"
#include "http/api/problems.hpp"

namespace skranke::http::cosigning {
namespace {

using skranke::cosigning::Ending;
using skranke::cosigning::Told;

constexpr std::string_view add_path = "/add-checkpoint";
constexpr std::string_view plain = "text/plain; charset=utf-8";

constexpr Refusal unknown_log{404, "log-unknown", "The log is not known here",
                              "The checkpoint's first line names no log that this witness looks after."};
constexpr Refusal not_signed{403, "not-signed", "The checkpoint is not signed by its log",
                             "Expected a signature of a key that is trusted for this log."};
constexpr Refusal old_is_larger{400, "old-size", "The old size is larger than the checkpoint's",
                                "Expected at most the size of the checkpoint."};
constexpr Refusal no_proof{422, "no-proof", "The proof does not hold",
                           "Expected the hashes of RFC 6962, 2.1.2, from the old size to the checkpoint's."};
constexpr Refusal unavailable{503, "unavailable", "The witness can't keep anything now",
                              "Try again in a moment."};

void write_told(Response& response, Told told) {
  switch (told.ending) {
    case Ending::cosigned:
      response.content_type = plain;
      response.body = std::move(told.cosignature);
      return;
    case Ending::other_size:
    case Ending::other_root:
      response.status = 409;
      response.content_type = "text/x.tlog.size";
      response.body = std::to_string(told.size) + "\n";
      return;
    case Ending::malformed:
      return write_problem(response,
                           {400, "malformed", "This is no submission of a checkpoint", told.reason});
    case Ending::unknown_log:
      return write_problem(response, unknown_log);
    case Ending::not_signed:
      return write_problem(response, not_signed);
    case Ending::old_is_larger:
      return write_problem(response, old_is_larger);
    case Ending::no_proof:
      return write_problem(response, no_proof);
    case Ending::unavailable:
      return write_problem(response, unavailable);
  }
  std::unreachable();
}

void answer_add(const std::shared_ptr<const Witness>& witness, const Request& request, Response& response) {
  if (request.method != Method::post) {
    response.fields = "Allow: POST, OPTIONS\r\n";
    if (request.method != Method::options) return write_problem(response, api::wrong_method);
    response.status = 204;
    return;
  }
  response.work = [witness, body = std::string{request.body}](Response& answered) {
    write_told(answered, witness->add_checkpoint(body));
  };
}

void answer_logs(const std::shared_ptr<const Witness>& witness, Response& response) {
  response.work = [witness](Response& answered) {
    auto logs = witness->logs();
    if (!logs) return write_problem(answered, unavailable);
    answered.fields.append("Cache-Control: no-cache\r\n");
    answered.content_type = "application/json";
    answered.body = std::move(*logs);
  };
}

void answer(const std::shared_ptr<const Witness>& witness, const Request& request, Response& response) {
  constexpr std::array paths{std::string_view{"/key"}, std::string_view{"/logs"},
                             std::string_view{"/healthz"}, std::string_view{"/readyz"}, add_path};
  for (const std::string_view path : paths)
    if (request.path == path) response.route = path;
  if (request.path == add_path) return answer_add(witness, request, response);
  if (response.route.empty()) return write_problem(response, api::nothing_here);
  if (!api::is_read(request, response)) return;
  if (request.path == "/logs") return answer_logs(witness, response);
  response.content_type = request.path == "/key" ? plain : "application/json";
  response.body = request.path == "/key" ? witness->public_key + "\n" : "{\"status\":\"ok\"}\n";
}

}  // namespace

Handler make_router(Witness witness) {
  auto shared = std::make_shared<const Witness>(std::move(witness));
  return {
      .answer = [shared](const Request& request, Response& response) { answer(shared, request, response); },
      .body_bytes_max = [](Method method, std::string_view path) -> std::size_t {
        return method == Method::post && path == add_path ? base::limits::submission_bytes_max : 0;
      }};
}

}  // namespace skranke::http::cosigning
