// Two people let a version of the rules into force, on both engines: what one alone can't do, what a changed
// or a lost file does, and who is first.
#include "activation/activation.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "codec/compiled_policy.hpp"
#include "connect/keys/key_folder.hpp"
#include "policy/testing.hpp"
#include "storage/activation/stored_activations.hpp"
#include "store.hpp"

namespace skranke::test {
namespace {

using activation::Refusal;
using policy::Edition;
using policy::Standing;

constexpr activation::Moment now = 1'795'945'320;

base::Day day(std::string_view text) { return *base::parse_day(text); }
std::string hash(const Edition& edition) { return keys::sha256_hex(codec::compiled_policy(edition.tree)); }

// The MitID policy as another version, of which a benefit counts so many months.
Edition version(const std::string& name, const std::string& effective, const std::string& months) {
  std::string text = policy::mitid_with("months_old_max = 3", "months_old_max = " + months);
  const std::string head = "version = \"2024-01-01\"\neffective = 2024-01-01";
  return policy::edition_of(
      text.replace(text.find(head), head.size(), "version = \"" + name + "\"\neffective = " + effective));
}
Edition new_one(const std::string& months = "2", const std::string& effective = "2027-01-01") {
  return version("new", effective, months);
}

// What a server has in memory, with the version 2024-01-01 and one more. The database is everybody's.
struct Server {
  policy::Catalogue catalogue;
  std::unique_ptr<storage::StoredActivations> store;
  std::unique_ptr<activation::Tools> tools;

  [[nodiscard]] const Edition& edition() const { return **catalogue.version("mitid", "new"); }
  [[nodiscard]] Standing standing() const { return catalogue.standing(edition()); }
  [[nodiscard]] std::string in_force(std::string_view on) const {
    const auto found = catalogue.in_force("mitid", day(on));
    return found ? (*found)->program.version : "nothing";
  }
  using Deed = activation::Done (*)(const activation::Tools&, const activation::Wish&);
  // Of the version "new", by somebody who administrates every centre.
  [[nodiscard]] std::optional<Refusal> done(Deed deed, const std::string& who) const {
    const auto said = deed(*tools, wish(who));
    EXPECT_TRUE(said) << said.error().text;
    return *said;
  }
  [[nodiscard]] activation::Wish wish(const std::string& who) const {
    return {.policy = "mitid",
            .version = "new",
            .sha256 = hash(edition()),
            .by = who,
            .is_of_every_centre = true,
            .now = now + 10};
  }
};

class Activations : public Contract {
 protected:
  // The database first hears of activations at a server that has the old version alone.
  void SetUp() override {
    own_ = open(Options{});
    ASSERT_TRUE(activation::begin(*server(std::nullopt)->tools, now));
  }

  std::unique_ptr<Server> server(std::optional<Edition> other) {
    auto made = std::make_unique<Server>();
    EXPECT_TRUE(made->catalogue.add(policy::edition_of(policy::mitid_text())));
    if (other) {
      EXPECT_TRUE(made->catalogue.add(std::move(*other)));
    }
    made->store = std::make_unique<storage::StoredActivations>(*own_);
    made->tools = std::make_unique<activation::Tools>(
        activation::Tools{.store = *made->store,
                          .catalogue = made->catalogue,
                          .sha256 = hash,
                          .new_id = [this] { return "activation-" + std::to_string(++ids_); },
                          .today = [this] { return today_; }});
    return made;
  }
  std::unique_ptr<Server> begun(Edition other) {
    auto made = server(std::move(other));
    const auto done = activation::begin(*made->tools, now);
    EXPECT_TRUE(done) << done.error().text;
    return made;
  }
  // A server at which "new" was activated by anna and bo; it is gone, and its file may change.
  void activate(const std::string& months = "2") {
    const auto at = begun(new_one(months));
    ASSERT_EQ(at->done(activation::propose, "anna"), std::nullopt);
    ASSERT_EQ(at->done(activation::activate, "bo"), std::nullopt);
  }

  std::unique_ptr<storage::Database> own_;
  base::Day today_ = day("2026-11-30");

 private:
  int ids_ = 0;
};

TEST_P(Activations, HoldAVersionUntilTwoPeopleHaveLetItIntoForce) {
  const auto at = begun(new_one());
  EXPECT_EQ(at->standing(), Standing::held);
  EXPECT_EQ(at->in_force("2027-01-01"), "2024-01-01");
  EXPECT_EQ(at->done(activation::activate, "bo"), Refusal::not_proposed);
  EXPECT_EQ(at->done(activation::propose, "anna"), std::nullopt);
  EXPECT_EQ(at->done(activation::propose, "bo"), Refusal::proposed_already);
  EXPECT_EQ(at->in_force("2027-01-01"), "2024-01-01");
  EXPECT_EQ(at->done(activation::activate, "anna"), Refusal::same_person);
  EXPECT_EQ(at->standing(), Standing::held);
  EXPECT_EQ(at->done(activation::activate, "bo"), std::nullopt);
  EXPECT_EQ(at->in_force("2026-12-31"), "2024-01-01");
  EXPECT_EQ(at->in_force("2027-01-01"), "new");
  EXPECT_EQ(at->done(activation::propose, "anna"), Refusal::counts_already);
  const auto kept = at->store->all().value();
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].proposed, (activation::Deed{.by = "anna", .at = now + 10}));
  EXPECT_EQ(kept[0].activated, (activation::Deed{.by = "bo", .at = now + 10}));
}

TEST_P(Activations, TakeWhatWasThereFirstAsInstalledAndNothingLater) {
  const auto at = begun(new_one());
  const auto kept = at->store->all().value();
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].version, "2024-01-01");
  EXPECT_EQ(kept[0].state, activation::State::installed);
  EXPECT_EQ(kept[0].proposed, (activation::Deed{.by = "", .at = now}));
}

TEST_P(Activations, AreKeptFromOnePersonByTheDatabaseItself) {
  const auto at = begun(new_one());
  ASSERT_EQ(at->done(activation::propose, "anna"), std::nullopt);
  const auto fault = write_one(*own_,
                               "update policy_activation set state = 'active', activated_by = 'anna', "
                               "activated_at = 1 where state = 'proposed'");
  ASSERT_FALSE(fault);
  EXPECT_EQ(fault.error().kind, FaultKind::check);
  const auto alone =
      write_one(*own_, "update policy_activation set state = 'active' where state = 'proposed'");
  ASSERT_FALSE(alone);
  EXPECT_EQ(alone.error().kind, FaultKind::check);
}

TEST_P(Activations, AreForWhoHasSeenTheTextAndAdministratesEveryCentre) {
  const auto at = begun(new_one());
  auto wish = at->wish("anna");
  wish.is_of_every_centre = false;
  EXPECT_EQ(activation::propose(*at->tools, wish).value(), Refusal::not_of_every_centre);
  wish = at->wish("anna");
  wish.sha256.front() = wish.sha256.front() == 'a' ? 'b' : 'a';
  EXPECT_EQ(activation::propose(*at->tools, wish).value(), Refusal::another_text);
  wish = at->wish("anna");
  wish.version = "newer";
  EXPECT_EQ(activation::propose(*at->tools, wish).value(), Refusal::unknown_version);
}

TEST_P(Activations, AreToldToEveryServer) {
  const auto one = begun(new_one());
  const auto other = begun(new_one());
  ASSERT_EQ(one->done(activation::propose, "anna"), std::nullopt);
  ASSERT_EQ(one->done(activation::activate, "bo"), std::nullopt);
  EXPECT_EQ(other->standing(), Standing::held);
  ASSERT_TRUE(activation::refresh(*other->tools));
  EXPECT_EQ(other->in_force("2027-01-01"), "new");
}

TEST_P(Activations, AreWithdrawnByAnyAdministratorBeforeTheirDayAndNotOnIt) {
  const auto at = begun(new_one());
  EXPECT_EQ(at->done(activation::withdraw, "anna"), Refusal::not_standing);
  for (const bool is_active : {false, true}) {
    ASSERT_EQ(at->done(activation::propose, "anna"), std::nullopt);
    if (is_active) {
      ASSERT_EQ(at->done(activation::activate, "bo"), std::nullopt);
    }
    EXPECT_EQ(at->done(activation::withdraw, "carl"), std::nullopt);
    EXPECT_EQ(at->in_force("2027-01-01"), "2024-01-01");
    EXPECT_EQ(at->done(activation::activate, "bo"), Refusal::not_proposed);
  }
  ASSERT_EQ(at->done(activation::propose, "anna"), std::nullopt);
  ASSERT_EQ(at->done(activation::activate, "bo"), std::nullopt);
  today_ = day("2027-01-01");
  EXPECT_EQ(at->done(activation::withdraw, "anna"), Refusal::day_has_come);
  EXPECT_EQ(at->in_force("2027-01-01"), "new");
}

// Else the rules of a case could change between its reading and its record.
TEST_P(Activations, NeverReplaceWhatIsInForceToday) {
  const auto at = begun(new_one());
  ASSERT_EQ(at->done(activation::propose, "anna"), std::nullopt);
  today_ = day("2027-01-01");
  EXPECT_EQ(at->done(activation::activate, "bo"), Refusal::day_has_come);
  today_ = day("2026-12-31");
  EXPECT_EQ(at->done(activation::activate, "bo"), std::nullopt);
}

TEST_P(Activations, LetAChangedFileDecideNothingNorAnOlderOneInItsPlace) {
  activate("2");
  const auto at = begun(new_one("1"));
  EXPECT_EQ(at->standing(), Standing::altered);
  EXPECT_EQ(at->in_force("2026-12-31"), "2024-01-01");
  EXPECT_EQ(at->in_force("2027-01-01"), "nothing");
  // On its day too two people may say yes to what it says now: nothing else decides that would be replaced.
  today_ = day("2027-01-02");
  ASSERT_EQ(at->done(activation::propose, "bo"), std::nullopt);
  EXPECT_EQ(at->in_force("2027-01-02"), "nothing");
  ASSERT_EQ(at->done(activation::activate, "anna"), std::nullopt);
  EXPECT_EQ(at->in_force("2027-01-02"), "new");
  // And the earlier text is the one that is not activated now.
  const auto behind = server(new_one("2"));
  ASSERT_TRUE(activation::refresh(*behind->tools));
  EXPECT_EQ(behind->standing(), Standing::altered);
}

TEST_P(Activations, TakeAProposalOfAnotherTextAway) {
  ASSERT_EQ(begun(new_one("2"))->done(activation::propose, "anna"), std::nullopt);
  const auto at = begun(new_one("1"));
  EXPECT_EQ(at->done(activation::activate, "bo"), Refusal::not_proposed);
  EXPECT_EQ(at->done(activation::propose, "anna"), std::nullopt);
  EXPECT_EQ(begun(new_one("2"))->done(activation::activate, "bo"), Refusal::not_proposed);
  EXPECT_EQ(at->done(activation::activate, "bo"), std::nullopt);
}

TEST_P(Activations, LetNoServerBeginWithoutTheFileOfWhatWasActivated) {
  activate();
  const auto without = server(std::nullopt);
  const auto begun_without = activation::begin(*without->tools, now);
  ASSERT_FALSE(begun_without);
  EXPECT_EQ(begun_without.error().fault, base::Fault::invalid_policy);
  EXPECT_NE(begun_without.error().text.find("version new of the policy mitid"), std::string::npos);
  const auto later = server(new_one("2", "2027-02-01"));
  EXPECT_FALSE(activation::begin(*later->tools, now)) << "the same version, on a later day";
}

TEST_P(Activations, KnowWhatDecidesBeforeAVersion) {
  const auto at = begun(new_one());
  EXPECT_EQ(activation::version_before(*at->tools, at->edition())->program.version, "2024-01-01");
  ASSERT_EQ(at->done(activation::propose, "anna"), std::nullopt);
  ASSERT_EQ(at->done(activation::activate, "bo"), std::nullopt);
  today_ = day("2027-03-01");
  EXPECT_EQ(activation::version_before(*at->tools, at->edition())->program.version, "2024-01-01");
  EXPECT_EQ(activation::version_before(*at->tools, **at->catalogue.version("mitid", "2024-01-01")), nullptr);
}

SKRANKE_FOR_BOTH_ENGINES(Activations);

}  // namespace
}  // namespace skranke::test
