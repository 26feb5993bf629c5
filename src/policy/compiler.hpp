// The compiler's workings, shared by the files that make its parts: alternatives (compile.cpp), what may
// stand together (compile_lists.cpp), rows by fact and value (compile_rows.cpp), and reasons
// (compile_reasons.cpp).
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy/box.hpp"
#include "policy/load.hpp"
#include "policy/program.hpp"
#include "policy/tree.hpp"

namespace skranke::policy {

// A condition on every document, for naming the reason where it fails.
struct GeneralRule {
  Reason reason;
  std::vector<Box> boxes;  // it holds for a document in any of these
};

// The reason that a yes-or-no fact gives where it is not as asked for.
[[nodiscard]] Reason reason_of_flag(proofing::Fact fact);

[[nodiscard]] inline std::size_t lowest(Mask mask) { return static_cast<std::size_t>(__builtin_ctzll(mask)); }

// What a combination has to be, besides what its list says.
enum class Asked : std::uint8_t { nothing_more, picture };

// What documents of a part may be, and what that asks of the applicant.
struct Choice {
  Mask alternatives = 0;
  OfApplicant applicant;
};

// A way to meet a list, while it is made.
struct Way {
  std::vector<Slot> slots;
  OfApplicant applicant;
};

// One compilation; compile() is to be called once.
class Compiler {
 public:
  Compiler(const Tree& tree, std::vector<Finding>& findings, Asked asked)
      : tree_{tree}, findings_{findings}, asked_{asked} {}

  std::optional<Program> compile();

 private:
  static constexpr Mask one = 1;

  void add(Where where, std::string text);
  // The same, of what no documents can ever meet.
  void add_unreachable(Where where, std::string text);
  void name_everything();
  [[nodiscard]] std::uint8_t kind_index(std::string_view id) const;
  [[nodiscard]] Box box_for(const Accepts& accepts) const;
  void make_general_rules();
  // The documents in `bare` for which every condition holds, as few boxes as merging gives.
  [[nodiscard]] std::vector<Box> under_conditions(const Box& bare) const;
  // One alternative for each kind on each line, and each score that a part asks of it besides.
  void make_alternatives();
  void make_line(std::size_t line);
  // The scores that parts ask of documents on a line, rising; 0 where a part asks for none.
  [[nodiscard]] std::vector<std::int32_t> scores_asked(std::size_t line) const;
  // The bit of a new box, which stands on the given lines.
  Mask add_box(Box box, Box bare, std::uint8_t line);
  // Where a picture is asked for: a kind whose pictures are as stated is one alternative with a picture and
  // one without, and `pictures_` are those with one.
  [[nodiscard]] std::vector<Box> told_apart_by_picture(std::vector<Box> boxes, Picture picture) const;
  // Takes the place of each list by lists that differ in which of their slots is one with a picture.
  void ask_for_picture();
  // A mark for each list that asks something of at least one document.
  void make_marks();
  [[nodiscard]] Mask alternatives_of(std::span<const Name> names) const;
  void make_exclusions();
  void make_lists();
  // The ways to meet a list (compile_ways.cpp).
  void make_ways(const List& list);
  [[nodiscard]] std::vector<std::vector<std::int32_t>> amounts(const List& list) const;
  void choose(const List& list, const std::vector<std::size_t>& parts, Way& way,
              std::vector<std::size_t>& chosen);
  void finish(const List& list, const Way& way);
  void put_way(const List& list, CompiledList way, const OfApplicant& applicant);
  [[nodiscard]] std::vector<Choice> choices_of(const Part& part) const;
  // One bit for each pair of alternatives that one and the same document may stand for.
  Mask joint(Mask first, Mask second);
  Mask applicant_bit(const OfApplicant& applicant);
  void make_clashes();
  void make_partners(CompiledList& list) const;
  // Two alternatives are twins if no list and no exclusion can tell them apart.
  void find_twins();
  [[nodiscard]] bool are_twins(std::uint8_t a, std::uint8_t b) const;
  [[nodiscard]] Mask free_of(proofing::Fact fact) const;
  static bool allows_flags(const Box& box, std::size_t flags, bool whatever);
  static bool allows_value(std::uint8_t set, std::size_t value, bool whatever);
  void make_rows();
  // Countries that no box tells apart are one class.
  void make_issuer_classes();
  void make_clock_rows();
  void make_score_rows();
  void make_fact_classes();
  // The bits that a kind can ever have: its alternatives, and the marks of lists that take one of them.
  [[nodiscard]] Mask mask_of_kind(std::size_t kind) const;
  [[nodiscard]] Mask mask_of_place(std::size_t place) const;
  void make_cells();
  void give_reasons(Cell& cell, std::size_t place, std::size_t kind, std::size_t issuer);
  [[nodiscard]] bool allows_issuer_class(const Box& box, std::size_t issuer) const;
  void make_reason_tables();
  std::uint16_t clause_index(const std::string& clause);
  // The clause of a reason: the condition's, or the first line of the kind that asks for the fact.
  void make_clauses();
  void make_advice_tables();
  // Good documents, one an alternative: whether some of them satisfy the list at some place, in one of its
  // ways.
  void check_lists_can_be_met();
  [[nodiscard]] bool can_be_met(const CompiledList& list, Different different) const;
  // Deciding with unknown facts enumerates a document's profiles: they are few, or the policy is refused.
  // Counts every Mask that some of the facts, whichever, can leave of the kind.
  void check_profile_counts();

  // The bits of boxes for which `holds` says yes.
  template <class Holds>
  [[nodiscard]] static Mask boxes_where(const std::vector<Box>& boxes, Holds holds) {
    Mask mask = 0;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
      if (holds(boxes[i])) mask |= one << i;
    }
    return mask;
  }

  const Tree& tree_;
  std::vector<Finding>& findings_;
  Asked asked_;
  bool is_full_ = false;  // whether some box found no bit
  Mask pictures_ = 0;     // alternatives of documents that carry a picture
  Program program_;
  std::vector<GeneralRule> rules_;  // by position in tree_.conditions
  std::vector<Box> boxes_;          // by bit: alternatives, then marks
  std::vector<Box> bare_;           // by bit, without the conditions on every document
  std::vector<std::array<std::int32_t, 3>>
      alternative_of_;  // by bit: line, validity asked, which of its accepts
  std::map<std::pair<std::size_t, std::size_t>, Mask> joints_;  // by the two bits that one document has
  std::vector<Row> issuer_rows_;                                // by issuer class; 0 is unknown
  std::vector<Mask> bare_issuer_;                               // by issuer class
};

}  // namespace skranke::policy
