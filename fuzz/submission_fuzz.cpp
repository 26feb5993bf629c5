// Any text as what a log submits to a witness, and as what a witness answers.
//
// Besides that nothing crashes: what is read, written again, is the very text, so that nothing can be in it
// that the judge does not see.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/ensure.hpp"
#include "cosigning/judge.hpp"
#include "ledger/cosignature.hpp"
#include "ledger/submission.hpp"

namespace {

using namespace skranke;

void judge_all(const ledger::Submission& submission) {
  const auto first = cosigning::judge({}, submission);
  base::ensure(first != cosigning::Ending::cosigned || submission.proof.empty(),
               "from nothing there is no proof");
  const auto again =
      cosigning::judge({.size = submission.checkpoint.size, .root = submission.checkpoint.root}, submission);
  const bool is_same = submission.old_size == submission.checkpoint.size && submission.proof.empty();
  base::ensure((again == cosigning::Ending::cosigned) == is_same, "the same checkpoint goes on from itself");
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name that libFuzzer calls
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  if (const auto read = ledger::read_submission(text)) {
    base::ensure(ledger::submission_text(read->old_size, read->proof, ledger::note_text(read->note)) == text,
                 "what is read and written again is the same");
    judge_all(*read);
  } else {
    base::ensure(read.error().text.size() < 250, "a problem doesn't repeat the text");
  }
  if (const auto lines = ledger::read_signatures(text)) {
    std::string written;
    for (const ledger::Signature& line : *lines) {
      written.append(ledger::signature_line(line));
      const auto cosignature = ledger::read_cosignature(line.bytes);
      base::ensure(!cosignature || ledger::cosignature_bytes(*cosignature) == line.bytes,
                   "a cosignature is its bytes");
    }
    base::ensure(written == text, "lines that are read and written again are the same");
  }
  return 0;
}
