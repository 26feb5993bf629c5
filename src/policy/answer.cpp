#include "policy/answer.hpp"

#include "policy/decide.hpp"

namespace skranke::policy {

base::Problem not_known(const Edition& edition) {
  return {
      .fault = base::Fault::unknown_version,
      .text = "what version " + edition.program.version + " of policy " + edition.program.id +
              " says of this case is not known, as parts of that version are not; expected another version",
      .path = "/version"};
}

base::Result<Verdict> answer(const Edition& edition, const proofing::Evidence& evidence) {
  const Verdict certain = decide(edition.program, evidence);
  if (!edition.at_most || certain.outcome == Outcome::accepted) return certain;
  const Verdict at_most = decide(edition.at_most->program, evidence);
  if (at_most.outcome == Outcome::rejected) return at_most;
  return std::unexpected{not_known(edition)};
}

}  // namespace skranke::policy
