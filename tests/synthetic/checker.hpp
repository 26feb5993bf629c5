// An independent reader of extracts: says what is wrong with one as a population.
//
// It shares no code with the product: positions, lengths, the century and modulus 11 are written down here a
// second time, from the public description of the layout. Memory grows with the number of persons.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace skranke::tests {

class Checker {
 public:
  // Bytes of the extract, cut anywhere.
  void read(std::string_view bytes);
  // What was wrong, a line each; the first hundred. Empty: nothing.
  [[nodiscard]] std::vector<std::string> finish();

  [[nodiscard]] const std::map<std::string, std::uint64_t>& statuses() const { return statuses_; }
  [[nodiscard]] const std::map<std::string, std::uint64_t>& types() const { return types_; }
  [[nodiscard]] std::uint64_t persons() const { return persons_.size(); }

 private:
  using Pair = std::pair<std::uint64_t, std::uint64_t>;
  struct Person {
    std::string current;
    int status = 0;
    char sex = ' ';
    std::string born;
  };

  void line(std::string_view record);
  void person(std::string_view record);
  void number(std::string_view digits, std::string_view born, char sex);
  void relation(std::string_view type, std::string_view record);
  void spouse(std::string_view record, std::size_t code_at, std::size_t from_at);
  void parent(std::uint64_t child, std::string_view number, std::string_view born, char sex);
  void exists(std::uint64_t number, const char* what);
  void says(std::string what);
  void check_numbers();

  std::string rest_;
  std::uint64_t line_ = 0;
  bool has_ended_ = false;
  std::uint64_t now_ = 0;      // whose records are being read
  std::string last_type_;      // of this person's records
  std::string earlier_moved_;  // when the address told last began, of this person
  std::unordered_map<std::uint64_t, Person> persons_;
  std::set<Pair> parents_;   // child and parent, as children's records say
  std::set<Pair> children_;  // child and parent, as parents' records say
  struct NamedParent {
    std::uint64_t child;
    std::uint64_t parent;
    std::string born;
    char sex;
  };
  std::vector<NamedParent> named_parents_;
  std::set<std::pair<Pair, std::string>> spouses_;  // who, with whom, since when
  std::vector<Pair> others_;                        // named by custody or guardianship
  std::set<Pair> former_;                           // the current number and a former one
  std::map<std::string, std::uint64_t> statuses_;
  std::map<std::string, std::uint64_t> types_;
  std::vector<std::string> wrong_;
};

}  // namespace skranke::tests
