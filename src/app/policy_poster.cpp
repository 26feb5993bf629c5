#include "app/policy_poster.hpp"

#include "reading/account.hpp"
#include "reading/demands.hpp"

namespace skranke::app {

letters::Poster policy_poster(const reading::Wording& wording, const std::string& url) {
  const policy::Tree& tree = wording.tree();
  const reading::Account account = reading::account_of(wording);
  letters::PosterFacts facts;
  facts.language = wording.language();
  facts.title = account.title;
  facts.every = wording.say("every");
  for (const policy::Condition& condition : tree.conditions)
    facts.conditions.push_back(reading::condition_words(wording, condition));
  facts.either = wording.say("or");
  for (const reading::ListAccount& list : account.lists) {
    letters::PosterList& told = facts.lists.emplace_back();
    told.id = list.id;
    told.heading = list.heading;
    told.notes = list.notes;
    for (const reading::Block& block : list.blocks) {
      letters::PosterBlock& lines = told.blocks.emplace_back();
      lines.heading = block.heading;
      for (const reading::Sentence& line : block.lines) lines.lines.push_back(line.text);
    }
  }
  for (const reading::Sentence& exclusion : account.exclusions) facts.exclusions.push_back(exclusion.text);
  facts.check = wording.say("poster.check");
  facts.url = url;
  facts.code = wording.say("poster.code", {{"url", url}});
  facts.footer = wording.version() + " " + wording.say("source") + ": " + tree.source;
  facts.day = tree.effective;
  return letters::poster(facts);
}

}  // namespace skranke::app
