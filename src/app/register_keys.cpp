#include "app/register_keys.hpp"

#include <utility>

#include "storage/register/seal.hpp"

namespace skranke::app {
namespace {

using base::Result;

std::unexpected<base::Problem> unavailable(const std::filesystem::path& folder, const std::string& why) {
  return base::fail(base::Fault::unavailable,
                    "the database and the key folder " + folder.string() + ": " + why);
}

Result<storage::SealState> state_of(storage::Database& database) {
  auto state = storage::seal_state(database);
  if (!state) return base::fail(base::Fault::unavailable, "the database: " + state.error().text);
  return std::move(*state);
}

Result<std::unique_ptr<keys::RegisterKey>> checked(Result<std::unique_ptr<keys::RegisterKey>> key,
                                                   const std::filesystem::path& folder,
                                                   const storage::SealState& state) {
  if (!key) return key;
  if (const auto right = storage::check_key(state, key->get()); !right)
    return unavailable(folder, right.error().text);
  return key;
}

}  // namespace

Result<std::unique_ptr<keys::RegisterKey>> register_key_to_read(const std::filesystem::path& folder,
                                                                storage::Database& database) {
  const auto state = state_of(database);
  if (!state) return std::unexpected{state.error()};
  return checked(keys::RegisterKey::find(folder), folder, *state);
}

Result<std::unique_ptr<keys::RegisterKey>> register_key_to_write(const std::filesystem::path& folder,
                                                                 storage::Database& database) {
  const auto state = state_of(database);
  if (!state) return std::unexpected{state.error()};
  return checked(state->check.empty() ? keys::RegisterKey::open(folder) : keys::RegisterKey::find(folder),
                 folder, *state);
}

Result<void> check_register_key(const keys::RegisterKey* key, const std::filesystem::path& folder,
                                storage::Database& database) {
  const auto state = state_of(database);
  if (!state) return std::unexpected{state.error()};
  if (const auto right = storage::check_key(*state, key); !right)
    return unavailable(folder, right.error().text);
  return {};
}

}  // namespace skranke::app
