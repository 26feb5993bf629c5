#include "app/log_witness_talk.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/service_limits.hpp"
#include "connect/keys/cosigning_key.hpp"
#include "connect/log_witness/witness.hpp"
#include "ledger/checkpoint.hpp"
#include "ledger/submission.hpp"

namespace skranke::app {
namespace {

using base::Result;

// "32\n" as text/x.tlog.size.
std::optional<std::uint64_t> size_in(const log_witness::Answered& answered) {
  std::string_view body = answered.body;
  if (!answered.content_type.starts_with("text/x.tlog.size") || !body.ends_with('\n')) return std::nullopt;
  body.remove_suffix(1);
  return ledger::read_whole(body);
}

// Lines of keys that are not the witness's are passed over.
Heard heard_of_lines(const LogWitness& witness, const storage::Shown& shown, const std::string& body) {
  const auto note = ledger::read_note(shown.note);
  auto lines = ledger::read_signatures(body);
  if (!note || !lines) return {.trouble = WitnessTrouble::wrong_answer};
  for (ledger::Signature& line : *lines) {
    const ledger::Note alone{.text = note->text, .signatures = {std::move(line)}};
    if (const auto at = keys::cosigned_at(alone, witness.key))
      return {.line = ledger::signature_line(alone.signatures.front()), .at = *at};
  }
  return {.trouble = WitnessTrouble::wrong_answer};
}

WitnessTrouble trouble_of(long status) {
  constexpr long too_many = 429;
  if (status == 0 || status >= 500 || status == too_many) return WitnessTrouble::away;
  if (status == 403 || status == 404) return WitnessTrouble::not_known;
  return status == 422 ? WitnessTrouble::forked : WitnessTrouble::wrong_answer;
}

// What a witness means that has `size` entries and was told that it has `old`; none: ask again.
Result<WitnessTrouble> meant_by(std::uint64_t size, std::uint64_t old, const storage::Shown& shown,
                                const OfLog& log) {
  if (size == old) return size == shown.size ? WitnessTrouble::forked : WitnessTrouble::wrong_answer;
  if (size <= shown.size) return WitnessTrouble::none;
  // The size of this moment: the log may have grown since the checkpoint.
  const auto now = log.size();
  if (!now) return std::unexpected{now.error()};
  return size > *now ? WitnessTrouble::rolled_back : WitnessTrouble::ahead;
}

}  // namespace

Result<std::vector<LogWitness>> read_log_witnesses(std::string_view text) {
  const auto wrong = [](std::string_view what) {
    return base::fail(base::Fault::invalid_value, "expected URL#KEY,…: " + std::string{what});
  };
  std::vector<LogWitness> witnesses;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), one.size() + 1));
    const std::size_t split = one.find('#');
    if (split == std::string_view::npos) return wrong("a key behind #");
    LogWitness witness{.url = std::string{one.substr(0, split)},
                       .public_key = std::string{one.substr(split + 1)},
                       .key = {}};
    if (!log_witness::is_witness_url(witness.url))
      return wrong("an address of https, or of http to this machine, without a user");
    auto key = ledger::read_public_key(witness.public_key);
    if (!key) return wrong(key.error().text);
    if (key->algorithm != ledger::Algorithm::cosignature)
      return wrong("a witness's key, as `skranke log-witness key` prints it");
    witness.key = std::move(*key);
    const auto is_same = [&](const LogWitness& other) {
      return other.key.name == witness.key.name || other.key.bytes == witness.key.bytes;
    };
    if (std::ranges::any_of(witnesses, is_same)) return wrong("each witness once, with a name of its own");
    if (witnesses.size() == base::limits::log_witnesses_max)
      return base::fail(base::Fault::too_many,
                        "expected at most " + std::to_string(base::limits::log_witnesses_max) + " witnesses");
    witnesses.push_back(std::move(witness));
  }
  return witnesses;
}

std::string_view name(WitnessTrouble trouble) {
  switch (trouble) {
    case WitnessTrouble::none:
      return "none";
    case WitnessTrouble::away:
      return "away";
    case WitnessTrouble::not_known:
      return "not-known";
    case WitnessTrouble::wrong_answer:
      return "wrong-answer";
    case WitnessTrouble::ahead:
      return "ahead";
    case WitnessTrouble::rolled_back:
      return "rolled-back";
    case WitnessTrouble::forked:
      return "forked";
  }
  std::unreachable();
}

bool is_alarm(WitnessTrouble trouble) {
  return trouble == WitnessTrouble::rolled_back || trouble == WitnessTrouble::forked;
}

Result<Heard> show(const LogWitness& witness, const std::string& ca_file, const storage::Shown& shown,
                   std::uint64_t known, const OfLog& log) {
  constexpr int tries = 2;
  std::uint64_t old = std::min(known, shown.size);
  for (int i = 0; i < tries; ++i) {
    const auto proof = log.consistency(old, shown.size);
    if (!proof) return std::unexpected{proof.error()};
    const auto answered =
        log_witness::add_checkpoint(witness.url, ca_file, ledger::submission_text(old, *proof, shown.note));
    if (answered.status == 200) return heard_of_lines(witness, shown, answered.body);
    const auto size = answered.status == 409 ? size_in(answered) : std::nullopt;
    if (!size)
      return Heard{
          .trouble = trouble_of(answered.status), .reason = answered.trouble, .status = answered.status};
    const auto meant = meant_by(*size, old, shown, log);
    if (!meant) return std::unexpected{meant.error()};
    if (*meant != WitnessTrouble::none)
      return Heard{.trouble = *meant, .size = *size, .status = answered.status};
    old = *size;
  }
  return Heard{.trouble = WitnessTrouble::away, .reason = "others submit at the same time"};
}

}  // namespace skranke::app
