#include "app/stored_records.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "app/register_keys.hpp"
#include "cpr/packed_person.hpp"
#include "storage/database.hpp"
#include "storage/register/lookup.hpp"

namespace skranke::app {
namespace {

namespace stand_in = cpr_direkte::stand_in;

class StoredRecords final : public stand_in::RecordSource {
 public:
  StoredRecords(std::unique_ptr<storage::Database> database, std::unique_ptr<keys::RegisterKey> key)
      : database_{std::move(database)}, key_{std::move(key)} {}

  std::vector<std::string> records_of(const proofing::CprNumber& number) override {
    std::optional<storage::StoredPerson> stored;
    const auto read = database_->read([&](storage::Transaction& transaction) -> storage::Outcome<void> {
      const auto visible = storage::readable_deliveries(transaction, key_.get());
      if (!visible) return std::unexpected{visible.error()};
      auto found = storage::find_number(transaction, *visible, number.reveal(), true);
      if (!found) return std::unexpected{found.error()};
      stored = std::move(*found);
      return {};
    });
    if (!read || !stored) return {};
    auto person = cpr::unpack(stored->records);
    if (!person) return {};
    std::vector<std::string> records;
    for (const std::string& line : person->records) {
      if (stand_in::is_answered(std::string_view{line}.substr(0, 3))) {
        records.push_back(stand_in::whole_record(line));
      }
    }
    std::ranges::stable_sort(records, {}, [](const std::string& record) { return record.substr(0, 3); });
    return records;
  }

 private:
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<keys::RegisterKey> key_;
};

}  // namespace

base::Result<std::unique_ptr<stand_in::RecordSource>> open_stored_records(const std::string& url,
                                                                          const std::string& keys) {
  auto database = storage::open_database(url);
  if (!database) return base::fail(base::Fault::unavailable, std::move(database.error().text));
  auto key = register_key_to_read(keys, **database);
  if (!key) return std::unexpected{std::move(key.error())};
  return std::make_unique<StoredRecords>(std::move(*database), std::move(*key));
}

}  // namespace skranke::app
