// What every test of the log starts from: an empty database of either engine, a key, and people to write.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "connect/keys/log_key.hpp"
#include "storage/log/log_audit.hpp"
#include "storage/log/stored_log.hpp"
#include "store.hpp"

namespace skranke::test {

inline constexpr std::int64_t now = 1'795'945'320;

class Logged : public Contract {
 protected:
  void SetUp() override {
    own_ = open(Options{});
    key_ = keys::LogKey::open(keys_.file("keys"), "example.org/log").value();
    log_ = std::make_unique<storage::StoredLog>(*own_, "example.org/log",
                                                [this](const std::string& text) { return key_->sign(text); });
  }

  void write(std::string_view sql, const Row& values = {}) {
    const auto done = write_one(*own_, sql, values);
    ASSERT_TRUE(done) << done.error().text;
  }
  void add_person(std::string_view id) {
    write("insert into witness_person (person_id, root, frozen, depth) values ($1, $1, 0, 0)", {text(id)});
  }
  void take_in() {
    while (log_->take_in(now, 1000).value() > 0) {}
  }
  [[nodiscard]] storage::Audit audit(const storage::AuditWish& wish = {}) {
    return storage::audit_log(*own_, wish).value();
  }
  [[nodiscard]] ledger::Checkpoint seen() {
    return ledger::read_checkpoint(ledger::read_note(storage::newest_checkpoint(*own_).value())->text)
        .value();
  }
  // As somebody does who knows the database and not the program.
  void silently(std::string_view table, std::string_view sql, const Row& values = {}) {
    const std::string name{table};
    if (own_->engine() == Engine::postgresql) {
      write("alter table " + name + " disable trigger user");
    } else {
      for (const char* operation : {"insert", "update", "delete"})
        write("drop trigger if exists log_" + name + "_" + operation);
    }
    write(sql, values);
  }

  TemporaryFolder keys_;
  std::unique_ptr<Database> own_;
  std::unique_ptr<keys::LogKey> key_;
  std::unique_ptr<storage::StoredLog> log_;
};

}  // namespace skranke::test
