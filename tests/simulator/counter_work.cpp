#include "counter_work.hpp"

#include <algorithm>

#include "base/civil.hpp"
#include "cases/missing.hpp"

namespace skranke::simulator {
namespace {

const std::vector<std::string> passport{
    R"({"kind":"passport","issuer":"DK","form":"physical","cpr_number":true,"temporary":false,"name_matches":true,"expires":"2099-01-01"})"};
const std::vector<std::string> papers{
    R"({"kind":"health-card","issuer":"DK","form":"physical","cpr_number":true,"temporary":false,"name_matches":true,"expires":null})",
    R"({"kind":"personal-certificate","issuer":"DK","form":"physical","cpr_number":true,"temporary":false,"name_matches":true,"expires":null})"};

desk::Officer officer_of(const std::string& id) {
  return {.officer_id = id, .centre_id = "centre", .centre_name = "Borgerservice", .mitid = {}};
}

bool lacks(const std::vector<cases::Missing>& all, cases::Missing what) {
  return std::ranges::find(all, what) != all.end();
}

}  // namespace

void CounterWork::step() {
  if (world_.chance().one_in(10)) return withdraw();
  std::vector<cases::Kept*> open_cases;
  for (auto& [id, kept] : seen_)
    if (!kept.kase.decision && !kept.kase.is_ended) open_cases.push_back(&kept);
  if (open_cases.size() < 2 || (open_cases.size() < 5 && world_.chance().one_in(6))) return open();
  go_on(*open_cases[world_.chance().below(open_cases.size())]);
}

// Nobody is told of a case whose opening was not heard of: it is found in the list of open ones.
void CounterWork::open() {
  const auto opened = world_.ask<cases::Kept>("open", [&](Life& life) {
    return counter::open_case(
        life.cases(), officer_of("anna"),
        {.purpose = "first-mitid", .language = "da", .booking_id = {}, .ticket_id = {}, .is_training = false},
        world_.now());
  });
  if (opened) {
    world_.note("open: " + opened->kase.case_id);
    seen_.emplace(opened->kase.case_id, *opened);
    return;
  }
  for (auto& kept : world_.insist<std::vector<cases::Kept>>(
           "list", [](Life& life) { return life.cases().book.open_at("centre"); }))
    seen_.emplace(kept.kase.case_id, kept);
}

// A step that was not heard of was taken, or was not; the case says which.
void CounterWork::take(const char* what, cases::Kept& seen, const std::string& officer, const Step& step) {
  const std::string id = seen.kase.case_id;
  const auto answer = world_.ask<counter::Stepped>(what, [&](Life& life) {
    const desk::Officer who = officer_of(officer);
    return step({.tools = life.cases(),
                 .officer = who,
                 .case_id = id,
                 .revision = seen.kase.revision,
                 .now = world_.now()});
  });
  if (answer && *answer) {
    const auto before = seen.kase.revision;
    seen = **answer;
    world_.note(std::string{what} + ": " + std::to_string(seen.kase.revision));
    if (seen.kase.revision <= before) world_.find(std::string{what} + " was answered and not counted");
    return;
  }
  if (answer)
    world_.note(std::string{what} + ": denied, " + std::string{counter::name(answer->error().denial)});
  const auto now = world_.insist<std::optional<cases::Kept>>(
      "look", [&](Life& life) { return life.cases().book.find(id); });
  if (!now) return world_.find("lost: case " + id);
  const auto steps = now->kase.revision - seen.kase.revision;
  if (steps == 0 && !(now->kase == seen.kase)) world_.find("half a step was taken: " + std::string{what});
  if (steps < 0 || steps > 2) world_.find("more was done than was asked for: " + std::string{what});
  seen = *now;
}

void CounterWork::go_on(cases::Kept& seen) {
  const cases::Case& kase = seen.kase;
  if (world_.chance().one_in(30))
    return take("end", seen, "anna", [](const auto& asking) { return counter::end(asking); });
  if (world_.chance().one_in(20))
    return take("refuse", seen, "anna",
                [](const auto& asking) { return counter::refuse(asking, {"withdrew"}); });
  if (!kase.applicant) {
    const auto number = number_of(world_.chance().below(applicants));
    return take("identify", seen, "anna",
                [&](const auto& asking) { return counter::identify(asking, number, "is here"); });
  }
  const auto missing = cases::missing(kase);
  if (lacks(missing, cases::Missing::documents)) {
    const auto& shown = world_.chance().one_in(3) ? papers : passport;
    return take("show", seen, "anna", [&](const auto& asking) {
      return counter::show_documents(asking, shown, std::vector<std::string>(shown.size(), "hand"));
    });
  }
  if (lacks(missing, cases::Missing::looks)) {
    for (const std::uint8_t document : kase.assessment.used) {
      const auto look = kase.looks.find(document);
      if (look == kase.looks.end())
        return take("look-draw", seen, "anna",
                    [&](const auto& asking) { return counter::draw_look(asking, document); });
      if (std::ranges::find(look->second.seen, cases::Sight::unanswered) == look->second.seen.end()) continue;
      const std::vector<bool> all(look->second.features.size(), true);
      return take("look-answer", seen, "anna",
                  [&](const auto& asking) { return counter::answer_look(asking, document, all); });
    }
  }
  if (lacks(missing, cases::Missing::face))
    return take("face", seen, "anna", [&](const auto& asking) {
      return counter::compare_face(
          asking, {.document = 0, .features = {{"eyes", "agrees"}}, .result = cases::FaceResult::same});
    });
  if (lacks(missing, cases::Missing::proof)) return prove(seen);
  if (lacks(missing, cases::Missing::second_look)) {
    if (kase.second_look.state != cases::SecondLookState::asked)
      return take("second-look", seen, "anna",
                  [](const auto& asking) { return counter::ask_second_look(asking, "look"); });
    return take("second-answer", seen, "bo",
                [](const auto& asking) { return counter::answer_second_look(asking, true, "seen"); });
  }
  take("accept", seen, "anna", [](const auto& asking) { return counter::accept(asking); });
}

void CounterWork::prove(cases::Kept& seen) {
  if (seen.kase.witness.state == cases::WitnessState::begun && !world_.chance().one_in(5)) {
    approve(seen);
    take("vouch", seen, "anna", [](const auto& asking) {
      return counter::vouch(asking, {.documents = passport,
                                     .likeness = true,
                                     .mitid_since = {},
                                     .mitid_since_source = {},
                                     .organisation_id = {}});
    });
    const cases::Witness& witness = seen.kase.witness;
    if (witness.state == cases::WitnessState::vouched) given_.emplace(witness.statement_id, false);
    return;
  }
  take("witness", seen, "anna", [](const auto& asking) {
    return counter::begin_witness(asking, {.relation = "friend", .known_years = 10, .language = "da"});
  });
}

// The witness comes back from the broker, once or twice.
void CounterWork::approve(const cases::Kept& seen) {
  const auto approval = world_.ask<std::optional<desk::Approval>>("approval", [&](Life& life) {
    return life.witnesses().ledger.approval(seen.kase.witness.approval_id);
  });
  if (!approval || !*approval || (*approval)->stage != desk::ApprovalStage::begun) return;
  const std::string address = desk::where_to_approve(**approval).address;
  const std::string query = "state=" + address.substr(address.rfind('/') + 1) +
                            "&who=" + std::to_string(world_.chance().below(witnesses));
  const auto finished = world_.ask<desk::FinishedApproval>(
      "finish", [&](Life& life) { return desk::finish_approval(life.witnesses(), query, world_.now()); });
  world_.note("finish: " + (finished ? finished->refusal : std::string{"unheard"}));
}

// By two officers, each of whom asks until they are answered.
void CounterWork::withdraw() {
  std::vector<std::string> standing;
  for (const auto& [id, is_withdrawn] : given_)
    if (!is_withdrawn) standing.push_back(id);
  if (standing.empty()) return;
  const std::string id = standing[world_.chance().below(standing.size())];
  const auto asked = world_.insist<desk::Withdrawing>("withdraw", [&](Life& life) {
    return life.witnesses().ledger.ask_withdrawal(id, {.officer_id = "anna", .centre_id = "centre"}, "a slip",
                                                  world_.now());
  });
  if (asked != desk::Withdrawing::asked) world_.find("a withdrawal can't be asked for");
  const auto agreed = world_.insist<desk::Withdrawing>("agree", [&](Life& life) {
    return life.witnesses().ledger.agree_withdrawal(id, {.officer_id = "bo", .centre_id = "centre"},
                                                    world_.now());
  });
  if (agreed != desk::Withdrawing::withdrawn) world_.find("a withdrawal can't be agreed to");
  given_[id] = true;
}

void CounterWork::check() {
  check_cases();
  check_witnesses();
}

void CounterWork::check_cases() {
  for (const auto& [id, kept] : seen_) {
    const auto now = world_.life().cases().book.find(id);
    const auto history = world_.life().cases().book.history(id);
    if (!now || !*now || !history) {
      world_.find("lost: case " + id);
      continue;
    }
    if (!((*now)->kase == kept.kase)) world_.find("case " + id + " is not as it was seen last");
    if (history->size() != static_cast<std::size_t>(kept.kase.revision))
      world_.find("case " + id + " has another history");
  }
  if (world_.rows("select case_id from desk_case").size() != seen_.size())
    world_.find("nobody was told of a case");
  // What is promised of every decided case: its record and its event, and of an accepted one what proves it.
  if (!world_
           .rows("select case_id from desk_case where (outcome in ('accepted', 'refused')) <> (case_id in "
                 "(select case_id from "
                 "desk_record))")
           .empty())
    world_.find("a decision without its record");
  if (!world_
           .rows("select case_id from desk_case where (outcome in ('accepted', 'refused')) <> (case_id in "
                 "(select case_id from "
                 "handover where target = 'registration'))")
           .empty())
    world_.find("a decision that nobody is told of");
  if (!world_
           .rows("select case_id from desk_case c where outcome = 'accepted' and (proof <> 'witness' or not "
                 "exists (select 1 "
                 "from witness_statement s where s.case_id = c.case_id))")
           .empty())
    world_.find("an acceptance without evidence");
}

void CounterWork::check_witnesses() {
  for (const auto& row : world_.rows("select statement_id, withdrawn from witness_statement")) {
    const auto told = given_.find(row[0]);
    if (told != given_.end() && row[1] != (told->second ? "1" : "0"))
      world_.find("the statement " + row[0] + " is not as it was told");
  }
  for (const auto& [id, is_withdrawn] : given_)
    if (world_.rows("select 1 from witness_statement where statement_id = '" + id + "'").empty())
      world_.find("lost: the statement " + id);
  std::map<std::string, std::vector<base::Day>> days;
  for (const auto& row :
       world_.rows("select p.root, s.day from witness_statement s join witness_person p on p.person_id = "
                   "s.witness_id where s.withdrawn = 0 order by s.day"))
    days[row[0]].push_back(base::parse_day(row[1]).value());
  for (const auto& [who, all] : days)
    for (std::size_t i = 3; i < all.size(); ++i)
      if (all[i] - all[i - 3] < 120) world_.find("four vouchings of one witness in 120 days");
}

}  // namespace skranke::simulator
