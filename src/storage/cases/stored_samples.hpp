// Samples of decided cases in the database; what was found wrong is sealed.
#pragma once

#include <string>
#include <vector>

#include "cases/port/sample_book.hpp"
#include "desk/port/sealer.hpp"
#include "storage/database.hpp"

namespace skranke::storage {

class StoredSamples final : public cases::SampleBook {
 public:
  // Both outlive the book.
  StoredSamples(Database& database, const desk::Sealer& sealer) : database_{database}, sealer_{sealer} {}

  [[nodiscard]] base::Result<void> draw(
      const std::string& centre_id, base::Day week, const std::function<base::Day(cases::Moment)>& day_of,
      const std::function<std::vector<cases::AcceptedCase>(std::span<const cases::AcceptedCase>)>& choose,
      cases::Moment now) override;
  [[nodiscard]] base::Result<std::vector<cases::Sample>> samples(const std::string& centre_id,
                                                                 base::Day from) override;
  [[nodiscard]] base::Result<cases::SampleKept> answer(const std::string& centre_id,
                                                       const std::string& case_id,
                                                       const cases::SampleAnswer& answer) override;

 private:
  Database& database_;
  const desk::Sealer& sealer_;
};

}  // namespace skranke::storage
