// What a seed makes of a desk: mishaps of the disk, ends and starts of the program, a clock; and what was
// found to be untrue.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "disk.hpp"
#include "ledger/checkpoint.hpp"
#include "life.hpp"

namespace skranke::simulator {

// A fault that is put in on purpose, for the simulator to find.
enum class Plant : std::uint8_t { none, lying_disk, early_answer };

struct Options {
  std::uint64_t seed = 1;
  int steps = 60;
  Plant plant = Plant::none;
  bool is_traced = false;
};

struct Report {
  std::uint64_t digest = 0;           // of everything that was done, to the last byte that was written
  std::vector<std::string> findings;  // what is untrue, in English
  std::vector<std::string> trace;     // if it was asked for
  int heard = 0;                      // answers
  int unheard = 0;
  int starts = 0;
  int power_losses = 0;
};

class World {
 public:
  explicit World(const Options& options);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  [[nodiscard]] Chance& chance() { return chance_; }
  [[nodiscard]] std::int64_t now() const { return clock_.now; }
  [[nodiscard]] Life& life() { return *life_; }
  [[nodiscard]] std::string new_id() { return drawn_id(ids_); }
  [[nodiscard]] Report& report() { return report_; }

  void note(const std::string& line);
  void find(const std::string& what);
  void pass(std::int64_t seconds) { clock_.now += seconds; }

  // Asks once, perhaps with a mishap. Empty where no answer was heard: the program may have begun anew since.
  template <class T>
  [[nodiscard]] std::optional<T> ask(const char* what,
                                     const std::function<base::Result<T>(Life&)>& use_case) {
    plan();
    std::optional<T> heard;
    try {
      auto answer = use_case(*life_);
      if (answer)
        heard.emplace(std::move(*answer));
      else
        note(std::string{what} + ": " + answer.error().text);
    } catch (const std::exception& broken) {
      find(std::string{what} + " throws: " + broken.what());
    }
    ++(heard ? report_.heard : report_.unheard);
    settle();
    return heard;
  }
  // Asks until an answer is heard; each time is a new one for whoever asks.
  template <class T>
  [[nodiscard]] T insist(const char* what, const std::function<base::Result<T>(Life&)>& use_case) {
    for (;;) {
      if (auto heard = ask<T>(what, use_case)) return std::move(*heard);
      pass(1);
      if (++patience_ > 200) throw std::runtime_error{std::string{what} + " is never answered"};
    }
  }

  // The rows of a query, each value as text.
  [[nodiscard]] std::vector<std::vector<std::string>> rows(std::string_view sql);
  // What has to be so whatever was asked: the database is whole, the log tells of it all.
  void audit();
  void remember_checkpoint();
  void begin_anew(bool is_power_lost);
  // No mishaps from now on.
  void calm() { is_calm_ = true; }
  [[nodiscard]] std::uint64_t digest();

 private:
  void plan();
  void settle();
  void start();

  Options options_;
  Chance chance_;
  Chance ids_;
  Clock clock_;
  std::string folder_;
  std::unique_ptr<Disk> disk_;
  std::unique_ptr<Life> life_;
  std::vector<ledger::Checkpoint> checkpoints_;
  Digest digest_;
  Report report_;
  bool has_disk_failed_ = false;
  bool is_calm_ = false;
  int patience_ = 0;
};

[[nodiscard]] Report simulate(const Options& options);

}  // namespace skranke::simulator
