// What witnesses of the log are shown, whose turn it is, and what is published: on both engines.
#include "storage/log/witnesses.hpp"

#include "logged.hpp"
#include "storage/log/prove.hpp"

namespace skranke::test {

class LogWitnesses : public Logged {
 protected:
  void SetUp() override {
    Logged::SetUp();
    witnesses_ = std::make_unique<storage::LogWitnesses>(*own_);
  }
  void grow(int by) {
    for (int i = 0; i < by; ++i) add_person("p" + std::to_string(people_++));
    take_in();
  }
  // What is shown in a turn that is ended.
  storage::Shown shown() {
    const auto taken = witnesses_->take_turn(now, now + 20, false).value();
    EXPECT_TRUE(taken);
    EXPECT_TRUE(witnesses_->end_turn());
    return taken.value_or(storage::Shown{});
  }
  void cosign(const std::string& key, std::uint64_t size) {
    EXPECT_TRUE(witnesses_->keep_cosigned(key, size, "line of " + key + "\n", now, trusted_, 2));
  }
  [[nodiscard]] std::string published() { return storage::published_checkpoint(*own_).value(); }

  std::unique_ptr<storage::LogWitnesses> witnesses_;
  std::vector<std::string> trusted_{"a", "b", "c"};
  int people_ = 0;
};
SKRANKE_FOR_BOTH_ENGINES(LogWitnesses);

TEST_P(LogWitnesses, AreShownOneCheckpointUntilEnoughHaveCosignedIt) {
  EXPECT_EQ(shown().size, 0U) << "of an empty log";
  grow(3);
  const auto first = shown();
  EXPECT_EQ(first.size, 3U);
  EXPECT_EQ(first.note, storage::newest_checkpoint(*own_).value());
  grow(4);
  cosign("a", 3);
  EXPECT_EQ(published(), "");
  EXPECT_EQ(shown().note, first.note);
  cosign("stranger", 3);
  EXPECT_EQ(published(), "") << "who is not trusted does not count";
  cosign("b", 3);
  EXPECT_EQ(published(), first.note + "line of a\nline of b\n");
  cosign("c", 3);
  EXPECT_EQ(published(), first.note + "line of a\nline of b\nline of c\n") << "a late one is published, too";
  EXPECT_EQ(shown().size, 7U);
  cosign("a", 3);
  EXPECT_EQ(published(), first.note + "line of a\nline of b\nline of c\n");
  const auto all = witnesses_->look().value();
  EXPECT_EQ(all.log_size, 7U);
  EXPECT_EQ(all.published_size, 3U);
  EXPECT_EQ(all.witnesses.size(), 4U);
}

TEST_P(LogWitnesses, AreAskedByOneServerAtATime) {
  grow(3);
  ASSERT_TRUE(witnesses_->take_turn(now, now + 20, false).value());
  EXPECT_FALSE(witnesses_->take_turn(now + 1, now + 21, false).value());
  EXPECT_TRUE(witnesses_->take_turn(now + 20, now + 40, false).value()) << "of one that died";
  EXPECT_FALSE(witnesses_->take_turn(now + 21, now + 41, false).value());
  EXPECT_TRUE(witnesses_->take_turn(now - 3600, now - 3580, false).value()) << "of a clock that was wrong";
  EXPECT_TRUE(witnesses_->end_turn());
  EXPECT_TRUE(witnesses_->take_turn(now, now + 20, false).value());
}

TEST_P(LogWitnesses, ThatAreAwayAreRememberedAndForgivenOnceTheyAnswer) {
  grow(3);
  EXPECT_EQ(shown().size, 3U);
  EXPECT_TRUE(witnesses_->keep_failed("a", "away", now + 1));
  EXPECT_TRUE(witnesses_->keep_failed("a", "forked", now + 2));
  const auto row = witnesses_->look().value().witnesses.front();
  EXPECT_EQ(row.tries, 2);
  EXPECT_EQ(row.next_at, now + 2);
  EXPECT_EQ(row.trouble, "forked");
  cosign("a", 3);
  const auto later = witnesses_->look().value().witnesses.front();
  EXPECT_EQ(later.tries, 0);
  EXPECT_EQ(later.trouble, "");
  EXPECT_EQ(later.size, 3U);
}

TEST_P(LogWitnesses, GiveProofsOfRowsTheirCheckpoint) {
  grow(300);
  const auto first = shown();
  cosign("a", 300);
  cosign("b", 300);
  grow(300);
  const auto old_row = storage::prove(*own_, "witness_person", "p7").value();
  ASSERT_TRUE(old_row);
  EXPECT_EQ(old_row->checkpoint, published());
  const auto root = ledger::read_checkpoint(first.note).value().root;
  EXPECT_TRUE(
      ledger::is_included(ledger::leaf_hash(old_row->entry), old_row->place, 300, old_row->proof, root));
  const auto new_row = storage::prove(*own_, "witness_person", "p400").value();
  ASSERT_TRUE(new_row);
  EXPECT_EQ(new_row->checkpoint, storage::newest_checkpoint(*own_).value()) << "nobody has cosigned it yet";
  const auto newest = seen();
  EXPECT_TRUE(
      ledger::is_consistent(300, root, newest.size, newest.root, witnesses_->consistency(300, 600).value()));
  EXPECT_EQ(witnesses_->consistency(0, 600).value().size(), 0U);
}

}  // namespace skranke::test
