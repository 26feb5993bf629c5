// The way of any bytes through the server, from the parser to the routes, without a socket.
//
// Besides that nothing crashes: the answers don't depend on how the bytes are cut into reads, every answer
// is whole, and after the last one nothing more comes.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "base/ensure.hpp"
#include "codec/centre_reader.hpp"
#include "http/api/router.hpp"
#include "http/server/request_id.hpp"
#include "http/server/session.hpp"
#include "policy/load.hpp"

namespace {

using namespace skranke;

policy::Catalogue load_policy() {
  constexpr const char* path = SKRANKE_SOURCE_DIR "/policies/mitid/2024-01-01.toml";
  std::ifstream stream{path};
  auto loaded = policy::load(std::string{std::istreambuf_iterator<char>{stream}, {}}, path);
  policy::Catalogue catalogue;
  base::ensure(loaded.edition && catalogue.add(std::move(*loaded.edition)), "a policy without mistakes");
  return catalogue;
}

centre::Directory load_centres() {
  const auto read = [](const char* path) {
    std::ifstream stream{path};
    return std::string{std::istreambuf_iterator<char>{stream}, {}};
  };
  auto centres = codec::read_centres(read(SKRANKE_SOURCE_DIR "/data/centres/centres.json"),
                                     read(SKRANKE_SOURCE_DIR "/data/centres/postcodes.csv"));
  base::ensure(centres.has_value(), "a list of centres without mistakes");
  return std::move(*centres);
}

http::SessionRules& rules() {
  static const policy::Catalogue catalogue = load_policy();
  static http::SessionRules all = [] {
    auto files = http::api::StaticFiles::load(SKRANKE_SOURCE_DIR "/tests/http/site");
    base::ensure(files.has_value(), "the folder of test pages");
    static const centre::Directory centres = load_centres();
    return http::SessionRules{
        http::api::make_router(catalogue, centres, std::move(*files), [] { return 20'000; })};
  }();
  return all;
}

struct Heard {
  // Without Date, the requests' drawn names and 100 Continue, which depend on when, chance and the parts.
  std::string answers;
  http::Session::Phase phase;
};

void remove_all(std::string& text, std::string_view begin, std::size_t size) {
  for (std::size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at))
    text.erase(at, size);
}

Heard talk(std::string_view bytes, std::size_t part) {
  http::Session session{rules()};
  Heard heard;
  while (!bytes.empty() && session.phase() != http::Session::Phase::closing) {
    const auto space = session.space();
    const std::size_t count = std::min({part, bytes.size(), space.size()});
    std::ranges::copy(bytes.substr(0, count), space.begin());
    bytes.remove_prefix(count);
    session.received(count);
    while (session.has_output()) {
      const auto pieces = session.output();
      heard.answers.append(pieces[0]).append(pieces[1]);
      session.sent(pieces[0].size() + pieces[1].size());
    }
  }
  heard.phase = session.phase();
  constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  remove_all(heard.answers, go_on, go_on.size());
  remove_all(heard.answers, "Date: ", 37);
  const std::size_t drawn = http::draw_request_id().size();
  for (const std::string_view before : {"X-Request-Id: ", "urn:skranke:request:"})
    remove_all(heard.answers, before, before.size() + drawn);
  return heard;
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes{reinterpret_cast<const char*>(data), size};
  const Heard whole = talk(bytes, std::string_view::npos);
  for (const std::size_t part : {std::size_t{1}, size % 61 + 2}) {
    const Heard cut = talk(bytes, part);
    base::ensure(cut.answers == whole.answers, "the same answers however the bytes are cut");
    base::ensure(cut.phase == whole.phase, "the same state however the bytes are cut");
  }
  base::ensure(whole.answers.empty() || whole.answers.starts_with("HTTP/1.1 "),
               "an answer begins with its status");
  base::ensure(whole.phase != http::Session::Phase::answering, "whatever was to be sent was sent");
  base::ensure(whole.answers.find("HTTP/1.1 500 ") == std::string::npos, "no handler fails");
  return 0;
}
