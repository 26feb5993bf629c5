// The contract of the imported register, on both engines, reopened in between.
#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connect/keys/register_key.hpp"
#include "cpr/extract_lines.hpp"
#include "postgres_server.hpp"
#include "register/extract_builder.hpp"
#include "storage/register/delivery_import.hpp"
#include "storage/register/imported_register.hpp"

namespace skranke::testing {
namespace {

using storage::DeliveryImport;
using storage::Engine;
using storage::Mode;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Records = std::vector<std::string>;

constexpr const char* arne = "0107529039";  // the CPR office's fictitious persons
constexpr const char* arne_old = "0101520013";
constexpr const char* robert = "0709610015";
constexpr const char* robert_old = "0108610069";
constexpr const char* gerda = "0909610036";

Records operator+(Records a, const Records& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

struct Entries final : cpr::ExtractSink {
  explicit Entries(const Records& records) {
    cpr::ExtractReader reader{*this};
    std::uint64_t line = 0;
    const auto take = [&](std::string_view record) {
      const cpr::ExtractLine next{.number = ++line, .layout = cpr::layout_index(record), .record = record};
      EXPECT_TRUE(reader.take(next));
    };
    const std::string file = extract_of(records);
    for (std::size_t at = 0; at < file.size(); at = file.find('\n', at) + 1)
      take(std::string_view{file}.substr(at, file.find('\n', at) - at));
    summary = *reader.finish();
  }
  void person(cpr::PersonEntry&& entry) override { persons.push_back(std::move(entry)); }
  void quarantined(const cpr::QuarantinedLine& /*line*/) override { ADD_FAILURE() << "a broken line"; }

  std::vector<cpr::PersonEntry> persons;
  cpr::ExtractSummary summary;
};

class Register : public ::testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    std::string keys = (std::filesystem::temp_directory_path() / "skranke-register-keys-XXXXXX").string();
    keys_ = mkdtemp(keys.data());
    key_ = keys::RegisterKey::open(keys_).value();
    if (GetParam() == Engine::postgresql) {
      url_ = test::shared_server().url(test::shared_server().create_database());
    } else {
      std::string pattern = (std::filesystem::temp_directory_path() / "skranke-register-XXXXXX").string();
      folder_ = mkdtemp(pattern.data());
      url_ = "sqlite:" + (folder_ / "register.db").string();
    }
    reopen();
  }
  void TearDown() override {
    database_.reset();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
    std::filesystem::remove_all(keys_);
  }

  void reopen() {
    database_.reset();
    auto opened = storage::open_database(url_);
    ASSERT_TRUE(opened) << opened.error().text;
    database_ = std::move(*opened);
  }

  DeliveryImport begin(Mode mode = Mode::update) {
    auto import = DeliveryImport::begin(*database_, mode, *key_);
    if (!import) throw std::runtime_error(import.error().text);
    return *import;
  }

  void import(const Records& records, Mode mode = Mode::update) {
    const Entries entries{records};
    DeliveryImport delivery = begin(mode);
    const auto twice = delivery.add(entries.persons);
    ASSERT_TRUE(twice) << twice.error().text;
    EXPECT_THAT(*twice, IsEmpty());
    const auto done = delivery.commit(entries.summary, "2026-11-24T12:00:00Z");
    ASSERT_TRUE(done) << done.error().text;
  }

  std::optional<desk::Found> find(const char* number) {
    storage::ImportedRegister imported{*database_, key_.get()};
    auto found = imported.find(*proofing::CprNumber::from_digits(number));
    EXPECT_TRUE(found) << found.error().text;
    return std::move(*found);
  }
  std::string number_of(const char* number) {
    const auto found = find(number);
    return found ? std::string{found->person.number.reveal()} : "";
  }
  std::string id_of(const char* number) {
    const auto found = find(number);
    return found ? found->person_id : "";
  }

  // Rows of a person, of numbers, of what is to be removed, of deliveries that were not finished.
  std::vector<std::int64_t> rows() {
    std::vector<std::int64_t> counts;
    const auto done = database_->read([&](storage::Transaction& transaction) -> storage::Outcome<void> {
      counts.clear();
      for (const char* sql : {"select count(*) from register_person", "select count(*) from register_number",
                              "select count(*) from register_superseded",
                              "select count(*) from register_delivery where is_done = 0"}) {
        const auto found = transaction.run(sql);
        if (!found) return std::unexpected{found.error()};
        counts.push_back(std::get<std::int64_t>(found->front()[0]));
      }
      return {};
    });
    EXPECT_TRUE(done);
    return counts;
  }

  storage::Database& database() { return *database_; }

  std::filesystem::path keys_;
  std::unique_ptr<keys::RegisterKey> key_;

 private:
  std::filesystem::path folder_;
  std::string url_;
  std::unique_ptr<storage::Database> database_;
};

TEST_P(Register, AnEmptyOneKnowsNobody) {
  EXPECT_EQ(number_of(arne), "");
  EXPECT_EQ(storage::register_stats(database())->persons, 0);
}

TEST_P(Register, ADeliveryIsSeenOnceItIsCommittedAndNotBefore) {
  const Entries entries{short_records(arne, "01")};
  DeliveryImport delivery = begin();
  ASSERT_TRUE(delivery.add(entries.persons));
  EXPECT_EQ(number_of(arne), "");
  ASSERT_TRUE(delivery.commit(entries.summary, "2026-11-24T12:00:00Z"));
  reopen();
  const auto found = find(arne);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->person.name->given.reveal(), "\xC3\x85se");
  EXPECT_EQ(found->as_of, "2001-11-16T00:00:00Z");
  EXPECT_EQ(found->person_id.size(), 32U);
}

TEST_P(Register, AnOldNumberFindsThePersonUnderTheCurrentOne) {
  import(short_records(arne_old, "50", arne) + short_records(arne, "01") + short_records(robert, "01") +
         Records{former_number(robert, robert_old)});
  EXPECT_EQ(number_of(arne_old), arne);
  EXPECT_EQ(id_of(arne_old), id_of(arne));
  EXPECT_EQ(number_of(robert_old), robert);
}

TEST_P(Register, ANumberWhoseSuccessorIsNotThereIsShownAsItIsAndACircleEnds) {
  import(short_records(arne_old, "60", arne) + short_records(robert, "60", robert_old) +
         short_records(robert_old, "60", robert));
  EXPECT_EQ(number_of(arne_old), arne_old);
  EXPECT_TRUE(find(robert));
}

TEST_P(Register, ASecondDeliveryReplacesWhomItNamesAndNobodyElse) {
  import(short_records(arne, "01") + Records{former_number(arne, arne_old)} + short_records(robert, "01"));
  const std::string id = id_of(arne);
  reopen();
  import(short_records(arne, "90"));
  EXPECT_EQ(find(arne)->person.status, cpr::Status::dead);
  EXPECT_EQ(id_of(arne), id);
  EXPECT_EQ(find(robert)->person.status, cpr::Status::resident);
  EXPECT_EQ(number_of(arne_old), "") << "a former number that is no longer named leads nowhere";
  EXPECT_THAT(rows(), ElementsAre(2, 2, 0, 0));
  const auto stats = storage::register_stats(database());
  EXPECT_EQ(stats->persons, 2);
  EXPECT_EQ(stats->statuses, (std::map<std::string, std::int64_t>{{"01", 1}, {"90", 1}}));
  EXPECT_EQ(stats->records, (std::map<std::string, std::int64_t>{{"001", 2}, {"008", 2}}));
  EXPECT_EQ(stats->deliveries.size(), 2U);
}

TEST_P(Register, APersonsIdStaysWhenTheNumberChanges) {
  import(short_records(arne_old, "01") + short_records(robert_old, "01") + short_records("0709614398", "01"));
  const std::string arnes = id_of(arne_old);
  const std::string roberts = id_of(robert_old);
  const std::string gerdas = id_of("0709614398");
  // The old number's records before the new one's, behind them, and not there at all.
  import(short_records(arne_old, "60", arne) + short_records(arne, "01") + short_records(robert, "01") +
         short_records(robert_old, "60", robert) + short_records(gerda, "01") +
         Records{former_number(gerda, "0709614398")});
  EXPECT_EQ(id_of(arne), arnes);
  EXPECT_EQ(id_of(robert), roberts);
  EXPECT_EQ(id_of(gerda), gerdas);
  EXPECT_EQ(number_of(arne_old), arne);
}

TEST_P(Register, IdsAreNotTheNumberAndDifferFromOneRegisterToTheNext) {
  import(short_records(arne, "01"));
  const std::string id = id_of(arne);
  import(short_records(robert, "01"), Mode::replace);
  import(short_records(arne, "01"), Mode::replace);
  EXPECT_NE(id_of(arne), id);
}

TEST_P(Register, AnAbandonedDeliveryLeavesNothing) {
  import(short_records(arne, "01"));
  const Entries entries{short_records(arne, "90") + short_records(robert, "01")};
  DeliveryImport delivery = begin();
  ASSERT_TRUE(delivery.add(entries.persons));
  EXPECT_THAT(rows(), ElementsAre(3, 1, 1, 1)) << "numbers wait for the end";
  EXPECT_EQ(find(arne)->person.status, cpr::Status::resident) << "before it is abandoned, too";
  EXPECT_EQ(number_of(robert), "");
  ASSERT_TRUE(delivery.abandon());
  EXPECT_EQ(find(arne)->person.status, cpr::Status::resident);
  EXPECT_EQ(number_of(robert), "");
  EXPECT_THAT(rows(), ElementsAre(1, 1, 0, 0));
}

TEST_P(Register, WhatAnInterruptedImportLeftIsNeverSeenAndRemovedByTheNext) {
  import(short_records(arne, "01"));
  {
    const Entries entries{short_records(arne, "90") + short_records(robert, "01")};
    ASSERT_TRUE(begin().add(entries.persons));
  }
  reopen();
  EXPECT_EQ(find(arne)->person.status, cpr::Status::resident);
  EXPECT_EQ(number_of(robert), "");
  import(short_records(gerda, "01"));
  EXPECT_EQ(find(arne)->person.status, cpr::Status::resident);
  EXPECT_EQ(number_of(robert), "");
  EXPECT_THAT(rows(), ElementsAre(2, 2, 0, 0));
  EXPECT_EQ(storage::register_stats(database())->persons, 2);
}

TEST_P(Register, WhatAnImportInterruptedBeforeItsLastStepLeftIsRemovedByTheNext) {
  import(short_records(arne, "01"));
  {
    const Entries entries{short_records(arne, "90") + short_records(robert, "01") +
                          Records{former_number(robert, robert_old)}};
    DeliveryImport delivery = begin();
    ASSERT_TRUE(delivery.add(entries.persons));
    ASSERT_TRUE(delivery.write_numbers());
    EXPECT_THAT(rows(), ElementsAre(3, 4, 1, 1));
  }
  reopen();
  EXPECT_EQ(find(arne)->person.status, cpr::Status::resident);
  EXPECT_EQ(number_of(robert), "");
  EXPECT_EQ(number_of(robert_old), "");
  import(short_records(gerda, "01"));
  EXPECT_THAT(rows(), ElementsAre(2, 2, 0, 0));
}

TEST_P(Register, AFormerNumberThatTwoPersonsNameLeadsToOneOfThem) {
  import(short_records(arne, "01") + Records{former_number(arne, robert_old)} + short_records(robert, "01") +
         Records{former_number(robert, robert_old)});
  EXPECT_THAT(number_of(robert_old), AnyOf(std::string{arne}, std::string{robert}));
}

// More than are written in one step, in an order that mixes them.
TEST_P(Register, FindsEverybodyOfADeliveryOfManySteps) {
  constexpr std::size_t count = 21'000;
  const auto number = [](std::size_t i) { return std::to_string(3'201'000'000 + i * 7'919 % count * 11); };
  std::vector<cpr::PersonEntry> persons;
  const Entries one{short_records(arne, "01")};
  for (std::size_t i = 0; i < count; ++i) {
    persons.push_back(one.persons.front());
    persons.back().number = number(i);
  }
  DeliveryImport delivery = begin();
  const auto twice = delivery.add(persons);
  ASSERT_TRUE(twice);
  EXPECT_THAT(*twice, IsEmpty());
  EXPECT_EQ(delivery.add(std::span{persons}.last(500))->size(), 500U);
  ASSERT_TRUE(delivery.commit(one.summary, "2026-11-24T12:00:00Z"));
  EXPECT_THAT(rows(), ElementsAre(count, count, 0, 0));
  const auto done = database().read([&](storage::Transaction& transaction) -> storage::Outcome<void> {
    const auto visible = storage::readable_deliveries(transaction, key_.get());
    for (std::size_t i = 0; visible && i < count; i += 97) {
      const auto found = storage::find_number(transaction, *visible, number(i), true);
      EXPECT_TRUE(found && found->has_value()) << number(i);
    }
    return {};
  });
  EXPECT_TRUE(done);
}

TEST_P(Register, AReplacementIsTheWholeRegisterAndKeepsIds) {
  import(short_records(arne, "01") + short_records(robert, "01"));
  const std::string id = id_of(arne);
  import(short_records(arne, "80") + short_records(gerda, "01"), Mode::replace);
  EXPECT_EQ(number_of(robert), "");
  EXPECT_EQ(id_of(arne), id);
  EXPECT_EQ(find(arne)->person.status, cpr::Status::emigrated);
  EXPECT_THAT(rows(), ElementsAre(2, 2, 0, 0));
  const auto stats = storage::register_stats(database());
  EXPECT_EQ(stats->statuses, (std::map<std::string, std::int64_t>{{"01", 1}, {"80", 1}}));
  EXPECT_EQ(stats->deliveries.size(), 1U);
}

TEST_P(Register, ANumberInTwoPlacesOfADeliveryIsAddedOnce) {
  const Entries entries{short_records(arne, "01") + short_records(robert, "01") + short_records(arne, "90")};
  DeliveryImport delivery = begin();
  const auto twice = delivery.add(entries.persons);
  ASSERT_TRUE(twice);
  EXPECT_THAT(*twice, ElementsAre(2U));
  const Entries later{short_records(gerda, "01") + short_records(robert, "90")};
  const auto again = delivery.add(later.persons);
  ASSERT_TRUE(again);
  EXPECT_THAT(*again, ElementsAre(1U));
  ASSERT_TRUE(delivery.commit(entries.summary, "2026-11-24T12:00:00Z"));
  EXPECT_EQ(find(arne)->person.status, cpr::Status::resident);
  EXPECT_EQ(find(robert)->person.status, cpr::Status::resident);
  EXPECT_EQ(storage::register_stats(database())->persons, 3);
}

TEST_P(Register, OfTwoImportsAtOnceTheLaterOneWins) {
  const Entries entries{short_records(arne, "01")};
  DeliveryImport earlier = begin();
  ASSERT_TRUE(earlier.add(entries.persons));
  DeliveryImport later = begin();
  EXPECT_EQ(earlier.add(entries.persons).error().kind, storage::FaultKind::busy);
  EXPECT_EQ(earlier.commit(entries.summary, "2026-11-24T12:00:00Z").error().kind, storage::FaultKind::busy);
  ASSERT_TRUE(later.add(entries.persons));
  ASSERT_TRUE(later.commit(entries.summary, "2026-11-24T12:00:00Z"));
  EXPECT_THAT(rows(), ElementsAre(1, 1, 0, 0));
}

TEST_P(Register, HoldsTheFictitiousPersons) {
  Records records;
  for (const FictitiousPerson& person : fictitious_persons()) records = records + records_of(person);
  import(records);
  const auto stats = storage::register_stats(database());
  EXPECT_EQ(stats->persons, 80);
  EXPECT_EQ(stats->statuses, (std::map<std::string, std::int64_t>{
                                 {"01", 69}, {"50", 1}, {"60", 3}, {"70", 1}, {"80", 3}, {"90", 3}}));
  for (const FictitiousPerson& person : fictitious_persons()) {
    EXPECT_EQ(number_of(person.number.c_str()), person.current.empty() ? person.number : person.current);
  }
}

std::string engine_name(const ::testing::TestParamInfo<Engine>& engine) {
  return engine.param == Engine::sqlite ? "Sqlite" : "PostgreSQL";
}
INSTANTIATE_TEST_SUITE_P(Storage, Register, ::testing::Values(Engine::sqlite, Engine::postgresql),
                         engine_name);

}  // namespace
}  // namespace skranke::testing
