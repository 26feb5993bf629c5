// docs/roles.md says what the table says. After a change of the table: SKRANKE_WRITE_ROLES=1, run this test,
// and look at what has changed.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "http/gate/access.hpp"

namespace skranke::http::gate {
namespace {

constexpr const char* file = SKRANKE_SOURCE_DIR "/docs/roles.md";

std::string_view centre_of(Where where) {
  switch (where) {
    case Where::own:
      return "their own";
    case Where::path:
      return "of the path";
    case Where::query:
      return "of the query";
    case Where::body:
      return "of the body";
    case Where::record:
      return "of what the path names";
    case Where::any:
      return "any";
  }
  return {};
}

std::string page() {
  std::string text =
      "# Who may do what at the desk\n\n"
      "Made from the one table that the gate asks (`src/http/gate/access.hpp`), by the test that holds this "
      "page against it; what has no row "
      "here nobody may.\n`tests/http/roles.test.ts` asks the running server every cell: each role, at its "
      "own centre and at another, and nobody. "
      "[staff.md](staff.md) says what the roles are.\n\n"
      "*Centre*: at which the role is asked for. *all*: without a session too. *own*: everybody about their "
      "own session.\n\n"
      "| route | officer | second-officer | supervisor | administrator | auditor | device | centre |\n"
      "| --- | --- | --- | --- | --- | --- | --- | --- |\n";
  for (const Rule& rule : rules) {
    text.append("| `").append(name(rule.method)).append(" ").append(rule.path).append("` |");
    for (const staff::Role role : staff::all_roles) {
      if (rule.who == Who::anybody)
        text.append(" all |");
      else if (rule.who == Who::own_session)
        text.append(" own |");
      else
        text.append(rule.roles.has(role) ? " yes |" : " – |");
    }
    text.append(rule.who == Who::anybody ? " all |" : rule.for_devices ? " yes |" : " – |");
    text.append(" ").append(centre_of(rule.where)).append(" |\n");
  }
  return text;
}

TEST(RolesPage, SaysWhatTheTableSays) {
  if (std::getenv("SKRANKE_WRITE_ROLES") != nullptr) std::ofstream{file} << page();
  std::ifstream stream{file};
  const std::string text{std::istreambuf_iterator<char>{stream}, {}};
  EXPECT_EQ(text, page());
}

TEST(Rules, HaveEachRouteOnce) {
  std::set<std::string> seen;
  for (const Rule& rule : rules) {
    EXPECT_TRUE(seen.insert(std::string{name(rule.method)}.append(" ").append(rule.path)).second)
        << rule.path;
    EXPECT_EQ(rule.who == Who::roles, !rule.roles.is_empty()) << rule.path;
  }
}

TEST(Rules, LetNobodyInWhereThereIsNoRow) {
  EXPECT_EQ(rule_of(Method::get, "/desk/v1/nothing"), nullptr);
  EXPECT_EQ(rule_of(Method::delete_, "/desk/v1/session"), nullptr);
  EXPECT_FALSE(have_rules(std::array{Rule{Method::put, "/desk/v1/session"}}));
}

}  // namespace
}  // namespace skranke::http::gate
