// What happened, and what people may know of it.
#include "storage/cases/stored_case_book.hpp"
#include "storage/cases/unavailable.hpp"
#include "storage/handover/handover.hpp"
#include "storage/rows.hpp"
#include "storage/witness/persons.hpp"

namespace skranke::storage {
namespace {

using base::Result;
using cases::Wish;

// Every row of a query, each made into something.
template <class T, class Make>
Result<std::vector<T>> every(Database& database, std::string_view sql, const std::vector<Value>& values,
                             const Make& make) {
  std::vector<T> all;
  const auto read = database.read([&](Transaction& transaction) -> Outcome<void> {
    all.clear();
    const auto rows = transaction.run(sql, values);
    if (!rows) return std::unexpected{rows.error()};
    all.reserve(rows->size());
    for (const Row& row : *rows) all.push_back(make(row));
    return {};
  });
  if (!read) return cases_unavailable(read.error());
  return all;
}

}  // namespace

Result<std::vector<cases::Event>> StoredCaseBook::history(const std::string& case_id) {
  return every<cases::Event>(
      database_, "select revision, at, officer_id, what from desk_event where case_id = $1 order by revision",
      {case_id}, [](const Row& row) {
        return cases::Event{.revision = integer_at(row, 0),
                            .at = integer_at(row, 1),
                            .officer_id = text_at(row, 2),
                            .what = text_at(row, 3)};
      });
}

Result<void> StoredCaseBook::flag(const cases::Flag& flag) {
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    return done(transaction,
                "insert into desk_flag (case_id, officer_id, kind, centre_id, at) "
                "select case_id, $2, $3, centre_id, $4 from desk_case where case_id = $1 "
                "on conflict (case_id, officer_id, kind) do nothing",
                {flag.case_id, flag.officer_id, flag.kind, flag.at});
  });
  if (!written) return cases_unavailable(written.error());
  return {};
}

Result<std::vector<cases::Flag>> StoredCaseBook::flags(const std::string& centre_id, cases::Moment from) {
  return every<cases::Flag>(database_,
                            "select case_id, officer_id, kind, at from desk_flag where centre_id = $1 and at "
                            ">= $2 order by at desc, case_id",
                            {centre_id, from}, [](const Row& row) {
                              return cases::Flag{.case_id = text_at(row, 0),
                                                 .officer_id = text_at(row, 1),
                                                 .kind = text_at(row, 2),
                                                 .at = integer_at(row, 3)};
                            });
}

// By the root, since people who turned out to be one have had several ids.
Result<std::vector<cases::LookUp>> StoredCaseBook::look_ups(const std::string& person_id) {
  return every<cases::LookUp>(database_,
                              "select l.look_up_id, l.person_id, l.case_id, l.centre_id, l.officer_id, "
                              "l.purpose, l.reason, l.what, l.at "
                              "from witness_person me join witness_person same on same.root = me.root "
                              "join desk_look_up l on l.person_id = same.person_id where me.person_id = $1 "
                              "order by l.at desc, l.look_up_id",
                              {person_id}, [](const Row& row) {
                                return cases::LookUp{.look_up_id = text_at(row, 0),
                                                     .person_id = text_at(row, 1),
                                                     .case_id = text_at(row, 2),
                                                     .centre_id = text_at(row, 3),
                                                     .officer_id = text_at(row, 4),
                                                     .purpose = text_at(row, 5),
                                                     .reason = text_at(row, 6),
                                                     .what = text_at(row, 7),
                                                     .at = integer_at(row, 8)};
                              });
}

Result<std::vector<cases::CaseOfPerson>> StoredCaseBook::cases_of(const std::string& person_id) {
  return every<cases::CaseOfPerson>(database_,
                                    "select c.case_id, c.centre_id, c.purpose, c.outcome, c.opened_at "
                                    "from witness_person me join witness_person same on same.root = me.root "
                                    "join desk_case c on c.applicant_id = same.person_id where me.person_id "
                                    "= $1 order by c.opened_at desc, c.case_id",
                                    {person_id}, [](const Row& row) {
                                      return cases::CaseOfPerson{.case_id = text_at(row, 0),
                                                                 .centre_id = text_at(row, 1),
                                                                 .purpose = text_at(row, 2),
                                                                 .outcome = text_at(row, 3),
                                                                 .opened_at = integer_at(row, 4)};
                                    });
}

// The strictest of what was wished under any of a person's ids.
Result<Wish> StoredCaseBook::wish(const std::string& person_id) {
  const auto wishes = every<Wish>(
      database_,
      "select w.wish from witness_person me join witness_person same on same.root = me.root "
      "join desk_wish w on w.person_id = same.person_id where me.person_id = $1",
      {person_id},
      [](const Row& row) { return text_at(row, 0) == "forbidden" ? Wish::forbidden : Wish::delayed; });
  if (!wishes) return std::unexpected{wishes.error()};
  Wish strictest = Wish::allowed;
  for (const Wish wish : *wishes) strictest = std::max(strictest, wish);
  return strictest;
}

namespace {

// In place of what was wished under any of their ids.
Outcome<void> put_wish(Transaction& transaction, const std::string& root, Wish wish, cases::Moment at) {
  if (auto gone = done(transaction,
                       "delete from desk_wish where person_id <> $1 and person_id in (select person_id from "
                       "witness_person where root = $1)",
                       {root});
      !gone)
    return gone;
  if (wish == Wish::allowed) return done(transaction, "delete from desk_wish where person_id = $1", {root});
  return done(transaction,
              "insert into desk_wish (person_id, wish, since) values ($1, $2, $3) "
              "on conflict (person_id) do update set wish = excluded.wish, since = excluded.since",
              {root, std::string{wish == Wish::forbidden ? "forbidden" : "delayed"}, at});
}

}  // namespace

Result<void> StoredCaseBook::set_wish(const std::string& person_id, Wish wish, cases::Moment at) {
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    const auto person = find_person(transaction, person_id);
    if (!person) return std::unexpected{person.error()};
    if (!*person) return {};
    return put_wish(transaction, (*person)->root, wish, at);
  });
  if (!written) return cases_unavailable(written.error());
  return {};
}

Result<bool> StoredCaseBook::dispute(const std::string& case_id, const std::string& person_id,
                                     cases::Moment at) {
  bool is_theirs = false;
  const auto written = database_.write([&](Transaction& transaction) -> Outcome<void> {
    is_theirs = false;
    const auto person = find_person(transaction, person_id);
    if (!person) return std::unexpected{person.error()};
    if (!*person) return {};
    const auto rows = transaction.run(
        "insert into desk_flag (case_id, officer_id, kind, centre_id, at) "
        "select c.case_id, 'registered-person', 'disputed', c.centre_id, $3 from desk_case c "
        "join witness_person p on p.person_id = c.applicant_id where c.case_id = $1 and p.root = $2 "
        "on conflict (case_id, officer_id, kind) do update set at = excluded.at returning case_id",
        std::vector<Value>{case_id, (*person)->root, at});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) return {};
    is_theirs = true;
    if (auto put = put_wish(transaction, (*person)->root, Wish::forbidden, at); !put) return put;
    return withdraw_handover(transaction, case_id, at);
  });
  if (!written) return cases_unavailable(written.error());
  return is_theirs;
}

}  // namespace skranke::storage
