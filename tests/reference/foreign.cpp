#include "reference/foreign.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>

#include <boost/json.hpp>

namespace skranke::reference {
namespace {

namespace json = boost::json;

// Values by the name of the fact, as the rules see them: "valid" or "expired", "minor" or "adult", a country,
// a score.
using Facts = std::map<std::string, std::string>;
struct Shown {
  std::string kind;
  Facts facts;
};
using Documents = std::vector<Shown>;
using Kinds = std::vector<std::string>;

bool among(const std::string& kind, const Kinds& kinds) {
  return std::ranges::find(kinds, kind) != kinds.end();
}

const std::map<std::string, Kinds, std::less<>> values{
    {"form", {"physical", "app", "copy"}},
    {"expires", {"valid", "expired"}},
    {"issuer", {"US", "FM", "MH", "CA", "AU", "SE"}},
    {"photo", {"yes", "no"}},
    {"name_matches", {"yes", "no"}},
    {"validity", {"0", "1", "2", "3", "4", "5"}},
    {"born", {"minor", "adult"}},
    {"activity", {"0", "1", "2", "3", "4", "5"}},
    {"fraud", {"0", "1", "2", "3", "4", "5"}},
    {"verification", {"0", "1", "2", "3", "4", "5"}},
};

// ---- United States: Form I-9 ----

const Kinds list_a{"us-passport", "form-i-551", "form-i-766"};
const Kinds list_b{"drivers-license", "government-id-card", "voter-card",     "military-card",
                   "dependent-card",  "mariner-card",       "tribal-document"};
const Kinds list_b_for_minors{"school-record", "medical-record", "nursery-record"};
const Kinds list_c{"social-security-card",      "birth-abroad-report", "birth-certificate",
                   "tribal-document",           "form-i-197",          "form-i-179",
                   "homeland-security-document"};

std::string form_i_9(const Documents& documents, const Facts& applicant) {
  bool a = false, passport = false, compact_passport = false, employer = false, compact = false, b = false,
       c = false;
  for (const auto& [kind, facts] : documents) {
    if (facts.at("form") != "physical" || facts.at("expires") != "valid") continue;
    const std::string& issuer = facts.at("issuer");
    a |= among(kind, list_a) || (kind == "foreign-passport-i-551" && issuer != "US");
    passport |= kind == "foreign-passport" && issuer != "US";
    compact_passport |= kind == "foreign-passport" && (issuer == "FM" || issuer == "MH");
    employer |= kind == "form-i-94-employer";
    compact |= kind == "form-i-94-compact";
    b |= among(kind, list_b) || (kind == "school-id-card" && facts.at("photo") == "yes") ||
         (kind == "canadian-licence" && issuer == "CA") ||
         (among(kind, list_b_for_minors) && applicant.at("born") == "minor");
    c |= among(kind, list_c);
  }
  if (a) return "A";
  if (passport && employer) return "A5";
  if (compact_passport && compact) return "A6";
  return b && c ? "BC" : "";  // one tribal document is both
}

// ---- Australia: 100 points ----

const Kinds primary{"birth-certificate", "citizenship-certificate", "passport"};
const Kinds photographic{"drivers-licence", "public-employee-card", "entitlement-card", "student-card"};
const Kinds address{"employer-record", "rates-notice", "mortgage-record"};
const Kinds supporting{"marriage-certificate", "bank-card",      "medicare-card",
                       "foreign-licence",      "utility-record", "tenancy-record"};

std::string hundred_points(const Documents& documents) {
  std::set<std::string> primaries, pictures, addresses, others;
  for (const auto& [kind, facts] : documents) {
    if (facts.at("form") != "physical" || facts.at("expires") != "valid" || facts.at("name_matches") != "yes")
      continue;
    const bool is_australian = facts.at("issuer") == "AU";
    if (among(kind, primary) && is_australian) primaries.insert(kind);
    if (among(kind, photographic) && is_australian && facts.at("photo") == "yes") pictures.insert(kind);
    if (among(kind, address)) addresses.insert(kind);
    if (among(kind, supporting) && (kind != "foreign-licence" || !is_australian)) others.insert(kind);
  }
  if (primaries.empty()) return "";
  std::size_t points = 70 + 35 * addresses.size() + 25 * others.size();
  if (!pictures.empty()) points += 40 + 25 * (pictures.size() - 1);
  return points >= 100 ? "100" : "";
}

// ---- NIST SP 800-63A-4, IAL2 ----

const Kinds superior{"passport", "permanent-resident-card", "mobile-drivers-license", "piv-card"};
const Kinds strong{"drivers-license", "uniformed-services-card", "tribal-card", "veteran-card"};
const Kinds fair{"financial-account", "phone-account", "student-card", "employee-card",
                 "social-security-card"};

std::string ial2(const Documents& documents) {
  std::set<std::string> strengths[3];
  for (const auto& [kind, facts] : documents) {
    if (facts.at("expires") != "valid") continue;
    if (among(kind, superior)) strengths[0].insert(kind);
    if (among(kind, strong)) strengths[1].insert(kind);
    if (among(kind, fair)) strengths[2].insert(kind);
  }
  if (!strengths[0].empty()) return "superior";
  if (strengths[1].size() >= 2) return "two-strong";
  return !strengths[1].empty() && !strengths[2].empty() ? "strong-fair" : "";
}

// ---- United Kingdom: GPG 45 ----

struct Profile {
  std::string name;
  std::vector<std::pair<int, int>> evidence;  // strength and validity
  int activity, fraud, verification;
};

// clang-format off
// As the guide numbers them, the surest first.
const std::vector<Profile> profiles{
    {"V1A", {{4, 3}}, 0, 3, 3}, {"V1B", {{4, 4}}, 0, 1, 3}, {"V1C", {{4, 3}}, 1, 1, 4}, {"V1D", {{4, 4}}, 0, 0, 4},
    {"V2A", {{3, 3}, {3, 3}}, 3, 2, 3}, {"V2B", {{4, 3}, {3, 3}}, 0, 2, 3}, {"V2C", {{4, 3}, {2, 2}}, 2, 2, 3},
    {"V2D", {{4, 4}, {4, 4}}, 0, 0, 3}, {"V3A", {{3, 3}, {2, 2}, {2, 2}}, 3, 3, 3},
    {"H1A", {{4, 3}}, 0, 1, 3}, {"H1B", {{3, 3}}, 2, 1, 3}, {"H1C", {{4, 3}}, 0, 0, 4},
    {"H2A", {{2, 2}, {2, 2}}, 3, 2, 3}, {"H2B", {{4, 2}, {3, 2}}, 0, 2, 3}, {"H2C", {{3, 3}, {2, 2}}, 1, 1, 3},
    {"H2D", {{3, 3}, {2, 2}}, 0, 1, 3}, {"H2E", {{4, 3}, {3, 3}}, 0, 0, 3}, {"H3A", {{2, 2}, {2, 2}, {2, 2}}, 2, 2, 3},
    {"M1A", {{4, 2}}, 0, 1, 2}, {"M1B", {{3, 2}}, 1, 2, 2}, {"M1C", {{3, 3}}, 0, 0, 3}, {"M1D", {{2, 2}}, 2, 1, 3},
    {"M2A", {{2, 2}, {2, 2}}, 3, 2, 2}, {"M2B", {{3, 2}, {2, 2}}, 1, 1, 2}, {"M2C", {{3, 2}, {2, 2}}, 0, 1, 3},
    {"M3A", {{2, 2}, {2, 2}, {2, 2}}, 2, 2, 2},
    {"L1A", {{2, 2}}, 0, 1, 1}, {"L1B", {{3, 2}}, 0, 0, 1}, {"L1C", {{1, 1}}, 3, 2, 2},
    {"L2A", {{1, 1}, {1, 1}}, 2, 1, 2}, {"L2B", {{1, 1}, {1, 1}}, 2, 2, 1}, {"L3A", {{1, 1}, {1, 1}, {1, 1}}, 2, 1, 1},
};
// clang-format on
const std::map<std::string, int> strength{{"passport-chip", 4},
                                          {"identity-card-chip", 4},
                                          {"residence-permit", 4},
                                          {"passport", 3},
                                          {"driving-licence", 3},
                                          {"bank-account", 3},
                                          {"birth-certificate", 2},
                                          {"travel-document", 2},
                                          {"utility-account", 2},
                                          {"bus-pass", 2},
                                          {"letter", 1},
                                          {"other", 0}};

// Whether the pieces that are left fill the evidence of a profile from `at` on, each with another kind.
bool fills(const Profile& profile, std::size_t at, Documents left) {
  if (at == profile.evidence.size()) return true;
  for (std::size_t i = 0; i < left.size(); ++i) {
    const auto [needed_strength, needed_validity] = profile.evidence[at];
    if (strength.at(left[i].kind) < needed_strength ||
        std::stoi(left[i].facts.at("validity")) < needed_validity)
      continue;
    Documents others;
    for (const Shown& other : left) {
      if (other.kind != left[i].kind) others.push_back(other);
    }
    if (fills(profile, at + 1, others)) return true;
  }
  return false;
}

std::string gpg_45(const Documents& documents, const Facts& applicant) {
  for (const Profile& profile : profiles) {
    if (std::stoi(applicant.at("activity")) >= profile.activity &&
        std::stoi(applicant.at("fraud")) >= profile.fraud &&
        std::stoi(applicant.at("verification")) >= profile.verification && fills(profile, 0, documents)) {
      return profile.name;
    }
  }
  return "";
}

std::string list_of(std::string_view policy, const Documents& documents, const Facts& applicant) {
  if (policy == "us-form-i-9") return form_i_9(documents, applicant);
  if (policy == "au-100-points") return hundred_points(documents);
  if (policy == "us-nist-ial2") return ial2(documents);
  if (policy == "uk-gpg-45") return gpg_45(documents, applicant);
  throw std::invalid_argument("no such policy");
}

// ---- Reading a case, and trying every completion ----

std::string value_of(const std::string& fact, const json::value& value, std::string_view visit) {
  if (fact == "expires") return value.is_null() || value.as_string() >= visit ? "valid" : "expired";
  if (fact == "born") {
    // Of age on the birthday eighteen years on; who is born on 29 February, on 1 March.
    std::string of_age(value.as_string());
    of_age.replace(0, 4, std::to_string(std::stoi(of_age.substr(0, 4)) + 18));
    const int year = std::stoi(of_age.substr(0, 4));
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (!is_leap && of_age.ends_with("02-29")) of_age.replace(5, 5, "03-01");
    return visit >= of_age ? "adult" : "minor";
  }
  if (value.is_bool()) return value.as_bool() ? "yes" : "no";
  if (value.is_int64()) return std::to_string(value.as_int64());
  return std::string(value.as_string());
}

}  // namespace

std::vector<std::string> foreign_kinds(std::string_view policy) {
  std::vector<std::string> kinds{"other"};
  const auto add = [&](const Kinds& more) { kinds.insert(kinds.end(), more.begin(), more.end()); };
  if (policy == "us-form-i-9") {
    for (const Kinds& more : {list_a, list_b, list_b_for_minors, list_c}) add(more);
    add({"foreign-passport-i-551", "foreign-passport", "form-i-94-employer", "form-i-94-compact",
         "school-id-card", "canadian-licence"});
  } else if (policy == "au-100-points") {
    for (const Kinds& more : {primary, photographic, address, supporting}) add(more);
  } else if (policy == "us-nist-ial2") {
    for (const Kinds& more : {superior, strong, fair}) add(more);
  } else {
    for (const auto& [kind, score] : strength) kinds.push_back(kind);
  }
  std::ranges::sort(kinds);
  kinds.erase(std::ranges::unique(kinds).begin(), kinds.end());
  return kinds;
}

std::vector<std::string> foreign_facts(std::string_view policy, bool of_applicant) {
  if (policy == "us-form-i-9")
    return of_applicant ? Kinds{"born"} : Kinds{"form", "expires", "issuer", "photo"};
  if (policy == "au-100-points")
    return of_applicant ? Kinds{} : Kinds{"form", "expires", "issuer", "photo", "name_matches"};
  if (policy == "us-nist-ial2") return of_applicant ? Kinds{} : Kinds{"expires"};
  return of_applicant ? Kinds{"activity", "fraud", "verification"} : Kinds{"validity"};
}

ForeignAnswer foreign_answer(const json::object& which) {
  const std::string_view policy = which.at("policy").as_string();
  const std::string_view visit = which.at("date").as_string();
  Documents documents;
  Facts applicant;
  std::vector<std::pair<std::size_t, std::string>>
      unknown;  // the document, or their number for the applicant
  const auto read = [&](const json::object& from, const Kinds& facts, std::size_t index, Facts& into) {
    for (const std::string& fact : facts) {
      const json::value* value = from.if_contains(fact);
      if (value == nullptr || (value->is_null() && fact != "expires")) {
        unknown.emplace_back(index, fact);
      } else {
        into[fact] = value_of(fact, *value, visit);
      }
    }
  };
  for (const json::value& item : which.at("documents").as_array()) {
    documents.push_back({.kind = std::string(item.at("kind").as_string()), .facts = {}});
    read(item.as_object(), foreign_facts(policy, false), documents.size() - 1, documents.back().facts);
  }
  const json::value* stated = which.if_contains("applicant");
  read(stated == nullptr ? json::object{} : stated->as_object(), foreign_facts(policy, true),
       documents.size(), applicant);

  // Every completion, numbered as an odometer counts, the first unknown fact fastest.
  std::size_t count = 1;
  for (const auto& [index, fact] : unknown) count *= values.at(fact).size();
  std::vector<bool> accepted(count);
  std::set<std::string> lists;
  for (std::size_t number = 0; number < count; ++number) {
    std::size_t rest = number;
    for (const auto& [index, fact] : unknown) {
      const Kinds& all = values.at(fact);
      (index == documents.size() ? applicant : documents[index].facts)[fact] = all[rest % all.size()];
      rest /= all.size();
    }
    const std::string list = list_of(policy, documents, applicant);
    lists.insert(list);
    accepted[number] = !list.empty();
  }
  ForeignAnswer answer;
  if (!lists.contains("")) {
    answer.verdict = "accepted";
    if (lists.size() == 1) answer.list = *lists.begin();
    return answer;
  }
  answer.verdict = lists.size() == 1 ? "rejected" : "undetermined";
  std::size_t step = 1;
  for (const auto& [index, fact] : unknown) {
    const std::size_t size = values.at(fact).size();
    bool is_open = false;
    for (std::size_t number = 0; number < count && !is_open; ++number) {
      const std::size_t first = number - number / step % size * step;  // the same with the fact's first value
      is_open = accepted[number] != accepted[first];
    }
    if (is_open)
      answer.open_facts.push_back(
          index == documents.size() ? fact : "document " + std::to_string(index) + " " + fact);
    step *= size;
  }
  std::ranges::sort(answer.open_facts);
  return answer;
}

}  // namespace skranke::reference
