// A policy told from beginning to end, before it is a text, a page or a poster.
#pragma once

#include <string>
#include <vector>

#include "policy/tree.hpp"
#include "reading/wording.hpp"

namespace skranke::reading {

struct Sentence {
  std::string id;  // of the clause or line
  std::string text;
};

// Lines that are told under one heading.
struct Block {
  std::string heading;  // may be empty
  std::vector<Sentence> lines;
};

struct ListAccount {
  std::string id;
  std::string heading;
  std::vector<Block> blocks;
  std::vector<std::string> notes;
};

struct Account {
  std::string title;
  std::vector<Sentence> guidance;
  std::vector<ListAccount> lists;
  std::vector<Sentence> exclusions;
};

[[nodiscard]] Account account_of(const Wording& wording);

// Title, guidance, conditions, lists and exclusions, each with its clause, for a terminal.
[[nodiscard]] std::string plain_text(const Wording& wording);

}  // namespace skranke::reading
