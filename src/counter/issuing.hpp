// The record of a decided case, and the events that it becomes: what happened, put into the record's own
// words and signed.
#pragma once

#include <functional>
#include <string>

#include "cases/port/record_office.hpp"
#include "counter/applicant.hpp"
#include "counter/counter.hpp"
#include "desk/port/record_keys.hpp"
#include "desk/witnessing.hpp"
#include "policy/catalogue.hpp"
#include "record/case_facts.hpp"

namespace skranke::counter {

// As a clock on the wall at the centre shows it.
struct CivilTime {
  base::Day day = 0;
  std::int32_t minute = 0;  // of the day
};

struct IssuingParts {
  const desk::WitnessTools& witnesses;
  const policy::Catalogue& catalogue;
  const desk::RecordKeys& keys;
  std::function<std::string()> issuer;  // the address under which the keys of records are published
  std::string questions_policy;
  std::string questions_policy_version;
  std::function<base::Day()> today;
  std::function<std::string(std::string_view centre)> place_of;
  std::function<std::string(std::string_view centre)> centre_name;
  std::function<CivilTime(Moment)> local_time;
  std::function<std::string(const policy::Edition&)>
      policy_sha256;  // of its compiled form, 64 hexadecimal digits
};

class Issuing final : public cases::RecordOffice {
 public:
  explicit Issuing(IssuingParts parts) : parts_{std::move(parts)} {}

  [[nodiscard]] base::Result<cases::Sealing> seal(const cases::Kept& kept,
                                                  const std::vector<cases::Event>& history,
                                                  cases::Wish wish) override;

 private:
  [[nodiscard]] cases::Outgoing notice_to(const ApplicantDetails& details,
                                          const record::CaseFacts& facts) const;

  IssuingParts parts_;
};

}  // namespace skranke::counter
