#include "app/broker.hpp"

#include <cstdlib>
#include <optional>
#include <utility>

#include "connect/oidc/config.hpp"

namespace skranke::app {

base::Result<OpenedBroker> open_broker(const std::string& file) {
  OpenedBroker opened;
  if (file.empty()) return opened;
  auto config = oidc::read_config(file, [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>{value};
  });
  if (!config) return std::unexpected{std::move(config.error())};
  opened.is_secure = config->redirect_uri.starts_with("https://");
  auto broker = oidc::make_broker(std::move(*config), oidc::system_randomness());
  if (!broker) return std::unexpected{std::move(broker.error())};
  opened.broker = std::move(*broker);
  return opened;
}

}  // namespace skranke::app
