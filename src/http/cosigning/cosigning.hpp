// The routes of a witness of logs: POST /add-checkpoint for logs, GET /logs and /key for whoever audits them.
// SPEC: C2SP tlog-witness.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "cosigning/judge.hpp"
#include "http/server/response.hpp"

namespace skranke::http::cosigning {

struct Witness {
  std::string public_key;
  // What is submitted, judged and kept. Called on a thread that may wait.
  std::function<skranke::cosigning::Told(std::string_view body)> add_checkpoint;
  // The last checkpoint of each log, as JSON. Called on a thread that may wait.
  std::function<base::Result<std::string>()> logs;
};

// Also answers /healthz and /readyz: that the process answers. Everything else is 404.
[[nodiscard]] Handler make_router(Witness witness);

}  // namespace skranke::http::cosigning
