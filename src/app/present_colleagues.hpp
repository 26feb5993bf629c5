// Who else is there: those whose session at the desk is open, and may give a second look.
#pragma once

#include "cases/port/colleagues.hpp"
#include "desk/port/witness_ledger.hpp"
#include "http/api/router.hpp"
#include "staff/port/staff_store.hpp"

namespace skranke::app {

class PresentColleagues final : public cases::Colleagues {
 public:
  // What is referred to outlives it.
  PresentColleagues(staff::StaffStore& store, desk::WitnessLedger& ledger, http::api::Clock today)
      : store_{store}, ledger_{ledger}, today_{std::move(today)} {}

  [[nodiscard]] base::Result<std::vector<cases::Actor>> second_officers(const std::string& centre_id,
                                                                        cases::Moment now) override;

 private:
  staff::StaffStore& store_;
  desk::WitnessLedger& ledger_;
  http::api::Clock today_;
};

}  // namespace skranke::app
