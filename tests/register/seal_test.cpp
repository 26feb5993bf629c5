// The register sealed: nothing of it in the file, no look-up by a wrong key, rows from before sealed while
// others read.
#include "storage/register/seal.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connect/keys/register_key.hpp"
#include "cpr/extract_lines.hpp"
#include "postgres_server.hpp"
#include "register/extract_builder.hpp"
#include "storage/register/delivery_import.hpp"
#include "storage/register/every_person.hpp"
#include "storage/register/imported_register.hpp"
#include "storage/register/keys.hpp"
#include "storage/sqlite/rewrite.hpp"

namespace skranke::testing {
namespace {

using storage::DeliveryImport;
using storage::Engine;
using storage::Mode;
using ::testing::HasSubstr;
using Records = std::vector<std::string>;

constexpr const char* arne = "0107529039";  // the CPR office's fictitious persons
constexpr const char* robert = "0709610015";

struct Entries final : cpr::ExtractSink {
  explicit Entries(const Records& records) {
    cpr::ExtractReader reader{*this};
    std::uint64_t line = 0;
    const std::string file = extract_of(records);
    for (std::size_t at = 0; at < file.size(); at = file.find('\n', at) + 1) {
      const auto record = std::string_view{file}.substr(at, file.find('\n', at) - at);
      EXPECT_TRUE(reader.take({.number = ++line, .layout = cpr::layout_index(record), .record = record}));
    }
    summary = *reader.finish();
  }
  void person(cpr::PersonEntry&& entry) override { persons.push_back(std::move(entry)); }
  void quarantined(const cpr::QuarantinedLine& /*line*/) override { ADD_FAILURE() << "a broken line"; }

  std::vector<cpr::PersonEntry> persons;
  cpr::ExtractSummary summary;
};

class SealedRegister : public ::testing::TestWithParam<Engine> {
 protected:
  SealedRegister() {
    std::string pattern = (std::filesystem::temp_directory_path() / "skranke-sealed-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"a temporary folder"};
    folder_ = pattern;
    file_ = folder_ / "register.db";
    key_ = keys::RegisterKey::open(folder_ / "keys").value();
    other_ = keys::RegisterKey::open(folder_ / "other").value();
    url_ = GetParam() == Engine::postgresql
               ? test::shared_server().url(test::shared_server().create_database())
               : "sqlite:" + file_.string();
    reopen();
  }
  ~SealedRegister() override {
    database_.reset();
    std::filesystem::remove_all(folder_);
  }

  void reopen() {
    database_.reset();
    auto opened = storage::open_database(url_);
    if (!opened) throw std::runtime_error{opened.error().text};
    database_ = std::move(*opened);
  }

  void import(const Records& records) {
    const Entries entries{records};
    auto delivery = DeliveryImport::begin(*database_, Mode::update, *key_);
    ASSERT_TRUE(delivery) << delivery.error().text;
    ASSERT_TRUE(delivery->add(entries.persons));
    ASSERT_TRUE(delivery->commit(entries.summary, "2026-11-24T12:00:00Z"));
  }

  base::Result<std::optional<desk::Found>> find(const char* number, const desk::RegisterSealer* sealer) {
    storage::ImportedRegister imported{*database_, sealer};
    return imported.find(*proofing::CprNumber::from_digits(number));
  }
  bool is_found(const char* number) {
    const auto found = find(number, key_.get());
    EXPECT_TRUE(found) << found.error().text;
    return found && found->has_value();
  }

  // As an earlier version of the program left it: in the clear, without a check value.
  void unseal() {
    ASSERT_TRUE(database_->write([&](storage::Transaction& transaction) -> storage::Outcome<void> {
      const auto persons = transaction.run("select version, records from register_person");
      for (const storage::Row& row : *persons) {
        const auto version = std::get<std::int64_t>(row[0]);
        auto records = storage::opened(key_.get(), version, std::get<storage::Bytes>(row[1]));
        static_cast<void>(transaction.run("update register_person set records = $2 where version = $1",
                                          std::vector<storage::Value>{version, *records}));
      }
      const auto numbers = transaction.run("select entry from register_number");
      for (const storage::Row& row : *numbers) {
        const auto entry = std::get<std::int64_t>(row[0]);
        const std::int64_t number = key_->plain_number(storage::number_of(entry) - desk::number_count);
        const auto clear =
            storage::number_key(number, storage::is_own_entry(entry), storage::delivery_of(entry));
        static_cast<void>(transaction.run("update register_number set entry = $2 where entry = $1",
                                          std::vector<storage::Value>{entry, clear}));
      }
      const auto done = transaction.run("update register_current set seal_check = null, has_clear = 1");
      if (!done) return std::unexpected{done.error()};
      return {};
    }));
  }

  // Every byte of the database's files.
  std::string bytes() {
    database_.reset();
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator{folder_}) {
      if (!entry.is_regular_file()) continue;
      std::ifstream stream{entry.path(), std::ios::binary};
      all.append(std::istreambuf_iterator<char>{stream}, {});
    }
    reopen();
    return all;
  }
  // Whether the entry of a number in the clear is there, as SQLite writes keys of rows, or a record.
  static bool is_in_the_clear(const std::string& bytes, const char* number) {
    const auto entry = storage::number_key(storage::clear_number(number), true, 1);
    std::string key;
    for (int shift = 49; shift >= 0; shift -= 7)
      key.push_back(static_cast<char>((entry >> shift & 0x7F) | (shift > 0 ? 0x80 : 0)));
    return bytes.find(key) != std::string::npos || bytes.find("Holm") != std::string::npos;
  }

  std::filesystem::path folder_;
  std::filesystem::path file_;
  std::unique_ptr<keys::RegisterKey> key_;
  std::unique_ptr<keys::RegisterKey> other_;
  std::string url_;
  std::unique_ptr<storage::Database> database_;
};

Records two_persons() {
  Records records = short_records(arne, "01");
  const Records more = short_records(robert, "01");
  records.insert(records.end(), more.begin(), more.end());
  return records;
}

TEST_P(SealedRegister, IsReadByItsKeyAloneAndSaysWhatWouldBeRight) {
  EXPECT_FALSE(is_found(arne)) << "an empty register needs no key";
  EXPECT_TRUE(find(arne, nullptr));
  import(two_persons());
  EXPECT_TRUE(is_found(arne));
  for (const desk::RegisterSealer* wrong : {static_cast<const desk::RegisterSealer*>(nullptr),
                                            static_cast<const desk::RegisterSealer*>(other_.get())}) {
    const auto found = find(arne, wrong);
    ASSERT_FALSE(found) << "never \"no such person\" for want of the key";
    EXPECT_THAT(found.error().text, HasSubstr("register.key"));
    EXPECT_THAT(found.error().text, HasSubstr("--keys or SKRANKE_KEYS"));
    EXPECT_FALSE(storage::every_person(*database_, wrong, [](std::span<const std::byte>) { FAIL(); }));
  }
  const auto another = DeliveryImport::begin(*database_, Mode::update, *other_);
  ASSERT_FALSE(another);
  EXPECT_THAT(another.error().text, HasSubstr("another key"));
  EXPECT_TRUE(is_found(arne));
}

TEST_P(SealedRegister, HasRecordsThatOpenForTheirRowAlone) {
  import(two_persons());
  const auto swapped = database_->write([](storage::Transaction& transaction) -> storage::Outcome<void> {
    const auto rows = transaction.run("select version, records from register_person order by version");
    for (std::size_t i = 0; i < 2; ++i) {
      const auto done = transaction.run("update register_person set records = $2 where version = $1",
                                        std::vector<storage::Value>{(*rows)[i][0], (*rows)[1 - i][1]});
      if (!done) return std::unexpected{done.error()};
    }
    return {};
  });
  ASSERT_TRUE(swapped);
  const auto found = find(arne, key_.get());
  ASSERT_FALSE(found);
  EXPECT_THAT(found.error().text, HasSubstr("sealed for this row"));
}

TEST_P(SealedRegister, FindsRowsFromBeforeAndSealsThemStepByStep) {
  import(two_persons());
  unseal();
  EXPECT_TRUE(is_found(arne));
  EXPECT_TRUE(find(arne, nullptr).value().has_value()) << "what lies in the clear needs no key";
  const auto import = DeliveryImport::begin(*database_, Mode::update, *key_);
  ASSERT_FALSE(import) << "a new delivery would lie beside rows in the clear";
  EXPECT_THAT(import.error().text, HasSubstr("skranke register seal"));
  int steps = 0;
  const auto sealed = storage::seal_register(*database_, *key_, [&](const storage::Sealed&) {
    ++steps;
    EXPECT_TRUE(is_found(arne)) << "step " << steps;
    EXPECT_TRUE(is_found(robert)) << "step " << steps;
  });
  ASSERT_TRUE(sealed) << sealed.error().text;
  EXPECT_EQ(sealed->persons, 2);
  EXPECT_EQ(sealed->numbers, 2);
  EXPECT_GE(steps, 2);
  ASSERT_TRUE(storage::end_sealing(*database_));
  EXPECT_FALSE(storage::seal_state(*database_)->has_clear);
  EXPECT_TRUE(is_found(arne));
  EXPECT_FALSE(find(arne, nullptr));
  const auto again = storage::seal_register(*database_, *key_, {});
  ASSERT_TRUE(again);
  EXPECT_EQ(again->persons + again->numbers, 0);
}

TEST_P(SealedRegister, LeavesNothingInTheFile) {
  if (GetParam() == Engine::postgresql)
    GTEST_SKIP() << "PostgreSQL's dump is searched in tests/http/dump.test.ts";
  import(two_persons());
  const std::string sealed = bytes();
  EXPECT_FALSE(is_in_the_clear(sealed, arne));
  unseal();
  EXPECT_TRUE(is_in_the_clear(bytes(), arne)) << "or nothing would be shown";
  ASSERT_TRUE(storage::seal_register(*database_, *key_, {}));
  database_.reset();
  ASSERT_TRUE(storage::sqlite::rewrite_database(file_.string()));
  reopen();
  const std::string rewritten = bytes();
  for (const char* number : {arne, robert}) EXPECT_FALSE(is_in_the_clear(rewritten, number)) << number;
  EXPECT_TRUE(is_found(arne));
}

INSTANTIATE_TEST_SUITE_P(Storage, SealedRegister, ::testing::Values(Engine::sqlite, Engine::postgresql),
                         [](const auto& tested) {
                           return tested.param == Engine::sqlite ? "Sqlite" : "PostgreSQL";
                         });

}  // namespace
}  // namespace skranke::testing
