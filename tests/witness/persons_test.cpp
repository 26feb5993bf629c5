// The quota follows the person: through another number, another name, another MitID.
#include "ledger.hpp"

namespace skranke::test {

class Persons : public Ledger {
 protected:
  std::string of(desk::PersonKeys keys) { return ledger().person_of(keys).value_or(""); }
};
SKRANKE_FOR_BOTH_ENGINES(Persons);

TEST_P(Persons, AnyKeyFindsThePerson) {
  const std::string id = of({.register_id = "r1", .number = "n1", .mitid = "m1"});
  EXPECT_EQ(of({.register_id = "r1", .number = {}, .mitid = {}}), id);
  EXPECT_EQ(of({.register_id = {}, .number = "n1", .mitid = {}}), id);
  EXPECT_EQ(of({.register_id = {}, .number = {}, .mitid = "m1"}), id);
  EXPECT_NE(of({.register_id = {}, .number = {}, .mitid = "n1"}), id);  // of another kind
}

TEST_P(Persons, AChangedNumberOrMitIdIsOneKeyMore) {
  const std::string id = of({.register_id = "r1", .number = "n1", .mitid = "m1"});
  EXPECT_EQ(of({.register_id = "r1", .number = "n2", .mitid = "m2"}), id);
  EXPECT_EQ(of({.register_id = {}, .number = "n2", .mitid = {}}), id);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(vouch(id, day("2026-11-24")), "given");
  EXPECT_EQ(vouch(of({.register_id = {}, .number = {}, .mitid = "m2"}), day("2026-11-24")), "quota-used");
}

TEST_P(Persons, WhoTurnsOutToBeOnePersonKeepsTheSumOfWhatIsTaken) {
  const std::string one = of({.register_id = {}, .number = "n1", .mitid = {}});
  const std::string other = of({.register_id = {}, .number = {}, .mitid = "m1"});
  const Day first = day("2026-01-01");
  EXPECT_EQ(vouch(one, first), "given");
  EXPECT_EQ(vouch(one, first + 10), "given");
  EXPECT_EQ(vouch(other, first + 20), "given");
  EXPECT_EQ(vouch(other, first + 30), "given");
  EXPECT_FALSE(ledger().same_person(one, other).value());
  const std::string whole = of({.register_id = {}, .number = "n1", .mitid = "m1"});
  EXPECT_TRUE(ledger().same_person(one, other).value());
  for (const std::string& id : {one, other, whole}) {
    // Four in the window; with three there is still no room.
    EXPECT_EQ(vouch(id, first + 100), "quota-used");
    EXPECT_EQ(vouch(id, first + 120), "quota-used");
  }
  EXPECT_EQ(vouch(other, first + 130), "given");
  EXPECT_EQ(vouch(one, first + 139), "quota-used");
  EXPECT_EQ(ledger().standing(one)->given.size(), 5U);
}

TEST_P(Persons, AFrozenHalfFreezesTheWhole) {
  const std::string one = of({.register_id = {}, .number = "n1", .mitid = {}});
  const std::string other = of({.register_id = {}, .number = {}, .mitid = "m1"});
  EXPECT_EQ(vouch(one, day("2026-11-24")), "given");
  EXPECT_TRUE(ledger().dispute(one, "s-a1", now).value());
  static_cast<void>(of({.register_id = {}, .number = "n1", .mitid = "m1"}));
  EXPECT_EQ(vouch(other, day("2026-11-24")), "frozen");
}

TEST_P(Persons, ThreePersonsBecomeOne) {
  static_cast<void>(of({.register_id = "r", .number = {}, .mitid = {}}));
  const std::string two = of({.register_id = {}, .number = "n", .mitid = {}});
  static_cast<void>(of({.register_id = {}, .number = {}, .mitid = "m"}));
  const std::string all = of({.register_id = "r", .number = "n", .mitid = "m"});
  EXPECT_TRUE(ledger().same_person(two, all).value());
  EXPECT_EQ(of({.register_id = {}, .number = {}, .mitid = "m"}), all);
}

}  // namespace skranke::test
