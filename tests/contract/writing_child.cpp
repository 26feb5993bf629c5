// A program that writes rows 0, 1, 2 … of the contract's test schema and says each number once it is
// answered, until it is killed: writing_child URL.
#include <cstdio>

#include "store.hpp"

int main(int count, char** arguments) {
  using namespace skranke::test;
  if (count != 2) return 2;
  const auto database = skranke::storage::open_database(arguments[1], test_options());
  if (!database) {
    std::printf("%s: %s\n", outcome_of(database).c_str(), database.error().text.c_str());
    return 5;
  }
  for (std::int64_t next = integer(**database, "select count(*) from item");; ++next) {
    if (!write_one(**database, "insert into item(id) values($1)", {number(next)})) return 5;
    if (std::printf("%lld\n", static_cast<long long>(next)) < 0 || std::fflush(stdout) != 0) return 0;
  }
}
