#include "connect/keys/master_token.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <optional>
#include <random>
#include <system_error>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <openssl/crypto.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace skranke::keys {
namespace {

namespace fs = std::filesystem;
using base::Result;

constexpr std::string_view object_if_none = "skranke-master";
constexpr std::string_view proof_text = "skranke: which master key is this?";
constexpr std::size_t pin_bytes_max = 256;

std::optional<std::int64_t> number_in(std::string_view digits) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_number = fault == std::errc{} && end == digits.data() + digits.size() && number > 0 &&
                         number <= generation_max && digits.front() != '0';
  return is_number ? std::optional{number} : std::nullopt;
}

constexpr int tries_max = 8;

void wait_by_chance() {
  constexpr int wait_ms_max = 300;
  std::random_device chance;
  std::this_thread::sleep_for(
      std::chrono::milliseconds{std::uniform_int_distribution{0, wait_ms_max}(chance)});
}

std::unexpected<base::Problem> others_draw() {
  return base::fail(base::Fault::unavailable,
                    "the token has two master keys of one number: take the one away "
                    "that no database knows");
}

// `file:` is what RFC 7512 shows; a path alone is the same.
Result<std::string> pin_in(std::string_view source, const fs::path& folder, const fs::path& credentials) {
  constexpr std::string_view scheme = "file:";
  if (source.starts_with(scheme)) source.remove_prefix(scheme.size());
  const fs::path given{source};
  std::error_code error;
  const bool is_handed_over =
      !credentials.empty() && given.is_relative() && fs::exists(credentials / given, error);
  auto pin = is_handed_over ? read_credential(credentials / given, pin_bytes_max)
                            : read_secret(given.is_relative() ? folder / given : given, pin_bytes_max);
  if (!pin) return pin;
  while (!pin->empty() && (pin->back() == '\n' || pin->back() == '\r')) pin->pop_back();
  return pin;
}

// Held by one program of this machine at a time, and by none that has ended.
class DrawLock {
 public:
  explicit DrawLock(const fs::path& file)
      : descriptor_{::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR)} {
    while (descriptor_ >= 0 && !is_held_) {
      is_held_ = ::flock(descriptor_, LOCK_EX) == 0;
      if (!is_held_ && errno != EINTR) return;
    }
  }
  DrawLock(const DrawLock&) = delete;
  DrawLock& operator=(const DrawLock&) = delete;
  ~DrawLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  [[nodiscard]] bool is_held() const { return is_held_; }

 private:
  int descriptor_;
  bool is_held_ = false;
};

}  // namespace

MasterToken::MasterToken(std::unique_ptr<Token> token, std::unique_ptr<MasterFolder> older, fs::path folder)
    : folder_{std::move(folder)},
      token_{std::move(token)},
      older_{std::move(older)},
      prefix_{token_->object().empty() ? std::string{object_if_none} + "." : token_->object() + "."} {}

Result<std::unique_ptr<MasterToken>> MasterToken::open(const std::string& uri, const fs::path& folder,
                                                       const fs::path& credentials, NoMaster none) {
  auto older = MasterFolder::open(folder, credentials, NoMaster::refuse);
  if (!older) return std::unexpected{std::move(older.error())};
  auto token =
      Token::open(uri, [=](const std::string& source) { return pin_in(source, folder, credentials); });
  if (!token) return std::unexpected{std::move(token.error())};
  std::unique_ptr<MasterToken> keys{new MasterToken{std::move(*token), std::move(*older), folder}};
  if (auto looked = keys->look_until_settled(); !looked) return std::unexpected{std::move(looked.error())};
  if (!keys->generations().empty()) return keys;
  if (none == NoMaster::refuse) return base::fail(base::Fault::unavailable, "the token has no master key");
  if (auto drawn = keys->draw_next(); !drawn) return std::unexpected{std::move(drawn.error())};
  return keys;
}

std::string MasterToken::label_of(std::int64_t generation) const {
  return prefix_ + std::to_string(generation);
}

bool MasterToken::has(std::int64_t generation) const {
  const std::scoped_lock lock{mutex_};
  return inside_.contains(generation);
}

bool MasterToken::expects_some() const {
  const std::scoped_lock lock{mutex_};
  return !inside_.empty();
}

std::vector<std::int64_t> MasterToken::generations() const {
  auto all = older_->generations();
  const std::scoped_lock lock{mutex_};
  all.insert(all.end(), inside_.begin(), inside_.end());
  std::ranges::sort(all);
  return all;
}

// One after another on this machine. Elsewhere others may draw at the same time: one of them has it, or
// neither, and then both wait for a time by chance.
Result<std::int64_t> MasterToken::draw_next() {
  const DrawLock lock{folder_ / "master.lock"};
  if (!lock.is_held()) return wrong_file(folder_ / "master.lock", std::strerror(errno));
  const auto before = generations();
  const std::int64_t next = before.empty() ? 1 : before.back() + 1;  // another program may draw this very one
  if (next > generation_max)
    return base::fail(base::Fault::unavailable, "there are no numbers left for a master key");
  auto tried = others_draw();
  for (int tries = 0; tries < tries_max; ++tries, wait_by_chance()) {
    if (auto looked = look_until_settled(); !looked) return std::unexpected{std::move(looked.error())};
    if (has(next)) return next;
    if (auto drawn = token_->generate(label_of(next)); !drawn)
      tried = std::unexpected{std::move(drawn.error())};
  }
  return tried;
}

// Some modules fail at a key that is just being destroyed, whatever they are asked.
Result<void> MasterToken::look_until_settled() {
  auto tried = others_draw();
  for (int tries = 0; tries < tries_max; ++tries, wait_by_chance()) {
    auto is_settled = look();
    if (is_settled && *is_settled) return {};
    if (!is_settled) tried = std::unexpected{std::move(is_settled.error())};
  }
  return tried;
}

Result<void> MasterToken::remove(std::int64_t generation) {
  if (auto gone = token_->destroy(label_of(generation)); !gone) return gone;
  {
    const std::scoped_lock lock{mutex_};
    inside_.erase(generation);
  }
  return older_->remove(generation);
}

desk::MasterKey MasterToken::newest() const {
  const std::scoped_lock lock{mutex_};
  return newest_;
}

Result<void> MasterToken::look_again() {
  const auto is_settled = look();
  if (!is_settled) return std::unexpected{is_settled.error()};
  if (!*is_settled) return others_draw();
  return {};
}

// Two of one number are most often another program's draw that is just being taken back.
Result<bool> MasterToken::look() {
  if (auto looked = older_->look_again(); !looked) return std::unexpected{std::move(looked.error())};
  const auto labels = token_->labels(expects_some() ? Token::Expect::some : Token::Expect::any);
  if (!labels) return std::unexpected{labels.error()};
  std::set<std::int64_t> inside;
  for (const std::string& label : *labels) {
    if (!label.starts_with(prefix_) || label.size() == prefix_.size()) continue;
    const auto number = number_in(std::string_view{label}.substr(prefix_.size()));
    if (number && !inside.insert(*number).second) return false;
  }
  const auto older = older_->generations();
  for (const std::int64_t number : older) {
    if (inside.contains(number))
      return base::fail(base::Fault::unavailable,
                        "the key folder and the token both have a master key " + std::to_string(number));
  }
  desk::MasterKey newest;
  if (!inside.empty() && (older.empty() || *inside.rbegin() > older.back())) {
    auto proof = token_->mac(label_of(*inside.rbegin()), proof_text);
    if (!proof) return std::unexpected{std::move(proof.error())};
    newest = {.generation = *inside.rbegin(), .proof = std::move(*proof)};
  } else if (!older.empty()) {
    newest = older_->newest();
  }
  const std::scoped_lock lock{mutex_};
  inside_ = std::move(inside);
  newest_ = std::move(newest);
  return true;
}

Result<std::string> MasterToken::wrap(std::int64_t generation, std::string_view subject,
                                      const Key& key) const {
  if (!has(generation)) return older_->wrap(generation, subject, key);
  return token_->seal(label_of(generation), wrapping_context(generation, subject),
                      {reinterpret_cast<const char*>(key.data()), key.size()});
}

Result<Key> MasterToken::unwrap(std::int64_t generation, std::string_view subject,
                                std::string_view wrapped) const {
  if (!has(generation)) return older_->unwrap(generation, subject, wrapped);
  auto plain = token_->open(label_of(generation), wrapping_context(generation, subject), wrapped);
  if (!plain) return std::unexpected{std::move(plain.error())};
  if (!*plain) return not_wrapped_here();
  Key key{};
  const bool is_key = (*plain)->size() == key.size();
  if (is_key) std::ranges::copy(**plain, key.begin());
  OPENSSL_cleanse((*plain)->data(), (*plain)->size());
  if (!is_key) return not_wrapped_here();
  return key;
}

}  // namespace skranke::keys
