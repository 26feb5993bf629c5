#include "connect/keys/master_folder.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <mutex>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/ensure.hpp"
#include "base/memory.hpp"
#include "connect/keys/gcm.hpp"
#include "disk/disk.hpp"

namespace skranke::keys {
namespace {

namespace fs = std::filesystem;
using base::Result;

constexpr std::string_view prefix = "master.";
constexpr std::string_view suffix = ".key";

std::string name_of(std::int64_t generation) {
  return std::string{prefix}.append(std::to_string(generation)).append(suffix);
}

// The number in `master.7.key`, without leading zeros; empty for any other name.
std::optional<std::int64_t> generation_in(std::string_view name) {
  if (!name.starts_with(prefix) || !name.ends_with(suffix)) return std::nullopt;
  if (name.size() <= prefix.size() + suffix.size()) return std::nullopt;
  const std::string_view digits = name.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_number = fault == std::errc{} && end == digits.data() + digits.size() && number > 0 &&
                         number <= generation_max && digits.front() != '0';
  return is_number ? std::optional{number} : std::nullopt;
}

// The numbers of the keys in a folder.
Result<std::vector<std::int64_t>> numbers_in(const fs::path& folder) {
  std::vector<std::int64_t> numbers;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator{folder, error})
    if (const auto number = generation_in(entry.path().filename().string())) numbers.push_back(*number);
  if (error) return wrong_file(folder, error.message());
  std::ranges::sort(numbers);
  return numbers;
}

// What says which key it is, and nothing more of it.
std::string proof_of(const Key& key) {
  constexpr std::string_view what = "skranke: which master key is this?";
  std::string proof(32, '\0');
  unsigned size = 0;
  const bool done = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                         reinterpret_cast<const unsigned char*>(what.data()), what.size(),
                         reinterpret_cast<unsigned char*>(proof.data()), &size) != nullptr;
  base::ensure_memory(done && size == proof.size(), "HMAC-SHA-256");
  return proof;
}

void wipe(std::map<std::int64_t, Key>& keys) {
  for (auto& [generation, key] : keys) OPENSSL_cleanse(key.data(), key.size());
}

Result<void> draw(const fs::path& folder, std::int64_t generation) {
  auto key = key_of(folder / name_of(generation));
  if (!key) return std::unexpected{std::move(key.error())};
  OPENSSL_cleanse(key->data(), key->size());
  return {};
}

}  // namespace

std::string wrapping_context(std::int64_t generation, std::string_view subject) {
  return std::string{"data_key."}.append(std::to_string(generation)).append(":").append(subject);
}

std::unexpected<base::Problem> no_master(std::int64_t generation) {
  return base::fail(base::Fault::unavailable, "the key folder has no " + name_of(generation) +
                                                  ", which the database's data keys are wrapped by");
}

std::unexpected<base::Problem> not_wrapped_here() {
  return base::fail(
      base::Fault::invalid_value,
      "a data key: expected what this installation's master key wrapped for this subject, unchanged");
}

Result<std::unique_ptr<MasterFolder>> MasterFolder::open(const fs::path& folder, const fs::path& credentials,
                                                         NoMaster none) {
  if (auto made = make_key_folder(folder); !made) return std::unexpected{std::move(made.error())};
  std::unique_ptr<MasterFolder> keys{new MasterFolder{folder, credentials, none}};
  auto all = keys->read();
  if (all && all->empty() && none == NoMaster::draw) {
    if (auto drawn = draw(folder, 1); !drawn) return std::unexpected{std::move(drawn.error())};
    all = keys->read();
  }
  if (!all) return std::unexpected{std::move(all.error())};
  keys->keys_ = std::move(*all);
  return keys;
}

Result<std::int64_t> MasterFolder::draw_next() {
  if (auto looked = look_again(); !looked) return std::unexpected{std::move(looked.error())};
  const auto all = generations();
  const std::int64_t next = all.empty() ? 1 : all.back() + 1;
  if (next > generation_max) return wrong_file(folder_, "there are no numbers left for a master key");
  if (auto drawn = draw(folder_, next); !drawn) return std::unexpected{std::move(drawn.error())};
  if (auto looked = look_again(); !looked) return std::unexpected{std::move(looked.error())};
  return next;
}

// Overwritten first: that helps where the file system writes in place, and does no harm where it does not.
Result<void> MasterFolder::remove(std::int64_t generation) {
  const fs::path file = folder_ / name_of(generation);
  const disk::Descriptor opened{::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW)};
  if (!opened.is_open() && errno == ENOENT) return {};
  const Key nothing{};
  const bool is_overwritten =
      opened.is_open() &&
      disk::write_all(opened, {reinterpret_cast<const char*>(nothing.data()), nothing.size()}) &&
      disk::sync(opened);
  if (!is_overwritten) return wrong_file(file, std::strerror(errno));
  std::error_code fault;
  if (!fs::remove(file, fault) && fault) return wrong_file(file, fault.message());
  return {};
}

MasterFolder::~MasterFolder() { wipe(keys_); }

// systemd decides who reads a credential; its mode says no more than that.
Result<MasterFolder::All> MasterFolder::read() const {
  All all;
  for (const fs::path& folder : {folder_, credentials_}) {
    if (folder.empty()) continue;
    const auto numbers = numbers_in(folder);
    if (!numbers) return std::unexpected{numbers.error()};
    for (const std::int64_t number : *numbers) {
      const fs::path file = folder / name_of(number);
      auto key = folder == folder_ ? find_key(file) : find_credential(file);
      if (!key) {
        wipe(all);
        return std::unexpected{std::move(key.error())};
      }
      if (!*key) continue;  // retired since the folder was listed
      const auto [place, is_new] = all.emplace(number, **key);
      const bool is_same = CRYPTO_memcmp(place->second.data(), (*key)->data(), (*key)->size()) == 0;
      OPENSSL_cleanse((*key)->data(), (*key)->size());
      if (!is_same) {
        wipe(all);
        return wrong_file(file, "another key of this number is in the key folder");
      }
    }
  }
  return all;
}

std::vector<std::int64_t> MasterFolder::generations() const {
  const std::shared_lock lock{mutex_};
  std::vector<std::int64_t> all;
  for (const auto& [generation, key] : keys_) all.push_back(generation);
  return all;
}

desk::MasterKey MasterFolder::newest() const {
  const std::shared_lock lock{mutex_};
  base::ensure(!keys_.empty(), "a folder that has a master key");
  const auto& [generation, key] = *keys_.rbegin();
  return {.generation = generation, .proof = proof_of(key)};
}

Result<void> MasterFolder::look_again() {
  auto all = read();
  if (!all) return std::unexpected{std::move(all.error())};
  if (all->empty() && none_ == NoMaster::draw) return wrong_file(folder_, "no master key is left");
  {
    const std::unique_lock lock{mutex_};
    keys_.swap(*all);
  }
  wipe(*all);
  return {};
}

std::optional<Key> MasterFolder::find(std::int64_t generation) const {
  const std::shared_lock lock{mutex_};
  const auto found = keys_.find(generation);
  return found == keys_.end() ? std::nullopt : std::optional{found->second};
}

Result<std::string> MasterFolder::wrap(std::int64_t generation, std::string_view subject,
                                       const Key& key) const {
  auto master = find(generation);
  if (!master) return no_master(generation);
  std::string wrapped = gcm_seal(*master, wrapping_context(generation, subject),
                                 {reinterpret_cast<const char*>(key.data()), key.size()});
  OPENSSL_cleanse(master->data(), master->size());
  return wrapped;
}

Result<Key> MasterFolder::unwrap(std::int64_t generation, std::string_view subject,
                                 std::string_view wrapped) const {
  auto master = find(generation);
  if (!master) return no_master(generation);
  auto plain = gcm_open(*master, wrapping_context(generation, subject), wrapped);
  OPENSSL_cleanse(master->data(), master->size());
  if (!plain || plain->size() != key_bytes) return not_wrapped_here();
  Key key{};
  std::ranges::copy(*plain, key.begin());
  OPENSSL_cleanse(plain->data(), plain->size());
  return key;
}

}  // namespace skranke::keys
