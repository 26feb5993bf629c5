// A policy of register questions as data: templates, what documents give away, when a session passes.
//
// Read from policies/questions/<version>.toml by load(). Probabilities are judgements where no measurement
// is named; docs/questions.md has the table and its reasons.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "questions/weight.hpp"

namespace skranke::questions {

enum class Mode : std::uint8_t { score, count };
inline constexpr std::array<std::string_view, 2> mode_names{"score", "count"};

enum class Class : std::uint8_t { weak, medium, better };
inline constexpr std::array<std::string_view, 3> class_names{"weak", "medium", "better"};

// The facts of a cpr::Person that can answer a question; extract.hpp reads them.
enum class Fact : std::uint8_t {
  former_road,            // the road of a former home; one slot a home, newest first
  former_house,           // its house number
  former_moved_in,        // when the person moved into it
  present_since,          // when the person moved into the present home
  other_municipality,     // the last municipality other than the present one
  mother_born_year,       //
  mother_birthday,        //
  mother_given_name,      // needs the mother's record
  father_born_year,       //
  father_birthday,        //
  father_given_name,      // needs the father's record
  spouse_born_year,       //
  spouse_birthday,        //
  married_year,           // the present marriage or partnership
  wedding_day,            //
  divorced_year,          // the divorce that the person has not married after
  former_married_year,    // one slot a former marriage or partnership
  former_family_name,     // the last one that differs from today's
  name_changed_year,      // since when the present name
  birth_place,            //
  eldest_child_year,      //
  eldest_child_birthday,  //
  abroad_country,         // one slot a stay
  abroad_returned,        //
  citizenship_year,       // since when, for who had another before
  number_changed_year,    // one slot a former CPR number
};
inline constexpr std::array<std::string_view, 26> fact_names{
    "former-road",         "former-house",          "former-moved-in",   "present-since",
    "other-municipality",  "mother-born-year",      "mother-birthday",   "mother-given-name",
    "father-born-year",    "father-birthday",       "father-given-name", "spouse-born-year",
    "spouse-birthday",     "married-year",          "wedding-day",       "divorced-year",
    "former-married-year", "former-family-name",    "name-changed-year", "birth-place",
    "eldest-child-year",   "eldest-child-birthday", "abroad-country",    "abroad-returned",
    "citizenship-year",    "number-changed-year"};

// How an answer is given.
enum class Form : std::uint8_t {
  text,          // free text
  year,          // "1987"
  years,         // a range of three years, by its first: "2009" is 2009 to 2011
  day_month,     // "24-12"
  municipality,  // picked from all: the register's four digits
  country,       // picked from all: the register's four digits
};
inline constexpr std::array<std::string_view, 6> form_names{"text",      "year",         "years",
                                                            "day-month", "municipality", "country"};

// How an answer is compared; answer.hpp has the rules.
enum class Compare : std::uint8_t { number, day_month, folded_text, road_name, first_word };
inline constexpr std::array<std::string_view, 5> compare_names{"number", "day-month", "folded-text",
                                                               "road-name", "first-word"};

// The third person whom a question concerns.
enum class Role : std::uint8_t { nobody, mother, father, spouse, eldest_child };
inline constexpr std::array<std::string_view, 5> role_names{"nobody", "mother", "father", "spouse",
                                                            "eldest-child"};

// Who might answer in the person's place, from the farthest to the nearest.
enum class Attacker : std::uint8_t { stranger, reader, neighbour, former_partner, family };
inline constexpr std::size_t attacker_count = 5;
inline constexpr std::array<std::string_view, attacker_count> attacker_names{
    "stranger", "public", "neighbour", "former-partner", "family"};

struct Template {
  std::string id;
  Fact fact = Fact::former_road;
  std::uint8_t first_slot = 1;  // of facts that a person may have several of: which, from 1, newest first
  std::uint8_t last_slot = 1;
  Class strength = Class::medium;
  Form form = Form::text;
  std::uint8_t options = 0;  // 0: open; else a choice of so many
  Compare compare = Compare::folded_text;
  Millionths p_min = 0;                            // floor of p: of the class, or higher
  Millionths q = 0;                                // the true person's chance
  std::array<Millionths, attacker_count> knows{};  // how often each attacker knows the answer
  std::vector<std::string> subjects;               // what tells it: a document that shows one of these
  std::vector<std::string> topics;                 // at most one question of a topic in a life
  std::vector<std::string> slot_topics;            // the same, for each slot by itself
  Role concerns = Role::nobody;
  bool about_address = false;  // never asked of somebody whose address is protected
};

struct ShownBy {
  std::string kind;                   // of document, as the document policies name it
  std::vector<std::string> subjects;  // what such a document shows
};

struct CountRule {
  std::uint8_t right = 2;
  std::uint8_t of = 3;
  std::uint8_t extra = 1;
};

struct Policy {
  std::string id;
  Mode mode = Mode::score;
  std::uint32_t at_least = 100;  // A: the bound is 1/A
  Bits threshold = 0;            // log2 A, rounded up
  std::uint8_t questions_min = 4;
  std::uint8_t questions_max = 12;
  Millionths true_pass_min = 950'000;  // below this chance of the true person no session is drawn
  CountRule count;
  std::uint8_t weak_max = 1;  // weak questions in a session
  Millionths p_max = 500'000;
  std::uint32_t small_group = 50;
  std::int32_t lock_hours = 24;
  std::int32_t failures_max = 0;  // 0: no limit
  std::int32_t age_years_min = 18;
  std::int32_t years_since_arrival_min = 2;
  std::vector<ShownBy> documents;
  std::vector<Template> templates;
};

inline constexpr std::size_t questions_limit = 16;  // in a session
inline constexpr std::size_t slots_limit = 8;       // of one template

}  // namespace skranke::questions
