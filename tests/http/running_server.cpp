// A server that runs while a test does.
#include "running_server.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>

#include "base/ensure.hpp"
#include "codec/centre_reader.hpp"
#include "policy/load.hpp"

namespace skranke::http::test {

namespace {

Server listen(ServerConfig config, Handler handler) {
  config.address = "127.0.0.1";
  config.port = 0;
  auto server = Server::listen(config, std::move(handler));
  base::ensure(server.has_value(), "a free port on the loopback interface");
  return std::move(*server);
}

}  // namespace

RunningServer::RunningServer(ServerConfig config, Handler handler)
    : server_{listen(std::move(config), std::move(handler))}, thread_{[this] { server_.run(); }} {}

RunningServer::~RunningServer() {
  stop();
  wait();
}

void RunningServer::wait() {
  if (thread_.joinable()) thread_.join();
}

const policy::Catalogue& policies() {
  static const policy::Catalogue catalogue = [] {
    policy::Catalogue all;
    for (const auto& entry : std::filesystem::directory_iterator{SKRANKE_SOURCE_DIR "/policies/mitid"}) {
      if (entry.path().extension() != ".toml") continue;
      std::ifstream stream{entry.path()};
      const std::string text{std::istreambuf_iterator<char>{stream}, {}};
      auto loaded = policy::load(text, entry.path().string());
      base::ensure(loaded.edition.has_value(), "a policy without mistakes");
      base::ensure(all.add(std::move(*loaded.edition)).has_value(), "a version once");
    }
    return all;
  }();
  return catalogue;
}

const centre::Directory& centres() {
  static const centre::Directory directory = [] {
    const auto read = [](const char* path) {
      std::ifstream stream{path};
      return std::string{std::istreambuf_iterator<char>{stream}, {}};
    };
    auto all = codec::read_centres(read(SKRANKE_SOURCE_DIR "/data/centres/centres.json"),
                                   read(SKRANKE_SOURCE_DIR "/data/centres/postcodes.csv"));
    base::ensure(all.has_value(), "a list of centres without mistakes");
    return std::move(*all);
  }();
  return directory;
}

Handler whole_api() {
  auto files = api::StaticFiles::load(SKRANKE_SOURCE_DIR "/tests/http/site");
  base::ensure(files.has_value(), "the folder of test pages");
  return api::make_router(
      policies(), centres(), std::move(*files), [] { return base::day_from({2026, 11, 24}); },
      {{.code = "da", .text_of = [](std::string_view key) {
          return key == "policy.mitid.line.B2.8" ? "Højst {months} måneder" : std::string{};
        }}});
}

}  // namespace skranke::http::test
