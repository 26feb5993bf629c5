// A block's persons as records of the layout P12170.
#pragma once

#include <cstdint>

#include "synthetic/block.hpp"
#include "synthetic/record.hpp"
#include "synthetic/standing.hpp"

namespace skranke::synthetic {

// One person of a block, while their records are written. `chance` is the person's own.
struct Teller {
  const Block& block;
  const Inhabitant& person;
  Records& out;
  Chance& chance;

  [[nodiscard]] const Tables& tables() const { return block.tables; }
  template <const cpr::RecordLayout& Layout>
  [[nodiscard]] Record begin() const {
    return out.begin<Layout>().text({.name = {}, .at = 3, .length = 10}, person.number.reveal());
  }
  [[nodiscard]] bool is_dead_number() const {
    using cpr::Status;
    return person.status == Status::annulled || person.status == Status::deleted_duplicate ||
           person.status == Status::changed_number;
  }
  [[nodiscard]] bool is_resident() const { return static_cast<int>(person.status) < 10; }
  [[nodiscard]] int age() const { return last_year - person.birth_year; }
  // When the status of the number began.
  [[nodiscard]] base::Day status_since() const;
  // A home's address, or none for the present one of who has no fixed abode.
  [[nodiscard]] Address address(const Residence& home) const;
};
[[nodiscard]] bool has_special_road(const Inhabitant& person);

// 001 to 009.
void tell_current(const Teller& teller);
// 010 to 013, and 027 to 030.
void tell_standing(const Teller& teller, const Standing& standing);
void tell_former_standing(const Teller& teller, const Standing& standing);
// 014 to 017.
void tell_relations(const Teller& teller);
// 022 to 026.
void tell_history(const Teller& teller);

// All records of a person, in order of their types.
void tell(const Block& block, const Inhabitant& person, Records& out, Chance& chance);

// A drawn name of a relative who has no number.
[[nodiscard]] NameSpell draw_relative(const Teller& teller, proofing::Sex sex, int birth_year);

// "Given Middle Family" in 34 characters, shortened as the register does: given names after the first to a
// letter, then middle names, then what is left is cut.
[[nodiscard]] Text<34> addressing_name(const NameSpell& name);
// "Family,Given Middle", for relatives without a number.
[[nodiscard]] Text<34> relative_name(const NameSpell& name);

}  // namespace skranke::synthetic
