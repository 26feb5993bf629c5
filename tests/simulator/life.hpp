// The program from one start to its end, as the simulator has it: the desk's own use cases over its own
// storage.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "booth.hpp"
#include "chance.hpp"
#include "counter/counter.hpp"
#include "counter/issuing.hpp"
#include "ports.hpp"
#include "reception/reception.hpp"
#include "storage/booking/stored_bookings.hpp"
#include "storage/cases/stored_case_book.hpp"
#include "storage/log/stored_log.hpp"
#include "storage/queue/stored_queue.hpp"
#include "storage/witness/stored_vouchings.hpp"

namespace skranke::simulator {

// What does not change from one start to the next.
struct House {
  policy::Catalogue catalogue;
  cases::FeatureList features;
};
// From the files of the source; ends the program where they can't be read.
[[nodiscard]] const House& house();

// A database whose writer is at rest whenever a call comes back, so that nothing happens at the same time.
// `is_early`: what was not committed is told to have been (a planted fault).
class LockStep final : public storage::Database {
 public:
  LockStep(std::unique_ptr<storage::Database> database, bool is_early)
      : database_{std::move(database)}, is_early_{is_early} {}
  [[nodiscard]] storage::Outcome<void> read(const storage::Work& work) override {
    return database_->read(work);
  }
  [[nodiscard]] storage::Outcome<void> write(const storage::Work& work) override;
  [[nodiscard]] storage::Engine engine() const override { return database_->engine(); }

 private:
  std::unique_ptr<storage::Database> database_;
  bool is_early_;
};

struct Clock {
  std::int64_t now = 1'796'036'400;  // 2026-11-30 11:00 UTC
};

class Life {
 public:
  // `ids` and `clock` outlive it.
  Life(std::unique_ptr<storage::Database> database, bool is_early, Chance& ids, const Clock& clock,
       int number);

  [[nodiscard]] storage::Database& database() { return database_; }
  [[nodiscard]] const appointments::Tools& visits() const { return booth_.tools(); }
  [[nodiscard]] const reception::Tools& reception() const { return reception_; }
  [[nodiscard]] const counter::Tools& cases() const { return cases_; }
  [[nodiscard]] const desk::WitnessTools& witnesses() const { return witnesses_; }
  [[nodiscard]] storage::StoredLog& log() { return log_; }

 private:
  LockStep database_;
  Keys keys_;
  Seal seal_;
  Register register_;
  Broker broker_;
  Colleagues colleagues_;
  storage::StoredBookings bookings_;
  test::Booth booth_;
  storage::StoredQueue queue_;
  reception::Tools reception_;
  storage::StoredVouchings vouchings_;
  desk::WitnessTools witnesses_;
  storage::StoredCaseBook book_;
  counter::Issuing issuing_;
  counter::Tools cases_;
  storage::StoredLog log_;
};

// 32 hexadecimal digits.
[[nodiscard]] std::string drawn_id(Chance& ids);

}  // namespace skranke::simulator
