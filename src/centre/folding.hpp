// Names of places without what people write differently: case, accents, and the spellings of æ, ø and å.
#pragma once

#include <string>
#include <string_view>

namespace skranke::centre {

// Lower-case words of a to z and 0 to 9, a space between them. "å", "aa" and "a" become one, and so do "æ",
// "ae" and "a", "ø", "oe" and "o": Århus, Aarhus, AARHUS and arhus are all "arhus". Anything that is no Latin
// letter or digit separates words, bytes that are not UTF-8 too. Different names may become equal; a search
// that finds too much is the smaller harm.
[[nodiscard]] std::string fold(std::string_view utf8);

// Whether every word of `folded_words` begins a word of `folded_text`.
[[nodiscard]] bool words_begin(std::string_view folded_words, std::string_view folded_text);

}  // namespace skranke::centre
