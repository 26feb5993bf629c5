// The compiler's workings, shared by the files that make its parts: alternatives (compile.cpp), what may
// stand together (compile_lists.cpp), rows by fact and value (compile_rows.cpp), and reasons
// (compile_reasons.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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
  void make_alternatives();
  // Where a picture is asked for: a kind whose pictures are as stated is one alternative with a picture and
  // one without, and `pictures_` are those with one.
  [[nodiscard]] std::vector<Box> told_apart_by_picture(std::vector<Box> boxes, Picture picture) const;
  // Takes the place of each list by lists that differ in which of their slots is one with a picture.
  void ask_for_picture();
  // A mark for each list that asks something of at least one document.
  void make_marks();
  [[nodiscard]] Mask alternatives_of(std::span<const Name> names) const;
  void make_lists();
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
  // Good documents, one an alternative: whether some of them satisfy the list at some place.
  void check_lists_can_be_met();
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
  Mask pictures_ = 0;  // alternatives of documents that carry a picture
  Program program_;
  std::vector<GeneralRule> rules_;  // by position in tree_.conditions
  std::vector<Box> boxes_;          // by bit: alternatives, then marks
  std::vector<Box> bare_;           // by bit, without the conditions on every document
  std::vector<Row> issuer_rows_;    // by issuer class; 0 is unknown
  std::vector<Mask> bare_issuer_;   // by issuer class
};

}  // namespace skranke::policy
