#include "cosigning/judge.hpp"

namespace skranke::cosigning {

Ending judge(const Kept& kept, const ledger::Submission& submission) {
  const ledger::Checkpoint& checkpoint = submission.checkpoint;
  if (submission.old_size > checkpoint.size) return Ending::old_is_larger;
  if (submission.old_size != kept.size) return Ending::other_size;
  if (checkpoint.size == kept.size && checkpoint.root != kept.root) return Ending::other_root;
  return ledger::is_consistent(kept.size, kept.root, checkpoint.size, checkpoint.root, submission.proof)
             ? Ending::cosigned
             : Ending::no_proof;
}

}  // namespace skranke::cosigning
