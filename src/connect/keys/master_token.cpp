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

#include <openssl/crypto.h>

#include "disk/disk.hpp"
#include "ledger/hash.hpp"

namespace skranke::keys {
namespace {

namespace fs = std::filesystem;
using base::Result;

constexpr std::string_view proof_text = "skranke: which master key is this?";
constexpr std::size_t pin_bytes_max = 256;

std::optional<std::int64_t> number_in(std::string_view digits) {
  std::int64_t number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  const bool is_number = fault == std::errc{} && end == digits.data() + digits.size() && number > 0 &&
                         number <= generation_max && digits.front() != '0';
  return is_number ? std::optional{number} : std::nullopt;
}

// Some modules fail while another program changes something in their token, whatever they are asked: they are
// asked again, after a time that chance sets.
template <typename Ask>
auto asked_again(Ask ask) -> decltype(ask()) {
  constexpr int tries_max = 8;
  constexpr int wait_ms_max = 300;
  std::random_device chance;
  auto answer = ask();
  for (int tries = 1; !answer && tries < tries_max; ++tries) {
    std::this_thread::sleep_for(
        std::chrono::milliseconds{std::uniform_int_distribution{0, wait_ms_max}(chance)});
    answer = ask();
  }
  return answer;
}

std::unexpected<base::Problem> others_draw() {
  return base::fail(base::Fault::unavailable,
                    "the token has two master keys of one number: take the one away "
                    "that no database knows");
}

template <typename Value>
Result<Value> told_of_both(Result<Value> result) {
  if (!result && result.error().fault == base::Fault::unavailable)
    result.error().text = "the token has not that master key either: " + result.error().text;
  return result;
}

// Files with the PIN; a refused one leaves its hash in the folder, since systemd starts again and again.
class PinFiles final : public Pins {
 public:
  PinFiles(fs::path folder, fs::path credentials)
      : folder_{std::move(folder)}, credentials_{std::move(credentials)} {}

  // `file:` is what RFC 7512 shows; a path alone is the same.
  Result<std::string> read(std::string_view source) override {
    constexpr std::string_view scheme = "file:";
    if (source.starts_with(scheme)) source.remove_prefix(scheme.size());
    const fs::path given{source};
    std::error_code error;
    const bool is_handed_over =
        !credentials_.empty() && given.is_relative() && fs::exists(credentials_ / given, error);
    auto pin = is_handed_over ? read_credential(credentials_ / given, pin_bytes_max)
                              : read_secret(given.is_relative() ? folder_ / given : given, pin_bytes_max);
    if (!pin) return pin;
    while (!pin->empty() && (pin->back() == '\n' || pin->back() == '\r')) pin->pop_back();
    const auto refused = read_secret(refused_file(), hash_bytes);
    if (refused && *refused == hash_of(*pin)) {
      OPENSSL_cleanse(pin->data(), pin->size());
      return wrong_file(given, "the token has refused this PIN; write the right one there, or take " +
                                   refused_file().string() + " away to have it tried again");
    }
    return pin;
  }

  void was_refused(std::string_view pin) override {
    std::error_code error;
    fs::remove(refused_file(), error);
    // Where it can't be written, the next start tries once more.
    (void)write_new(refused_file(), hash_of(pin));
  }

 private:
  static constexpr std::size_t hash_bytes = 32;
  static std::string hash_of(std::string_view pin) {
    return std::string{ledger::bytes_of(ledger::sha256(std::string{"skranke: a refused PIN: "}.append(pin)))};
  }
  [[nodiscard]] fs::path refused_file() const { return folder_ / "master.pin-refused"; }

  fs::path folder_;
  fs::path credentials_;
};

}  // namespace

MasterToken::MasterToken(std::unique_ptr<Token> token, std::unique_ptr<MasterFolder> older, fs::path folder)
    : folder_{std::move(folder)},
      token_{std::move(token)},
      older_{std::move(older)},
      prefix_{token_->object() + "."} {}

Result<std::unique_ptr<MasterToken>> MasterToken::open(const std::string& uri, const fs::path& folder,
                                                       const fs::path& credentials, NoMaster none,
                                                       std::chrono::milliseconds between_connections) {
  auto older = MasterFolder::open(folder, credentials, NoMaster::refuse);
  if (!older) return std::unexpected{std::move(older.error())};
  auto token = Token::open(uri, std::make_unique<PinFiles>(folder, credentials), between_connections);
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

// One after another on this machine. Where others draw at the very same moment there may be two of one
// number: nothing is lost by that, and look_again() tells of it.
Result<std::int64_t> MasterToken::draw_next() {
  const std::int64_t seen = newest().generation;
  const auto lock = disk::lock(folder_ / "master.lock", disk::Waiting::yes);
  if (!lock.is_open()) return wrong_file(folder_ / "master.lock", std::strerror(errno));
  if (auto looked = look_until_settled(); !looked) return std::unexpected{std::move(looked.error())};
  // Another program has just drawn the one that is asked for.
  if (const std::int64_t now = newest().generation; now > seen && has(now)) return now;
  const auto before = generations();
  const std::int64_t next = before.empty() ? 1 : before.back() + 1;
  if (next > generation_max)
    return base::fail(base::Fault::unavailable, "there are no numbers left for a master key");
  const auto drawn = asked_again([&] { return token_->generate(label_of(next)); });
  if (!drawn) return std::unexpected{drawn.error()};
  if (auto looked = look_until_settled(); !looked) return std::unexpected{std::move(looked.error())};
  if (!has(next)) return base::fail(base::Fault::unavailable, "the token does not show the key that it drew");
  return next;
}

Result<void> MasterToken::look_until_settled() {
  return asked_again([this] { return look_again(); });
}

Result<void> MasterToken::remove(std::int64_t generation) {
  if (!has(generation)) return older_->remove(generation);
  if (auto gone = token_->destroy(label_of(generation)); !gone) return gone;
  const std::scoped_lock lock{mutex_};
  inside_.erase(generation);
  return {};
}

desk::MasterKey MasterToken::newest() const {
  const std::scoped_lock lock{mutex_};
  return newest_;
}

// Two of one number are most often another program's draw that is just being taken back.
Result<void> MasterToken::look_again() {
  if (auto looked = older_->look_again(); !looked) return std::unexpected{std::move(looked.error())};
  const auto labels = token_->labels(expects_some() ? Token::Expect::some : Token::Expect::any);
  if (!labels) return std::unexpected{labels.error()};
  std::set<std::int64_t> inside;
  for (const std::string& label : *labels) {
    if (!label.starts_with(prefix_) || label.size() == prefix_.size()) continue;
    const auto number = number_in(std::string_view{label}.substr(prefix_.size()));
    if (number && !inside.insert(*number).second) return others_draw();
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
  return {};
}

Result<std::string> MasterToken::wrap(std::int64_t generation, std::string_view subject,
                                      const Key& key) const {
  if (!has(generation)) return told_of_both(older_->wrap(generation, subject, key));
  return token_->seal(label_of(generation), wrapping_context(generation, subject),
                      {reinterpret_cast<const char*>(key.data()), key.size()});
}

Result<Key> MasterToken::unwrap(std::int64_t generation, std::string_view subject,
                                std::string_view wrapped) const {
  if (!has(generation)) return told_of_both(older_->unwrap(generation, subject, wrapped));
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
