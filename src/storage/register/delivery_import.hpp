// One delivery on its way into the register: invisible until commit(), then all of it at once.
//
// Persons are written in transactions of a few thousand, which no reader sees, since register_current names
// the deliveries that count. Their numbers, 16 bytes each, stay in memory until the end and are written in
// order then. The last step of commit() is one small transaction. What an import that was interrupted left
// behind is removed by the next one; so is what became old but could not be removed in time.
// Two imports at once (PostgreSQL): the later one wins, the earlier one stops at its next batch.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "cpr/extract_reader.hpp"
#include "cpr/layout.hpp"
#include "desk/port/register_sealer.hpp"
#include "storage/database.hpp"
#include "storage/register/lookup.hpp"
#include "storage/register/number_set.hpp"

namespace skranke::storage {

enum class Mode : std::uint8_t {
  update,   // persons that the delivery names are replaced, each as a whole; the others stay
  replace,  // the delivery is the whole register
};

class DeliveryImport {
 public:
  // Removes what earlier imports left behind, and begins a delivery, which is sealed. `sealer` outlives the
  // import. Fault (invalid): the register is sealed by another key, or has rows in the clear (seal.hpp).
  [[nodiscard]] static Outcome<DeliveryImport> begin(Database& database, Mode mode,
                                                     const desk::RegisterSealer& sealer);

  // Adds persons, and gives the positions of those that this delivery had brought already (not added). After
  // a fault all that is left to do is to abandon().
  [[nodiscard]] Outcome<std::vector<std::size_t>> add(std::span<const cpr::PersonEntry> entries);

  // Writes the numbers of all persons, which commit() does where it wasn't done before.
  [[nodiscard]] Outcome<void> write_numbers();

  // Makes the delivery what readers see, and then removes what it made old.
  [[nodiscard]] Outcome<void> commit(const cpr::ExtractSummary& summary, std::string_view imported_at);

  // Leaves the register as it was.
  [[nodiscard]] Outcome<void> abandon();

  // The newest visible delivery of this task, as yyyyMMdd; empty if there is none.
  [[nodiscard]] Outcome<std::string> newest_of_task(std::string_view task);

  [[nodiscard]] std::int64_t number() const { return delivery_; }

 private:
  struct Totals {
    std::array<std::int64_t, 100> statuses{};               // by code
    std::array<std::int64_t, cpr::layout_count> records{};  // by index of layouts()
  };

  using NumberRow = std::pair<std::int64_t, std::int64_t>;  // entry, place

  // What one batch changes in memory, once it is written.
  struct Batch {
    std::int64_t next_place = 0;
    Totals totals;
    std::vector<NumberRow> numbers;
    std::vector<std::pair<std::string, Bytes>> moved;  // a number, and the id of the person who now has it
  };
  struct Rows;

  DeliveryImport(Database& database, Mode mode, const desk::RegisterSealer& sealer)
      : database_{&database}, mode_{mode}, sealer_{&sealer} {}

  [[nodiscard]] std::int64_t key_of(std::string_view number, bool is_own) const;

  [[nodiscard]] Outcome<void> open_delivery(Transaction& transaction);
  [[nodiscard]] Outcome<void> hold(Transaction& transaction) const;
  [[nodiscard]] Outcome<void> place(Transaction& transaction, const cpr::PersonEntry& entry, Batch& batch,
                                    Rows& rows) const;
  [[nodiscard]] Outcome<void> write_batch(Transaction& transaction,
                                          std::span<const cpr::PersonEntry* const> entries,
                                          Batch& batch) const;
  [[nodiscard]] Outcome<Bytes> id_of_former(Transaction& transaction, const cpr::PersonEntry& entry) const;
  [[nodiscard]] Outcome<void> keep_ids(Transaction& transaction) const;
  [[nodiscard]] Outcome<void> write_totals(Transaction& transaction) const;

  Database* database_;
  Mode mode_;
  const desk::RegisterSealer* sealer_;
  Readable visible_;  // before this delivery
  std::int64_t delivery_ = 0;
  Bytes token_;  // says that the delivery is still this import's
  std::int64_t next_place_ = 0;
  Totals totals_;
  NumberSet seen_;
  std::deque<NumberRow> numbers_;  // not written yet
  std::vector<std::pair<std::string, Bytes>> moved_;
};

}  // namespace skranke::storage
