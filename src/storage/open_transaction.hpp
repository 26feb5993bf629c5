// What a work sees of a connection: everything, until the first fault.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "storage/database.hpp"

namespace skranke::storage {

template <class Connection>
class OpenTransaction final : public Transaction {
 public:
  explicit OpenTransaction(Connection& connection) : connection_{connection} {}

  [[nodiscard]] Outcome<Rows> run(std::string_view sql, std::span<const Value> values) override {
    return kept([&] { return connection_.run(sql, values); });
  }

  [[nodiscard]] Outcome<std::vector<Rows>> run_all(std::span<const Statement> statements) override {
    return kept([&] { return connection_.run_all(statements); });
  }

  [[nodiscard]] Outcome<void> run_each(std::string_view sql, std::span<const Value> values,
                                       const TakeRow& take) override {
    return kept([&] { return connection_.run_each(sql, values, take); });
  }

  [[nodiscard]] Outcome<std::int64_t> run_many(std::string_view sql, std::size_t columns,
                                               std::span<const Argument> arguments) override {
    return kept([&] { return connection_.run_many(sql, columns, arguments); });
  }

  // What dooms the transaction, if anything does.
  [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

 private:
  auto kept(const auto& statement) -> decltype(statement()) {
    if (fault_) return std::unexpected{*fault_};
    auto outcome = statement();
    if (!outcome) fault_ = outcome.error();
    return outcome;
  }

  Connection& connection_;
  std::optional<Fault> fault_;
};

}  // namespace skranke::storage
