#include "ledger/entry.hpp"

#include <gtest/gtest.h>

namespace skranke::ledger {
namespace {

TEST(Entries, AreReadBackAsTheyWere) {
  const Entry written{.at = 1'795'945'320,
                      .operation = Operation::update,
                      .table = "desk_case",
                      .shape = 2,
                      .key = "a|b\nc",
                      .previous = 7,
                      .commitment = sha256("row")};
  EXPECT_EQ(read_entry(entry_text(written)).value(), written);
  const Entry gone{.at = -1,
                   .operation = Operation::remove,
                   .table = "t",
                   .shape = 1,
                   .key = "",
                   .previous = {},
                   .commitment = {}};
  EXPECT_EQ(read_entry(entry_text(gone)).value(), gone);
}

TEST(Entries, ThatAreNoneAreRefused) {
  for (const char* text :
       {"", "skranke-log-1", "skranke-log-1\n5\ninsert\nt 1\n-\n-", "skranke-log-2\n5\ninsert\nt 1\n-\n-\nk",
        "skranke-log-1\n05\ninsert\nt 1\n-\n-\nk", "skranke-log-1\n5\nread\nt 1\n-\n-\nk",
        "skranke-log-1\n5\ninsert\nt\n-\n-\nk", "skranke-log-1\n5\ninsert\nt 1\n-\nAAAA\nk",
        "skranke-log-1\n5\ninsert\nt 1\n-1\n-\nk"})
    EXPECT_FALSE(read_entry(text)) << text;
}

// Rows that say something else have other bytes, also where their texts put together are the same.
TEST(RowBytes, AreThoseOfNoOtherRow) {
  const auto bytes = [](auto add) {
    RowBytes row;
    add(row);
    return std::string{row.bytes()};
  };
  EXPECT_EQ(bytes([](RowBytes& row) {
              row.add_text("ab");
              row.add_text("");
              row.add(-7);
              row.add_null();
              row.add_bytes("x");
            }),
            "t2:abt0:i-7;nb1:x");
  EXPECT_NE(bytes([](RowBytes& row) {
              row.add_text("a");
              row.add_text("b");
            }),
            bytes([](RowBytes& row) {
              row.add_text("ab");
              row.add_text("");
            }));
  EXPECT_NE(bytes([](RowBytes& row) { row.add_text("1"); }),
            bytes([](RowBytes& row) { row.add_bytes("1"); }));
}

}  // namespace
}  // namespace skranke::ledger
