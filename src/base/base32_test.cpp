// SPEC: RFC 4648, 10, without the padding.
#include "base/base32.hpp"

#include <gtest/gtest.h>

namespace skranke::base {
namespace {

TEST(Base32, IsThatOfRfc4648AndBack) {
  for (const auto& [bytes, text] :
       std::initializer_list<std::pair<const char*, const char*>>{{"", ""},
                                                                  {"f", "MY"},
                                                                  {"fo", "MZXQ"},
                                                                  {"foo", "MZXW6"},
                                                                  {"foob", "MZXW6YQ"},
                                                                  {"fooba", "MZXW6YTB"},
                                                                  {"foobar", "MZXW6YTBOI"}}) {
    EXPECT_EQ(base32(bytes), text);
    EXPECT_EQ(from_base32(text), bytes);
  }
}

TEST(Base32, IsReadAsSomebodyWritesIt) {
  EXPECT_EQ(from_base32("MZXW 6YTB\nOI======\n"), "foobar");
  for (const char* text : {"mzxw6", "MZXW1", "MZXW-6", "M\xC3\x86"}) EXPECT_EQ(from_base32(text), "") << text;
}

}  // namespace
}  // namespace skranke::base
