#include "ledger/submission.hpp"

#include <optional>
#include <utility>

#include "base/base64.hpp"

namespace skranke::ledger {
namespace {

constexpr std::string_view old_word = "old ";

std::unexpected<base::Problem> none(std::string_view what) {
  return base::fail(base::Fault::invalid_value, "a submission: " + std::string{what});
}

// Takes the first line off. Empty where no line has an end.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

}  // namespace

std::string submission_text(std::uint64_t old_size, const Proof& proof, std::string_view note) {
  std::string text{old_word};
  text.append(std::to_string(old_size)).append("\n");
  for (const Hash& hash : proof) text.append(base::base64(bytes_of(hash))).append("\n");
  return text.append("\n").append(note);
}

base::Result<Submission> read_submission(std::string_view text) {
  const auto first = take_line(text);
  if (!first || !first->starts_with(old_word)) return none("expected \"old\" and a size in line 1");
  const auto old_size = read_whole(first->substr(old_word.size()));
  if (!old_size) return none("expected \"old\" and a size in line 1");
  Submission submission{.old_size = *old_size, .proof = {}, .note = {}, .checkpoint = {}};
  while (true) {
    const auto line = take_line(text);
    if (!line) return none("expected an empty line behind the proof");
    if (line->empty()) break;
    const auto hash = base::from_base64(*line);
    if (!hash || hash->size() != hash_bytes)
      return none("expected base64 of a hash in each line of the proof");
    if (submission.proof.size() == submitted_hashes_max) return none("expected at most 63 hashes");
    submission.proof.push_back(hash_of_bytes(*hash));
  }
  auto note = read_note(text);
  if (!note) return std::unexpected{std::move(note.error())};
  auto checkpoint = read_checkpoint(note->text);
  if (!checkpoint) return std::unexpected{std::move(checkpoint.error())};
  submission.note = std::move(*note);
  submission.checkpoint = std::move(*checkpoint);
  return submission;
}

}  // namespace skranke::ledger
