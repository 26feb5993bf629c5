#include "synthetic/text.hpp"

#include <gtest/gtest.h>

#include "cpr/text.hpp"
#include "synthetic/records.hpp"

namespace skranke::synthetic {
namespace {

NameSpell name(std::string_view given, std::string_view middle, std::string_view family) {
  NameSpell spell;
  spell.given.append(given);
  spell.middle.append(middle);
  spell.family.append(family);
  return spell;
}

TEST(Latin, KeepsWhatTheRegisterCanWriteAndFoldsTheRest) {
  EXPECT_EQ(cpr::text_of(latin_of("Ærøskøbing é ü ð").text), "Ærøskøbing é ü ð");
  EXPECT_FALSE(latin_of("Ærøskøbing é ü ð").folded);
  EXPECT_EQ(latin_of("Łukasz Wiśniewski").text, "Lukasz Wisniewski");
  EXPECT_TRUE(latin_of("Łukasz").folded);
}

TEST(Text, CutsWhatHasNoRoom) {
  Text<5> text{"abc"};
  text.append("def");
  EXPECT_EQ(text.view(), "abcde");
}

TEST(AddressingName, IsShortenedToThirtyFourCharacters) {
  EXPECT_EQ(addressing_name(name("Anne Marie", "Lund", "Holm")).view(), "Anne Marie Lund Holm");
  EXPECT_EQ(addressing_name(name("Anne-Marie Christina Johanne", "Lund", "Vestergaard")).view(),
            "Anne-Marie C J Lund Vestergaard");
  EXPECT_EQ(addressing_name(name("Anne-Marie Johanne", "Kirkegaard Skovgaard", "Vestergaard")).view(),
            "Anne-Marie J K S Vestergaard");
  EXPECT_EQ(relative_name(name("Anne Marie", "Lund", "Holm")).view(), "Holm,Anne Marie Lund");
}

}  // namespace
}  // namespace skranke::synthetic
