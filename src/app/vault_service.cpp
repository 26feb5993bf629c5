#include "app/vault_service.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

#include "app/log.hpp"
#include "connect/keys/envelope.hpp"
#include "storage/vault/master_keys.hpp"

namespace skranke::app {
namespace {

using base::Result;
using Came = Rounds::Came;

constexpr std::chrono::seconds between_looks{5};

}  // namespace

struct VaultService::State {
  storage::Database& database;
  std::unique_ptr<keys::Envelope> sealer;
  // Of the pass through the data keys that is under way.
  std::string after;
  std::int64_t wrapped = 0;
  std::int64_t done_for = 0;  // the generation that every data key was last seen under

  explicit State(storage::Database& of) : database{of} {}

  Result<Came> wrap_some();
};

// What is wrapped by an older key behind the back of a pass, by a server that had not looked yet, the next
// pass finds.
Result<Came> VaultService::State::wrap_some() {
  if (auto looked = sealer->look_again(); !looked) return std::unexpected{std::move(looked.error())};
  const std::int64_t newest = sealer->newest().generation;
  if (newest == done_for) return Came::to_the_end;
  auto step = storage::rewrap_some(database, *sealer, after, storage::rewrapped_a_step);
  if (!step) return std::unexpected{std::move(step.error())};
  wrapped += step->keys;
  after = std::move(step->after);
  if (!after.empty()) return Came::some_way;
  if (std::exchange(wrapped, 0) > 0) return Came::some_way;
  if (done_for != 0) log(Level::notice, "master key " + std::to_string(newest) + " wraps every data key now");
  done_for = newest;
  return Came::to_the_end;
}

Result<std::unique_ptr<VaultService>> VaultService::open(const std::filesystem::path& keys,
                                                         storage::Database& database) {
  auto state = std::make_unique<State>(database);
  const auto uses = storage::masters_in_use(database);
  if (!uses) return std::unexpected{uses.error()};
  // One that the database does not know would only stand in the way of the right one.
  auto sealer = keys::Envelope::open(keys, uses->empty() ? keys::NoMaster::draw : keys::NoMaster::refuse);
  if (!sealer) return std::unexpected{std::move(sealer.error())};
  state->sealer = std::move(*sealer);
  if (auto agreed = storage::agree_on_master(database, *state->sealer); !agreed) {
    return base::fail(agreed.error().fault, "--keys: " + agreed.error().text);
  }
  return std::unique_ptr<VaultService>{new VaultService{std::move(state)}};
}

VaultService::VaultService(std::unique_ptr<State> state) : state_{std::move(state)} {}
VaultService::~VaultService() = default;

const desk::Sealer& VaultService::sealer() const { return *state_->sealer; }

Rounds::Round VaultService::round() const {
  return {.name = "wrapping data keys by the newest master key",
          .every = between_looks,
          .work = [&state = *state_] { return state.wrap_some(); }};
}

}  // namespace skranke::app
