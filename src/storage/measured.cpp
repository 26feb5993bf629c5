#include "storage/measured.hpp"

#include <chrono>
#include <cstddef>
#include <utility>

namespace skranke::storage {
namespace {

std::size_t end_of(FaultKind kind) { return static_cast<std::size_t>(kind) + 1; }

template <class Call>
auto counted(Asked& asked, Call call) {
  const auto begun = std::chrono::steady_clock::now();
  auto outcome = call();
  const auto time = std::chrono::steady_clock::now() - begun;
  asked.times.add(std::chrono::duration_cast<std::chrono::microseconds>(time).count());
  asked.ends.at(outcome ? 0 : end_of(outcome.error().kind)).fetch_add(1, std::memory_order_relaxed);
  return outcome;
}

class Measured final : public Database {
 public:
  Measured(std::unique_ptr<Database> database, DatabaseMeters& meters)
      : database_{std::move(database)}, meters_{meters} {}

  Outcome<void> read(const Work& work) override {
    return counted(meters_.reads, [&] { return database_->read(work); });
  }
  Outcome<void> write(const Work& work) override {
    return counted(meters_.writes, [&] { return database_->write(work); });
  }
  Outcome<std::vector<Rows>> write_all(std::span<const Statement> statements) override {
    return counted(meters_.writes, [&] { return database_->write_all(statements); });
  }
  Engine engine() const override { return database_->engine(); }

 private:
  std::unique_ptr<Database> database_;
  DatabaseMeters& meters_;
};

}  // namespace

std::unique_ptr<Database> measured(std::unique_ptr<Database> database, DatabaseMeters& meters) {
  return std::make_unique<Measured>(std::move(database), meters);
}

}  // namespace skranke::storage
