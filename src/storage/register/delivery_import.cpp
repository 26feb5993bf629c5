#include "storage/register/delivery_import.hpp"

#include <algorithm>
#include <optional>
#include <random>

#include <sys/random.h>

#include "cpr/layout.hpp"
#include "cpr/packed_person.hpp"
#include "storage/register/keys.hpp"
#include "storage/register/remove_invisible.hpp"
#include "storage/register/seal.hpp"

namespace skranke::storage {
namespace {

constexpr std::size_t id_bytes = 16;
constexpr std::size_t numbers_per_step = 20'000;

// PRIVACY: an id is drawn by lot, so that it tells nothing about the number or its place in a file.
Bytes random_bytes(std::size_t count) {
  Bytes bytes(count);
  std::size_t filled = 0;
  while (filled < count) {
    const ssize_t got = ::getrandom(bytes.data() + filled, count - filled, 0);
    if (got > 0) filled += static_cast<std::size_t>(got);
  }
  return bytes;
}

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span{text}); }

std::string status_name(std::size_t status) {
  std::string name{status < 10 ? "0" : ""};
  return name.append(std::to_string(status));
}

Outcome<std::int64_t> single_integer(Transaction& transaction, std::string_view sql,
                                     std::span<const Value> values = {}) {
  const auto rows = transaction.run(sql, values);
  if (!rows) return std::unexpected{rows.error()};
  const auto* value = rows->empty() ? nullptr : std::get_if<std::int64_t>(rows->front().data());
  return value == nullptr ? 0 : *value;
}

}  // namespace

// What is written of one batch, a table each; arguments point into `ids` and `kept`.
struct DeliveryImport::Rows {
  explicit Rows(std::size_t count) : ids{random_bytes(count * id_bytes)} { kept.reserve(count * 2); }

  std::span<const std::byte> new_id() { return std::span{ids}.subspan(id_bytes * used++, id_bytes); }
  std::span<const std::byte> keep(Bytes id) { return kept.emplace_back(std::move(id)); }

  Bytes ids;
  std::size_t used = 0;
  std::vector<Bytes> kept;
  std::vector<Argument> persons;
  std::vector<Argument> superseded;
};

Outcome<DeliveryImport> DeliveryImport::begin(Database& database, Mode mode,
                                              const desk::RegisterSealer& sealer) {
  DeliveryImport import{database, mode, sealer};
  import.token_ = random_bytes(id_bytes);
  const auto sealed = database.write([&](Transaction& transaction) -> Outcome<void> {
    const auto state = seal_state(transaction);
    if (!state) return std::unexpected{state.error()};
    if (state->has_clear)
      return fail(FaultKind::invalid,
                  "its register has rows in the clear; `skranke register seal` seals them");
    return take_key(transaction, sealer);
  });
  if (!sealed) return std::unexpected{sealed.error()};
  if (auto done = remove_unfinished(database, import.token_); !done) return std::unexpected{done.error()};
  if (auto done = remove_old(database, sealer); !done) return std::unexpected{done.error()};
  auto done = database.write([&](Transaction& transaction) { return import.open_delivery(transaction); });
  if (!done) return std::unexpected{done.error()};
  return import;
}

std::int64_t DeliveryImport::key_of(std::string_view number, bool is_own) const {
  return number_key(sealed_number(*sealer_, clear_number(number)), is_own, delivery_);
}

Outcome<void> DeliveryImport::open_delivery(Transaction& transaction) {
  const auto visible = readable_deliveries(transaction, sealer_);
  if (!visible) return std::unexpected{visible.error()};
  visible_ = *visible;
  const auto last = single_integer(transaction, "select max(delivery) from register_delivery");
  if (!last) return std::unexpected{last.error()};
  delivery_ = *last + 1;
  const auto version = single_integer(transaction, "select max(version) from register_person");
  if (!version) return std::unexpected{version.error()};
  next_place_ = place_of(*version) + 1;
  totals_ = {};
  if (mode_ == Mode::update) {
    const auto rows = transaction.run("select kind, name, count from register_total where delivery = $1",
                                      std::vector<Value>{visible_.last});
    if (!rows) return std::unexpected{rows.error()};
    for (const Row& row : *rows) {
      const auto& name = std::get<std::string>(row[1]);
      const bool is_status = std::get<std::string>(row[0]) == "status";
      const int index = is_status ? std::stoi(name) : cpr::layout_index(name);
      if (index < 0) continue;
      (is_status ? totals_.statuses.at(static_cast<std::size_t>(index))
                 : totals_.records.at(static_cast<std::size_t>(index))) = std::get<std::int64_t>(row[2]);
    }
  }
  const auto written = transaction.run(
      "insert into register_delivery (delivery, token, is_done, replaces, task, produced, imported_at, "
      "records, "
      "persons, quarantined) values ($1, $2, 0, $3, '', '', '', 0, 0, 0)",
      std::vector<Value>{delivery_, token_, std::int64_t{mode_ == Mode::replace}});
  if (!written) return std::unexpected{written.error()};
  return {};
}

Outcome<void> DeliveryImport::hold(Transaction& transaction) const {
  const auto held = single_integer(
      transaction,
      "select count(*) from register_delivery where delivery = $1 and token = $2 and is_done = 0",
      std::vector<Value>{delivery_, token_});
  if (!held) return std::unexpected{held.error()};
  if (*held == 1) return {};
  return std::unexpected{Fault{FaultKind::busy, "another import has begun, and this one was given up"}};
}

Outcome<std::vector<std::size_t>> DeliveryImport::add(std::span<const cpr::PersonEntry> entries) {
  std::vector<std::size_t> twice;
  std::vector<const cpr::PersonEntry*> fresh;
  fresh.reserve(entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (seen_.insert(clear_number(entries[i].number))) {
      fresh.push_back(&entries[i]);
    } else {
      twice.push_back(i);
    }
  }
  // PRIVACY: a row's place says which persons came together, and not in which order an extract had them: one
  // that is sorted would tell nearly each number by its place.
  std::random_device random;
  std::ranges::shuffle(fresh, random);
  Batch batch;
  const auto written =
      database_->write([&](Transaction& transaction) { return write_batch(transaction, fresh, batch); });
  if (!written) return std::unexpected{written.error()};
  next_place_ = batch.next_place;
  totals_ = batch.totals;
  numbers_.insert(numbers_.end(), batch.numbers.begin(), batch.numbers.end());
  moved_.insert(moved_.end(), batch.moved.begin(), batch.moved.end());
  return twice;
}

Outcome<void> DeliveryImport::write_batch(Transaction& transaction,
                                          std::span<const cpr::PersonEntry* const> entries,
                                          Batch& batch) const {
  if (auto held = hold(transaction); !held) return held;
  batch = {.next_place = next_place_, .totals = totals_, .numbers = {}, .moved = {}};
  Rows rows{entries.size()};
  for (const cpr::PersonEntry* entry : entries) {
    if (auto placed = place(transaction, *entry, batch, rows); !placed) return placed;
  }
  const auto persons = transaction.run_many(
      "insert into register_person (version, person_id, status, records) values ($1, $2, $3, $4)", 4,
      rows.persons);
  if (!persons) return std::unexpected{persons.error()};
  const auto superseded = transaction.run_many(
      "insert into register_superseded (version, by_delivery) values ($1, $2) on conflict (version) do "
      "nothing",
      2, rows.superseded);
  if (!superseded) return std::unexpected{superseded.error()};
  return {};
}

Outcome<void> DeliveryImport::place(Transaction& transaction, const cpr::PersonEntry& entry, Batch& batch,
                                    Rows& rows) const {
  std::optional<StoredPerson> old;
  Bytes id;
  if (!visible_.is_empty()) {
    auto found = find_number(transaction, visible_, entry.number, true);
    if (!found) return std::unexpected{found.error()};
    old = std::move(*found);
    auto former = old ? Outcome<Bytes>{old->person_id} : id_of_former(transaction, entry);
    if (!former) return std::unexpected{former.error()};
    id = std::move(*former);
  }
  if (old && is_replaced(entry.status) && !is_replaced(old->status) && !entry.current.empty())
    batch.moved.emplace_back(entry.current, id);
  if (old && mode_ == Mode::update) {
    rows.superseded.emplace_back(old->version);
    rows.superseded.emplace_back(delivery_);
    --batch.totals.statuses.at(static_cast<std::size_t>(old->status));
    if (const auto unpacked = cpr::unpack(old->records)) {
      for (const std::string& record : unpacked->records)
        --batch.totals.records.at(static_cast<std::size_t>(cpr::layout_index(record)));
    }
  }
  const std::int64_t place = old ? place_of(old->version) : batch.next_place++;
  rows.persons.emplace_back(version_key(place, delivery_));
  rows.persons.emplace_back(id.empty() ? rows.new_id() : rows.keep(std::move(id)));
  rows.persons.emplace_back(std::int64_t{entry.status});
  rows.persons.emplace_back(rows.keep(sealer_->seal(version_key(place, delivery_), bytes_of(entry.packed))));
  batch.numbers.emplace_back(key_of(entry.number, true), place);
  for (const std::string& number : entry.former) batch.numbers.emplace_back(key_of(number, false), place);
  ++batch.totals.statuses.at(static_cast<std::size_t>(entry.status));
  for (std::size_t i = 0; i < cpr::layout_count; ++i)
    batch.totals.records[i] += static_cast<std::int64_t>(entry.counts[i]);
  return {};
}

// INVARIANT: numbers are written in the order of their keys. In the order of a delivery each would change a
// page of its own, and a large register would be written many times over.
Outcome<void> DeliveryImport::write_numbers() {
  std::ranges::sort(numbers_);
  // A former number that two persons name leads to one of them.
  const auto same = std::ranges::unique(numbers_, {}, &NumberRow::first);
  numbers_.erase(same.begin(), same.end());
  for (std::size_t next = 0; next < numbers_.size();) {
    std::vector<Argument> arguments;
    for (const std::size_t end = std::min(next + numbers_per_step, numbers_.size()); next < end; ++next)
      arguments.insert(arguments.end(), {numbers_[next].first, numbers_[next].second});
    const auto written = database_->write([&](Transaction& transaction) -> Outcome<void> {
      if (auto held = hold(transaction); !held) return held;
      const auto rows =
          transaction.run_many("insert into register_number (entry, place) values ($1, $2)", 2, arguments);
      if (!rows) return std::unexpected{rows.error()};
      return {};
    });
    if (!written) return written;
  }
  numbers_ = {};
  return {};
}

// The id of the person who had one of the entry's former numbers until now; empty if nobody had.
Outcome<Bytes> DeliveryImport::id_of_former(Transaction& transaction, const cpr::PersonEntry& entry) const {
  for (const std::string& number : entry.former) {
    auto found = find_number(transaction, visible_, number, true);
    if (!found) return std::unexpected{found.error()};
    const std::optional<StoredPerson>& person = *found;
    if (person && !is_replaced(person->status)) return person->person_id;
  }
  return Bytes{};
}

// INVARIANT: a person's id stays when the number changes, whether or not the new number's records name the
// old.
Outcome<void> DeliveryImport::keep_ids(Transaction& transaction) const {
  for (const auto& [number, id] : moved_) {
    const auto before = find_number(transaction, visible_, number, true);
    if (!before) return std::unexpected{before.error()};
    if (*before) continue;
    const auto place = single_integer(transaction, "select place from register_number where entry = $1",
                                      std::vector<Value>{key_of(number, true)});
    if (!place) return std::unexpected{place.error()};
    const auto done = transaction.run("update register_person set person_id = $1 where version = $2",
                                      std::vector<Value>{id, version_key(*place, delivery_)});
    if (!done) return std::unexpected{done.error()};
  }
  return {};
}

Outcome<void> DeliveryImport::write_totals(Transaction& transaction) const {
  std::vector<std::string> names;  // of statuses, while the arguments point to them
  names.reserve(totals_.statuses.size());
  std::vector<Argument> rows;
  for (std::size_t i = 0; i < totals_.statuses.size(); ++i) {
    const std::string& name = names.emplace_back(status_name(i));
    if (totals_.statuses[i] != 0)
      rows.insert(rows.end(),
                  {delivery_, std::string_view{"status"}, std::string_view{name}, totals_.statuses[i]});
  }
  for (std::size_t i = 0; i < totals_.records.size(); ++i) {
    if (totals_.records[i] != 0)
      rows.insert(rows.end(),
                  {delivery_, std::string_view{"record"}, cpr::layouts()[i].type, totals_.records[i]});
  }
  const auto written = transaction.run_many(
      "insert into register_total (delivery, kind, name, count) values ($1, $2, $3, $4)", 4, rows);
  if (!written) return std::unexpected{written.error()};
  const auto removed =
      transaction.run("delete from register_total where delivery < $1", std::vector<Value>{delivery_});
  if (!removed) return std::unexpected{removed.error()};
  return {};
}

Outcome<void> DeliveryImport::commit(const cpr::ExtractSummary& summary, std::string_view imported_at) {
  if (auto written = write_numbers(); !written) return written;
  const auto done = database_->write([&](Transaction& transaction) -> Outcome<void> {
    if (auto held = hold(transaction); !held) return held;
    if (auto kept = keep_ids(transaction); !kept) return kept;
    if (auto written = write_totals(transaction); !written) return written;
    const auto delivery = transaction.run(
        "update register_delivery set is_done = 1, task = $2, produced = $3, imported_at = $4, records = $5, "
        "persons = $6, quarantined = $7 where delivery = $1",
        std::vector<Value>{delivery_, summary.delivery.task, summary.delivery.produced,
                           std::string{imported_at}, static_cast<std::int64_t>(summary.records),
                           static_cast<std::int64_t>(summary.persons),
                           static_cast<std::int64_t>(summary.quarantined)});
    if (!delivery) return std::unexpected{delivery.error()};
    const auto current =
        mode_ == Mode::replace
            ? transaction.run("update register_current set first_delivery = $1, last_delivery = $1",
                              std::vector<Value>{delivery_})
            : transaction.run("update register_current set last_delivery = $1",
                              std::vector<Value>{delivery_});
    if (!current) return std::unexpected{current.error()};
    return {};
  });
  return done ? remove_old(*database_, *sealer_) : done;
}

Outcome<void> DeliveryImport::abandon() { return remove_unfinished(*database_, token_); }

Outcome<std::string> DeliveryImport::newest_of_task(std::string_view task) {
  std::string newest;
  const auto done = database_->read([&](Transaction& transaction) -> Outcome<void> {
    const auto rows = transaction.run(
        "select max(produced) from register_delivery where is_done = 1 and task = $1 and delivery >= $2",
        std::vector<Value>{std::string{task}, visible_.first});
    if (!rows) return std::unexpected{rows.error()};
    const auto* text = rows->empty() ? nullptr : std::get_if<std::string>(rows->front().data());
    newest = text == nullptr ? std::string{} : *text;
    return {};
  });
  if (!done) return std::unexpected{done.error()};
  return newest;
}

}  // namespace skranke::storage
