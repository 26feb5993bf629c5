#include "storage/witness/persons.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <sys/random.h>

#include "base/ensure.hpp"
#include "base/hex.hpp"
#include "storage/witness/permits.hpp"
#include "storage/witness/rows.hpp"

namespace skranke::storage {
namespace {

struct Key {
  std::string_view kind;
  const std::string& digest;
};

std::vector<Key> stated(const desk::PersonKeys& keys) {
  std::vector<Key> all;
  for (const Key& key :
       {Key{"register", keys.register_id}, Key{"number", keys.number}, Key{"mitid", keys.mitid}}) {
    if (!key.digest.empty()) all.push_back(key);
  }
  return all;
}

// INVARIANT: a key is one person's. Where somebody else has just given it to another, nothing of this
// transaction is kept, and the next try finds that person.
Outcome<void> keep_key(Transaction& transaction, const Key& key, const std::string& root) {
  const auto kept = transaction.run(
      "insert into witness_identifier (kind, digest, person_id) values ($1, $2, $3) "
      "on conflict (kind, digest) do nothing returning kind",
      std::vector<Value>{std::string{key.kind}, bytes_value(key.digest), root});
  if (!kept) return std::unexpected{kept.error()};
  if (kept->empty()) return fail(FaultKind::busy, "somebody else made this person at the same moment");
  return {};
}

// `other` and everybody of that root become `root`, frozen if one of them was, and as deep as the shallower:
// somebody whose face was compared under either id is known.
Outcome<void> merge(Transaction& transaction, const std::string& root, const std::string& other) {
  auto joined = done(transaction,
                     "update witness_person set "
                     "frozen = (select max(frozen) from witness_person where root in ($1, $2)), "
                     "depth = (select min(depth) from witness_person where person_id in ($1, $2)) "
                     "where person_id in ($1, $2)",
                     {root, other});
  if (!joined) return joined;
  joined = done(transaction, "update witness_person set root = $1 where root = $2", {root, other});
  if (!joined) return joined;
  joined = done(transaction, "delete from witness_permit where person_id in ($1, $2)", {root, other});
  return joined;
}

}  // namespace

Outcome<std::string> random_person_id() {
  std::array<unsigned char, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    return fail(FaultKind::unavailable, "the system gives no random bytes");
  return base::hex_of({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

Outcome<std::optional<LedgerPerson>> find_person(Transaction& transaction, const std::string& person_id) {
  const auto rows = transaction.run(
      "select r.person_id, r.frozen, r.depth from witness_person p join witness_person r on r.person_id = "
      "p.root "
      "where p.person_id = $1",
      std::vector<Value>{person_id});
  if (!rows) return std::unexpected{rows.error()};
  if (rows->empty()) return std::nullopt;
  const Row& row = rows->front();
  return LedgerPerson{.root = text_at(row, 0),
                      .is_frozen = integer_at(row, 1) != 0,
                      .depth = static_cast<std::int32_t>(integer_at(row, 2))};
}

// One id after the other, by the witness alone: a planner that has not seen the table full takes any other
// index that a condition offers, and keeps to it.
Outcome<std::vector<std::string>> counted_days(Transaction& transaction, const std::string& root,
                                               const std::string& from) {
  const auto ids =
      transaction.run("select person_id from witness_person where root = $1", std::vector<Value>{root});
  if (!ids) return std::unexpected{ids.error()};
  std::vector<std::string> days;
  for (const Row& id : *ids) {
    const auto rows = transaction.run(
        "select day, withdrawn from witness_statement where witness_id = $1 and organisation_id is null",
        std::vector<Value>{text_at(id, 0)});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      if (integer_at(row, 1) == 0 && text_at(row, 0) >= from) days.push_back(text_at(row, 0));
    }
  }
  return days;
}

Outcome<std::string> person_of_keys(Transaction& transaction, const desk::PersonKeys& keys,
                                    const NewPersonId& new_id) {
  const std::vector<Key> known = stated(keys);
  base::ensure(!known.empty(), "a person is asked for by at least one key");
  std::vector<std::string> roots;
  std::vector<const Key*> new_keys;
  for (const Key& key : known) {
    const auto rows = transaction.run(
        "select p.root from witness_identifier i join witness_person p on p.person_id = i.person_id "
        "where i.kind = $1 and i.digest = $2",
        std::vector<Value>{std::string{key.kind}, bytes_value(key.digest)});
    if (!rows) return std::unexpected{rows.error()};
    if (rows->empty()) {
      new_keys.push_back(&key);
    } else {
      roots.push_back(text_at(rows->front(), 0));
    }
  }
  std::ranges::sort(roots);
  roots.erase(std::ranges::unique(roots).begin(), roots.end());
  if (roots.empty()) {
    auto id = new_id();
    if (!id) return id;
    auto made =
        done(transaction, "insert into witness_person (person_id, root, frozen, depth) values ($1, $1, 0, 0)",
             {*id});
    if (!made) return std::unexpected{made.error()};
    roots.push_back(std::move(*id));
  }
  for (const Key* key : new_keys) {
    if (auto kept = keep_key(transaction, *key, roots.front()); !kept) return std::unexpected{kept.error()};
  }
  for (std::size_t i = 1; i < roots.size(); ++i) {
    if (auto merged = merge(transaction, roots.front(), roots[i]); !merged)
      return std::unexpected{merged.error()};
  }
  return roots.front();
}

}  // namespace skranke::storage
