#include "cosigning/judge.hpp"

#include <vector>

#include <gtest/gtest.h>

#include "ledger/tree.hpp"

namespace skranke::cosigning {
namespace {

// The tree of the first `size` of leaves that `salt` tells apart.
struct Log {
  explicit Log(std::uint64_t size, std::uint64_t fork_at = 1000) {
    for (std::uint64_t i = 0; i < size; ++i)
      frontier.add(
          ledger::leaf_hash((i < fork_at ? "" : "other ") + std::to_string(i)),
          [&](const ledger::Node& node, const ledger::Hash& hash) { nodes.emplace_back(node, hash); });
  }
  [[nodiscard]] Kept kept() const { return {.size = frontier.size(), .root = frontier.root()}; }
  [[nodiscard]] ledger::Submission after(std::uint64_t old_size) const {
    ledger::Submission made;
    made.old_size = old_size;
    made.checkpoint = {.origin = "log", .size = frontier.size(), .root = frontier.root()};
    if (old_size > 0 && old_size <= frontier.size())
      made.proof = ledger::consistency_proof(old_size, frontier.size(), [&](const ledger::Node& node) {
                     for (const auto& [known, hash] : nodes)
                       if (known == node) return base::Result<ledger::Hash>{hash};
                     return base::Result<ledger::Hash>{base::fail(base::Fault::not_found, "no node")};
                   }).value();
    return made;
  }

  ledger::Frontier frontier;
  std::vector<std::pair<ledger::Node, ledger::Hash>> nodes;
};

TEST(Judge, TakesWhatGoesOnAndNothingElseForEverySizeUpTo24) {
  constexpr std::uint64_t sizes = 24;
  for (std::uint64_t before = 0; before <= sizes; ++before) {
    const Kept kept = Log{before}.kept();
    for (std::uint64_t size = before; size <= sizes; ++size) {
      const Log log{size};
      EXPECT_EQ(judge(kept, log.after(before)), Ending::cosigned) << before << " " << size;
      for (std::uint64_t old = 0; old <= size; ++old) {
        if (old == before) continue;
        EXPECT_EQ(judge(kept, log.after(old)), Ending::other_size) << before << " " << old;
      }
      if (before == 0) continue;
      const Log fork{size, before - 1};
      EXPECT_EQ(judge(kept, fork.after(before)), size == before ? Ending::other_root : Ending::no_proof);
      auto broken = log.after(before);
      broken.proof.push_back(ledger::sha256("one too many"));
      EXPECT_EQ(judge(kept, broken), Ending::no_proof);
    }
    for (std::uint64_t size = 0; size < before; ++size) {
      EXPECT_EQ(judge(kept, Log{size}.after(size)), Ending::other_size) << "rolled back";
      EXPECT_EQ(judge(kept, Log{size}.after(before)), Ending::old_is_larger);
    }
  }
}

TEST(Judge, WantsNoProofFromNothing) {
  auto first = Log{3}.after(0);
  EXPECT_EQ(judge({}, first), Ending::cosigned);
  first.proof.push_back(first.checkpoint.root);
  EXPECT_EQ(judge({}, first), Ending::no_proof);
  auto empty = Log{0}.after(0);
  EXPECT_EQ(judge({}, empty), Ending::cosigned);
  empty.checkpoint.root = ledger::sha256("something");
  EXPECT_EQ(judge({}, empty), Ending::other_root) << "a log of no entries has one root";
}

}  // namespace
}  // namespace skranke::cosigning
