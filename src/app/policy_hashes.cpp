#include "app/policy_hashes.hpp"

#include "codec/compiled_policy.hpp"
#include "connect/keys/key_folder.hpp"

namespace skranke::app {

PolicyHashes hashes_of(const policy::Catalogue& catalogue) {
  PolicyHashes hashes;
  for (const auto& edition : catalogue.all())
    hashes.emplace(edition.get(), keys::sha256_hex(codec::compiled_policy(edition->tree)));
  return hashes;
}

}  // namespace skranke::app
