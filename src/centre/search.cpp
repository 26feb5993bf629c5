#include "centre/search.hpp"

#include <algorithm>
#include <ranges>
#include <string_view>
#include <tuple>

#include "centre/folding.hpp"

namespace skranke::centre {
namespace {

constexpr int no_match = 100;
constexpr int other_names = 3;  // after a centre's own
constexpr int several = 6;      // each word is in another name

int rank_in(std::string_view words, std::string_view name) {
  if (name == words) return 0;
  if (name.starts_with(words)) return 1;
  return words_begin(words, name) ? 2 : no_match;
}

int rank_in(std::string_view words, const std::vector<std::string>& names) {
  int best = no_match;
  for (const std::string& name : names) best = std::min(best, rank_in(words, name));
  return best;
}

bool begins_postcode(std::string_view word, const Centre& centre) {
  return std::ranges::any_of(centre.postcodes,
                             [word](std::string_view code) { return code.starts_with(word); });
}

// 0 is best; no_match if some word is nowhere.
int rank(std::string_view words, const Centre& centre, const Directory::Names& names) {
  if (words.empty()) return 0;
  const int own = rank_in(words, names.own);
  if (own != no_match) return own;
  const int other = rank_in(words, names.other);
  if (other != no_match) return other_names + other;
  for (const auto part : std::views::split(words, ' ')) {
    const std::string_view word{part.begin(), part.end()};
    if (rank_in(word, names.own) == no_match && rank_in(word, names.other) == no_match &&
        !begins_postcode(word, centre))
      return no_match;
  }
  return several;
}

// Whether the district is called by the centre's main town: "Aalborg SV" by Aalborg.
bool is_at_home(const Postcode& postcode, const Centre& centre) {
  return words_begin(fold(centre.town), fold(postcode.district));
}

struct Candidate {
  Found found;
  int rank;
};

}  // namespace

base::Result<std::vector<Found>> search(const Directory& directory, const Wanted& wanted) {
  const Postcode* const postcode = wanted.postcode ? directory.find_postcode(*wanted.postcode) : nullptr;
  if (wanted.postcode && postcode == nullptr) {
    return base::fail(base::Fault::invalid_value,
                      "postcode: expected four digits of a postcode that is in the list, as in 8000. Of "
                      "Greenland only 3900, "
                      "3911 and 3920 are known, of the Faroe Islands none.");
  }
  const std::string words = fold(wanted.words);
  // Words in letters that no name here has: nothing, rather than everything.
  if (words.empty() && wanted.words.find_first_not_of(' ') != std::string::npos) return std::vector<Found>{};
  const Postcode* const named = postcode != nullptr ? postcode : directory.find_postcode(words);
  const auto centres = directory.all();
  std::vector<Candidate> candidates;
  for (std::size_t i = 0; i < centres.size(); ++i) {
    int found_rank = rank(words, centres[i], directory.names(i));
    if (found_rank == no_match) continue;
    if (postcode != nullptr && !std::ranges::binary_search(centres[i].postcodes, postcode->code)) continue;
    const bool is_first = named != nullptr && is_at_home(*named, centres[i]);
    found_rank = 2 * found_rank + (is_first ? 0 : 1);
    Candidate candidate{.found = {.index = i, .metres = std::nullopt}, .rank = found_rank};
    if (wanted.near) candidate.found.metres = metres_between(*wanted.near, centres[i].position.value);
    candidates.push_back(candidate);
  }
  std::ranges::stable_sort(candidates, {}, [](const Candidate& each) {
    return each.found.metres ? std::tuple{*each.found.metres, 0} : std::tuple{0.0, each.rank};
  });
  std::vector<Found> found;
  for (const Candidate& each : candidates | std::views::take(wanted.limit)) found.push_back(each.found);
  return found;
}

}  // namespace skranke::centre
