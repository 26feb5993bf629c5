// The fast check of a record: one pass of 16 bytes at a time, then each field's own rule, unrolled per type.
//
// Every extract runs all of its bytes through here, so it neither branches on values nor allocates. It may
// say no to a record that is good after all (a 29 February, digits with blanks before them): the caller then
// asks find_fault, which decides. It never says yes to one that find_fault refuses.
#pragma once

#include <cstddef>

namespace skranke::cpr {

// Whether the record of type `layout` (an index of layouts()) at `record` is good for certain. Its bytes up
// to the layout's length (its long_length if `is_long`) are readable; nothing behind them is read.
[[nodiscard]] bool is_surely_good(int layout, const char* record, bool is_long);

}  // namespace skranke::cpr
