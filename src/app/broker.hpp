// A broker by the file that says how it is reached.
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "connect/oidc/broker.hpp"

namespace skranke::app {

struct OpenedBroker {
  std::unique_ptr<oidc::Broker> broker;  // none: no file was named
  bool is_secure = false;                // the browser comes back over TLS
};

// Problems as of oidc::read_config and oidc::make_broker.
[[nodiscard]] base::Result<OpenedBroker> open_broker(const std::string& file);

}  // namespace skranke::app
