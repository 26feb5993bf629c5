// A policy's own words: its lines, lists and clauses with the numbers of its rules filled in.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/civil.hpp"
#include "policy/tree.hpp"
#include "reading/words.hpp"

namespace skranke::reading {

class Wording {
 public:
  using Values = std::map<std::string, std::string>;

  // Both outlive it.
  Wording(const policy::Tree& tree, const Words& words);

  // The text of a whole key with each {name} replaced by its value; the key where there is none.
  [[nodiscard]] std::string text(const std::string& key, const Values& values = {}) const;
  // That of "read.KEY".
  [[nodiscard]] std::string say(std::string_view key, const Values& values = {}) const;

  [[nodiscard]] std::string title() const { return own("title"); }
  [[nodiscard]] std::string clause(std::string_view id) const { return own("clause", id); }
  [[nodiscard]] std::string list(std::string_view id) const { return own("list", id); }
  [[nodiscard]] std::string group(std::string_view id) const { return own("group", id); }
  [[nodiscard]] std::string kind(std::string_view id) const { return own("kind", id); }
  [[nodiscard]] std::string place(std::string_view id) const { return own("place", id); }
  [[nodiscard]] std::string line(const policy::Line& line) const;

  // "Denmark"; the code of a country that has no text.
  [[nodiscard]] std::string country(const std::string& code) const;
  // "1 January 2024".
  [[nodiscard]] std::string day(base::Day day) const;
  // From when on the version was in force, as far as it is known.
  [[nodiscard]] std::string version() const;
  // What nobody knows of the version, a sentence each.
  [[nodiscard]] std::vector<std::string> unknown() const;

  // "a, b and c"; `last` is the key of the word before the last one, as in "read.and".
  [[nodiscard]] std::string joined(const std::vector<std::string>& parts, std::string_view last) const;

  [[nodiscard]] const policy::Tree& tree() const { return tree_; }
  [[nodiscard]] const std::string& language() const { return words_.language; }

 private:
  [[nodiscard]] std::string own(std::string_view what, std::string_view id = {}) const;

  const policy::Tree& tree_;
  const Words& words_;
  Values numbers_;  // that clauses speak of, from the rules themselves
};

}  // namespace skranke::reading
